/// One rule file: a family of rules that are read, listed and reviewed together.
public struct RuleFile: Sendable, Equatable {
  /// The family's name, which is also the first part of its rules' ids: `email`.
  public var family: String
  public var rules: [Rule]

  public init(family: String, rules: [Rule]) {
    self.family = family
    self.rules = rules
  }

  /// Refuses two rules of one id, whichever files they come from.
  ///
  /// - Throws: ``RuleFileError`` with ``RuleFileError/Code/duplicateID`` at the later rule.
  public static func checkUniqueIDs(_ files: [RuleFile]) throws(RuleFileError) {
    var first: [String: Rule] = [:]
    for rule in files.lazy.flatMap(\.rules) {
      if let earlier = first.updateValue(rule, forKey: rule.id) {
        throw RuleFileError(
          file: rule.file, line: rule.line, code: .duplicateID,
          detail: "\(rule.id) is already at \(earlier.file):\(earlier.line)")
      }
    }
  }
}
