import Detection
import Glibc
import Keys
import Pipeline
import Redaction
import RuleFormat
import Storage

/// The exit codes that scripts depend on: sysexits.h, and 128 plus the number of a signal.
enum ExitCode {
  static let usage: Int32 = 64
  static let inputRefused: Int32 = 65
  static let noInput: Int32 = 66
  static let refusedByRule: Int32 = 69
  static let internalError: Int32 = 70
  static let cannotCreate: Int32 = 73
  static let inputOutput: Int32 = 74
  static let busy: Int32 = 75
  static let key: Int32 = 77
  static let configuration: Int32 = 78
  static let outputClosed: Int32 = 141
}

/// How a command ends early: a code, and a sentence that says what to do about it.
struct CommandFailure: Error {
  var code: Int32
  /// nil to leave without a word.
  var message: String?

  init(_ code: Int32, _ message: String?) {
    self.code = code
    self.message = message
  }

  /// The failure that an error of the modules stands for; nil for the argument parser's own.
  init?(_ error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as PipelineError: self.init(pipeline: error)
    case let error as RuleSetError: self.init(rules: error)
    case let error as RuleFileError: self.init(ExitCode.configuration, "\(error)")
    case let error as RootKeyError: self.init(key: error)
    case let error as StoreError: self.init(store: error)
    case let error as LabelledFileError:
      self.init(
        ExitCode.inputRefused,
        "\(error.source):\(error.line): \(error.reason.rawValue); nothing was measured")
    case is CryptoError:
      self.init(ExitCode.internalError, "libcrypto refused to work")
    default: return nil
    }
  }

  private init(pipeline error: PipelineError) {
    switch error {
    case .noInput(let source):
      self.init(ExitCode.noInput, "\(source): no such file, or it can't be read")
    case .readFailed(let source, let code):
      self.init(ExitCode.inputOutput, "\(source): \(Self.describe(code))")
    case .writeFailed(let path, let code):
      self.init(
        ExitCode.inputOutput, "can't write \(path ?? "the output"): \(Self.describe(code))")
    case .outputClosed: self.init(ExitCode.outputClosed, nil)
    case .cannotCreate(let path, let code):
      self.init(
        ExitCode.cannotCreate,
        "\(path): can't be opened as a file of one's own: \(Self.describe(code))")
    case .sourceChanged(let source):
      self.init(
        ExitCode.inputRefused,
        "\(source): not all that was stored under this name comes again, so it may be another stream; "
          + "nothing was stored. Replay it from its first byte, or give another --source name")
    }
  }

  private init(rules error: RuleSetError) {
    switch error {
    case .unknownEntity(let name):
      self.init(
        ExitCode.usage, "unknown entity \(name); `hush patterns list` shows what there is")
    case .badRegex(let rule, let file, let line, let message):
      self.init(ExitCode.configuration, "\(file):\(line): bad-regex: \(rule): \(message)")
    case .unknownValidator(let rule, let file, let line, let name):
      self.init(ExitCode.configuration, "\(file):\(line): unknown-validator: \(rule): \(name)")
    }
  }

  // Safety: strerror returns a string of libc's that is copied at once.
  static func describe(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
}
