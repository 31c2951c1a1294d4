import Foundation
import Glibc
import Pipeline

/// Standard error, where everything that is not data goes.
enum Terminal {
  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

  /// Fills standard descriptors that were closed when the program started.
  ///
  /// Otherwise the next file that is opened takes their number: hush would read its own pipe as input, or write
  /// diagnostics into a quarantine. All are filled read-only: a closed output stays an error to write to.
  static func reserveStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      _ = unsafe open("/dev/null", O_RDONLY)
    }
  }

  /// Makes a reader that goes away an error of the write instead of the program's end.
  static func ignoreClosedPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Writes to standard error; a closed one is nobody's concern.
  static func standardError(_ text: String) {
    var text = text
    text.withUTF8 { bytes in _ = unsafe write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
  }

  /// Tells what is wrong, on one line.
  ///
  /// - Parameter exitCode: the code that the program ends with, when it ends with this message.
  static func diagnostic(
    _ message: String, _ level: LogFormat.Level = .warning, exitCode: Int32? = nil
  ) {
    standardError(LogFormat.current.line(level, message, exitCode: exitCode) + "\n")
  }

  /// A text with its control characters, which a file's name may hold, written as escapes.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      escaped +=
        scalar.properties.generalCategory == .control
        ? scalar.escaped(asASCII: true) : String(scalar)
    }
    return escaped
  }

  /// Writes data to standard output.
  ///
  /// - Throws: ``CommandFailure`` with 141 when the reader has gone, 74 for any other failure.
  static func standardOutput(_ text: String) throws {
    var text = text
    let code: Int32 = text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let count = unsafe write(
          STDOUT_FILENO, bytes.baseAddress! + written, bytes.count - written)
        if count < 0, errno == EINTR { continue }
        if count < 0 { return errno }
        written += count
      }
      return 0
    }
    switch code {
    case 0: return
    case EPIPE, EBADF: throw PipelineError.outputClosed
    default: throw PipelineError.writeFailed(path: nil, code: code)
    }
  }

  /// What a command answers: one JSON object, or a sentence for people.
  ///
  /// - Parameter members: names with values that are JSON already.
  /// - Throws: as ``standardOutput(_:)``.
  static func answer(
    json: Bool, _ members: [(name: String, value: String)], _ sentence: String
  ) throws {
    var object = JSONObjectWriter()
    for member in members { object.add(member.name, raw: member.value) }
    ignoreClosedPipes()
    try standardOutput((json ? object.finished : sentence) + "\n")
  }

  /// The longest value that is read from standard input, in bytes.
  private static let inputLimit = 65_536

  /// A value from standard input, without the line end after it: it must not be in an argument,
  /// which other users can see.
  ///
  /// - Throws: ``CommandFailure`` with 64 when there is none, too much of it, or no UTF-8.
  static func standardInput() throws -> String {
    let bytes = try FileHandle.standardInput.read(upToCount: inputLimit + 1) ?? Data()
    guard bytes.count <= inputLimit, let text = String(data: bytes, encoding: .utf8) else {
      throw CommandFailure(ExitCode.usage, "standard input holds no value of up to 64 KiB of UTF-8")
    }
    let value = text.trimmingCharacters(in: .newlines)
    guard !value.isEmpty else {
      throw CommandFailure(ExitCode.usage, "a value was to come from standard input, and none did")
    }
    return value
  }
}
