import Detection
import RuleFormat
import Testing

/// Which rules run, and which sets of rules are refused.
@Suite struct SelectionTests {
  static let text = "jane@example.com, 4111 1111 1111 1111, 192.0.2.1, +1 202 555 0143"

  @Test func everythingIsLookedForByDefault() throws {
    #expect(
      try find(Self.text).entities == [
        "EMAIL_ADDRESS", "CREDIT_CARD", "IP_ADDRESS", "PHONE_NUMBER",
      ])
  }

  @Test func onlyTheseOrAllButThese() throws {
    let some = try Rules.selected { $0.only = ["CREDIT_CARD", "IP_ADDRESS"] }
    #expect(try find(Self.text, rules: some).entities == ["CREDIT_CARD", "IP_ADDRESS"])
    let others = try Rules.selected { $0.except = ["CREDIT_CARD", "IP_ADDRESS"] }
    #expect(try find(Self.text, rules: others).entities == ["EMAIL_ADDRESS", "PHONE_NUMBER"])
    let none = try Rules.selected { $0.only = [] }
    #expect(try find(Self.text, rules: none).isEmpty)
  }

  @Test func namesOfEntitiesDoNotDependOnTheSelection() throws {
    let some = try Rules.selected { $0.only = ["CREDIT_CARD"] }
    #expect(some.entities == Rules.standard?.entities)
    #expect(some.entities == some.entities.sorted())
  }

  @Test func rulesThatAreOffAreOnWhenNamed() throws {
    let off = SampleRules.ticket(score: 1, enabled: false)
    let rules = [off, SampleRules.ticket(id: "year/four", entity: "YEAR", score: 0.9)]
    #expect(try find("1234", rules: Rules.selected(from: rules) { _ in }).entities == ["YEAR"])
    let named = try Rules.selected(from: rules) { $0.only = ["TICKET"] }
    #expect(try find("1234", rules: named).entities == ["TICKET"])
  }

  @Test func theLeastScoreIsInclusive() throws {
    let rules = [SampleRules.ticket(score: 0.5)]
    #expect(try find("1234", rules: Rules.selected(from: rules) { $0.minScore = 0.5 }).count == 1)
    #expect(try find("1234", rules: Rules.selected(from: rules) { $0.minScore = 0.51 }).isEmpty)
  }

  @Test func whatNothingSpeaksForIsNoFinding() throws {
    let rules = [SampleRules.ticket(score: 0)]
    #expect(try find("1234", rules: Rules.selected(from: rules) { $0.minScore = 0 }).isEmpty)
    let cards = try Rules.selected { rules in
      rules.only = ["CREDIT_CARD"]
      rules.minScore = 0
    }
    #expect(try find("4111111111111112", rules: cards).isEmpty)
    #expect(try find("card 4111111111111112", rules: cards).count == 1)
  }

  @Test(arguments: ["NOBODY", "email_address", ""])
  func unknownEntitiesAreRefused(_ name: String) {
    for only in [nil, Set(["CREDIT_CARD", name])] {
      #expect {
        try Rules.selected {
          $0.only = only
          if only == nil { $0.except = [name] }
        }
      } throws: { error in
        if case RuleSetError.unknownEntity(name) = error { true } else { false }
      }
    }
  }

  @Test(arguments: ["[", "(?<=a+)b", "(", "a{2,1}", "\\C", "(?P<n>a)(?P<n>b)", "*"])
  func aBadExpressionIsRefusedWithItsPlace(_ regex: String) {
    #expect {
      try Rules.selected(from: [SampleRules.rule(regex: regex)]) { _ in }
    } throws: { error in
      guard case RuleSetError.badRegex("sample/one", "sample.yaml", 3, let message) = error
      else { return false }
      return message.contains(" at byte ") && !message.hasPrefix(" ")
    }
  }

  @Test(arguments: ["luhn", "phone/XX", "phone/", "IPV4", ""])
  func anUnknownValidatorIsRefusedWithItsPlace(_ name: String) {
    #expect {
      try Rules.selected(from: [SampleRules.rule(regex: "a", validator: name)]) { _ in }
    } throws: { error in
      if case RuleSetError.unknownValidator("sample/one", "sample.yaml", 3, name) = error {
        true
      } else {
        false
      }
    }
  }

  @Test func theVersionTellsRulesApart() throws {
    let one = try Rules.selected(from: [SampleRules.ticket()]) { _ in }
    let same = try Rules.selected(from: [SampleRules.ticket()]) { _ in }
    let other = try Rules.selected(from: [SampleRules.ticket(score: 0.6)]) { _ in }
    let stricter = try Rules.selected(from: [SampleRules.ticket()]) { $0.minScore = 0.9 }
    #expect(one.version == same.version)
    #expect(Set([one.version, other.version, stricter.version]).count == 3)
  }
}
