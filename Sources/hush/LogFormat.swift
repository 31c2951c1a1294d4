import Foundation
import Pipeline
import Synchronization

/// How messages on standard error are written: as lines for people, or as JSON for whoever collects them.
enum LogFormat: String, CaseIterable {
  case text
  case json

  /// How grave a message is.
  enum Level: String {
    case info, warning, error
  }

  private static let isJSON = Atomic<Bool>(false)

  /// The format that holds for the whole process.
  static var current: LogFormat {
    get { isJSON.load(ordering: .relaxed) ? .json : .text }
    set { isJSON.store(newValue == .json, ordering: .relaxed) }
  }

  /// Takes `--log-format` out of a command's arguments, wherever it stands before `--`.
  ///
  /// The argument parser knows options of one command only; this one is every command's, and must hold before
  /// anything is parsed that may be wrong.
  /// - Throws: ``CommandFailure`` with 64 for another format.
  static func take(from arguments: [String]) throws -> [String] {
    let option = "--log-format"
    var left: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" { return left + [argument] + rest }
      if argument == option {
        try choose(rest.popFirst() ?? "")
      } else if argument.hasPrefix(option + "=") {
        try choose(String(argument.dropFirst(option.count + 1)))
      } else {
        left.append(argument)
      }
    }
    return left
  }

  private static func choose(_ name: String) throws {
    guard let format = LogFormat(rawValue: name) else {
      throw CommandFailure(
        ExitCode.usage,
        "--log-format is \(allCases.map(\.rawValue).joined(separator: " or "))")
    }
    current = format
  }

  /// A message as one line.
  ///
  /// - Parameter exitCode: the code that the program ends with, when it ends with this message.
  func line(_ level: Level, _ message: String, exitCode: Int32?) -> String {
    switch self {
    case .text: return "hush: " + Terminal.escaped(message)
    case .json:
      var entry = JSONObjectWriter()
      entry.add("time", Date.now.formatted(.iso8601))
      entry.add("level", level.rawValue)
      entry.add("message", message)
      if let exitCode { entry.add("exit_code", Int(exitCode)) }
      return entry.finished
    }
  }
}
