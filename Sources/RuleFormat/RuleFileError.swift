/// Why a rule file was refused, and where.
public struct RuleFileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A stable name for the reason.
  public enum Code: String, Sendable, CaseIterable {
    case badYAML = "bad-yaml"
    case badType = "bad-type"
    case unknownKey = "unknown-key"
    case missingKey = "missing-key"
    case badFamily = "bad-family"
    case badID = "bad-id"
    case duplicateID = "duplicate-id"
    case badEntity = "bad-entity"
    case emptyText = "empty-text"
    case badTrigger = "bad-trigger"
    case badReach = "bad-reach"
    case badScore = "bad-score"
    case badContext = "bad-context"
    case badRegion = "bad-region"
    case noNote = "no-note"
    case noExamples = "no-examples"
    case badExample = "bad-example"
    case badCatalogue = "bad-catalogue"
  }

  public var file: String
  /// From 1; 1 too when the place is not known.
  public var line: Int
  public var code: Code
  public var detail: String

  public init(file: String, line: Int, code: Code, detail: String) {
    self.file = file
    self.line = line
    self.code = code
    self.detail = detail
  }

  /// `file:line: reason: detail`, the form compilers use, so that editors can jump to it.
  public var description: String { "\(file):\(line): \(code.rawValue): \(detail)" }
}
