import Detection
import RuleFormat
import Testing

/// A rule that does not live up to its examples is told so.
@Suite struct RuleTrialTests {
  private func trial(
    match: [Example] = [], noMatch: [String] = [], regex: String = "(?<![0-9])[0-9]{4}(?![0-9])"
  ) throws -> [String] {
    let rule = Rule(
      id: "ticket/number", entity: "TICKET", regex: regex,
      trigger: Trigger(byteClass: .digit, count: 4), reach: 4, score: 0.4,
      context: Context(words: ["ticket"], boost: 0.4, within: 20), enabled: false,
      examples: Examples(match: match, noMatch: noMatch))
    return try RuleTrial.failures(of: rule).map { failure in
      switch failure.problem {
      case .notFound(let found): "not found: \(failure.text), \(found)"
      case .falseAlarm(let found): "false alarm: \(failure.text), \(found)"
      case .matchLimit: "match limit: \(failure.text)"
      }
    }
  }

  @Test func goodExamplesPassEvenBelowTheLeastScore() throws {
    let match = [Example(text: "1234", value: "1234"), Example(text: "a 5678", value: "5678")]
    #expect(try trial(match: match, noMatch: ["123", "12345", "the year 1984"]).isEmpty)
  }

  @Test func aMatchMustBeExactlyTheValue() throws {
    let match = [
      Example(text: "123", value: "123"), Example(text: "no 1234", value: "no 1234"),
      Example(text: "1234 5678", value: "5678"), Example(text: "1234 5678", value: "1234 5678"),
    ]
    #expect(
      try trial(match: match) == [
        "not found: 123, []", #"not found: no 1234, ["1234"]"#,
        #"not found: 1234 5678, ["1234", "5678"]"#,
      ])
  }

  @Test func aFalseAlarmCountsFromTheDefaultScore() throws {
    #expect(
      try trial(noMatch: ["1984", "ticket 1984"]) == [#"false alarm: ticket 1984, ["1984"]"#])
  }

  @Test func anExpressionThatGivesUpHasFailed() throws {
    let text = "ticket " + String(repeating: "1", count: 3000)
    #expect(try trial(noMatch: [text], regex: "(?:(?:1|11)+)+!1") == ["match limit: \(text)"])
  }

  @Test func aRuleThatCannotBeCompiledIsRefused() {
    #expect(throws: RuleSetError.self) { try trial(match: [], regex: "(") }
  }
}
