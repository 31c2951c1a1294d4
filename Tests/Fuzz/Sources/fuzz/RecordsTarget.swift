import Detection
import Records
import Redaction

@testable import Pipeline

/// JSON Lines, documents and plain text. The first byte says which, and what takes the values' place.
struct RecordsTarget: FuzzTarget {
  private static let operators: [Operator] = [.replace, .mask, .keepLast4, .remove]
  private static let forms: [InputForm] = [.jsonLines, .jsonLines, .document, .text]

  private let rules: RuleSet
  private var examinations: [Operator: Examination] = [:]

  init() throws {
    rules = try RuleSet(Catalogue.builtIn(), selection: Selection())
    for action in Self.operators {
      var policy = Policy()
      policy.defaultOperator = action
      examinations[action] = try Examination(policy, rules: rules)
    }
  }

  mutating func examine(_ input: [UInt8]) throws {
    var choices = Choices(input)
    let action = choices.pick(Self.operators)
    let form = choices.pick(Self.forms)
    let text = Array(choices.rest)
    guard !text.isEmpty, let examination = examinations[action] else { return }
    let first = try examination.examine(text, form)
    for record in first.records {
      let line = text[record.line]
      if form.isJSON {
        law(Skeleton.of(line) == Skeleton.of(record.written[...]), "what is no value stays")
        law(!Skeleton.isJSON(line) || Skeleton.isJSON(record.written[...]), "JSON stays JSON")
      }
      let again = try examination.examine(record.written, form)
      law(again.refused.allSatisfy { $0.reason == .unverified }, "what was written can be read")
      // Where a value was removed nothing says so, and what is left may read as something else.
      guard again.refused.isEmpty, action != .remove else { continue }
      law(again.output == record.written, "what was written holds nothing to find")
    }
    guard first.refused.isEmpty else { return }
    law(first.output.count { $0 == 10 } == text.count { $0 == 10 }, "lines stay lines")
  }
}
