import RuleFormat
import Testing

@Suite struct RuleFileParserTests {
  @Test func readsEveryField() throws {
    let file = try RuleFileParser.parse(SampleRule.full, file: "Patterns/sample.yaml")
    #expect(file.family == "sample")
    let rule = try #require(file.rules.first)
    #expect(rule.id == "sample/one")
    #expect(rule.entity == "SAMPLE_ID")
    #expect(rule.title == "A sample")
    #expect(rule.source == "RFC 9999")
    #expect(rule.regex == "S[0-9]{4}")
    #expect(rule.trigger == Trigger(byteClass: .digit, count: 4, gap: 2))
    #expect(rule.reach == 3)
    #expect(rule.score == 0.75)
    #expect(rule.validator == "ipv4")
    #expect(rule.context == Context(words: ["sample", "specimen*"], boost: 0.2, within: 40))
    #expect(rule.vetoes == Context(words: ["order"], boost: -0.3, within: 10))
    #expect(rule.regions == ["GB", "US"])
    #expect(!rule.enabled)
    #expect(rule.note == "Alarms too often.")
    #expect(
      rule.examples.match == [
        Example(text: "S0010", value: "S0010"), Example(text: "see S1234.", value: "S1234"),
      ])
    #expect(rule.examples.noMatch == ["S12"])
    #expect(rule.file == "Patterns/sample.yaml")
    #expect(rule.line == 3)
  }

  @Test func fillsInWhatMayBeLeftOut() throws {
    let file = try RuleFileParser.parse(SampleRule.minimal, file: "m.yaml")
    let rule = try #require(file.rules.first)
    #expect(rule.trigger == Trigger(byteClass: .at, count: 1, gap: 1))
    #expect(rule.validator == nil)
    #expect(rule.context == nil)
    #expect(rule.vetoes == nil)
    #expect(rule.regions.isEmpty)
    #expect(rule.enabled)
    #expect(rule.note == nil)
  }

  @Test(arguments: [
    (
      "literals: [cvv, security code, '%<hex><hex>', '://']",
      Trigger.literals(["cvv", "security code", "%<hex><hex>", "://"])
    ),
    ("byte: token", .cluster(.token, count: 16, gap: 1)),
    ("byte: token, count: 26", .cluster(.token, count: 26, gap: 1)),
    (
      "byte: digit, count: 9, gap: 4, number: 9, run: 3, groups: 2, alphanumeric: 4, mixed: 5",
      .cluster(
        .digit, count: 9, gap: 4,
        form: Trigger.ClusterForm(number: 9, run: 3, groups: 2, alphanumeric: 4, mixed: 5))
    ),
    (
      "byte: digit, count: 9, lead: letters, tail: letter",
      .cluster(
        .digit, count: 9, gap: 1, form: Trigger.ClusterForm(beside: [.letters, .letterBehind]))
    ),
  ])
  func readsTriggers(yaml: String, expected: Trigger) throws {
    let yaml = SampleRule.minimal.replacing("{ byte: at }", with: "{ \(yaml) }")
    let rule = try #require(try RuleFileParser.parse(yaml, file: "m.yaml").rules.first)
    #expect(rule.trigger == expected)
    let file = RuleFile(family: "sample", rules: [rule])
    #expect(try CompiledCatalogue.decode(CompiledCatalogue.encode([file])) == [file])
  }

  @Test func sharesListsThroughAnchors() throws {
    let yaml = SampleRule.minimal
      .replacing("rules:", with: "shared: { words: &words [phone, tel] }\nrules:")
      .replacing(
        "    reach: 3\n",
        with: "    reach: 3\n    context: { words: *words, boost: 0.1, within: 9 }\n")
    let file = try RuleFileParser.parse(yaml, file: "m.yaml")
    #expect(file.rules.first?.context?.words == ["phone", "tel"])
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    var change: (from: String, to: String)
    var code: RuleFileError.Code
    var line: Int
    var testDescription: String { "\(change.to) → \(code.rawValue)" }

    init(_ from: String, _ to: String, _ code: RuleFileError.Code, line: Int) {
      self.change = (from, to)
      self.code = code
      self.line = line
    }
  }

  @Test(arguments: [
    Refusal("family: sample", "family: Sample", .badFamily, line: 1),
    Refusal("family: sample\n", "", .missingKey, line: 1),
    Refusal("    reach:", "    reech:", .unknownKey, line: 9),
    Refusal("    reach: 3\n", "", .missingKey, line: 3),
    Refusal("    note:", "    nota: x\n    note:", .unknownKey, line: 16),
    Refusal("id: sample/one", "id: other/one", .badID, line: 3),
    Refusal("id: sample/one", "id: sample/One", .badID, line: 3),
    Refusal("SAMPLE_ID", "Sample", .badEntity, line: 4),
    Refusal("title: A sample", "title: ''", .emptyText, line: 5),
    Refusal("byte: digit", "byte: vowel", .badTrigger, line: 8),
    Refusal("count: 4", "count: 0", .badTrigger, line: 8),
    Refusal("gap: 2", "gap: none", .badType, line: 8),
    Refusal("gap: 2", "gap: 2, run: 0", .badTrigger, line: 8),
    Refusal("gap: 2", "gap: 2, groups: 9", .badTrigger, line: 8),
    Refusal("gap: 2", "gap: 2, mixed: 33", .badTrigger, line: 8),
    Refusal("byte: digit, count: 4, gap: 2", "byte: dot, run: 2", .badTrigger, line: 8),
    Refusal("gap: 2", "gap: 2, lead: minus", .badTrigger, line: 8),
    Refusal("byte: digit, count: 4, gap: 2", "byte: dot, tail: letter", .badTrigger, line: 8),
    Refusal("gap: 2", "gap: 2, per: line", .unknownKey, line: 8),
    Refusal("byte: digit, count: 4, gap: 2", "literals: [cvv, a]", .badTrigger, line: 8),
    Refusal("byte: digit, count: 4, gap: 2", "literals: ['<hex>']", .badTrigger, line: 8),
    Refusal("byte: digit, count: 4, gap: 2", "literals: [\"a\\tb\"]", .badTrigger, line: 8),
    Refusal("byte: digit, count: 4, gap: 2", "literals: ['\"cvv']", .badTrigger, line: 8),
    Refusal("byte: digit, count: 4, gap: 2", "literals: ['x\\x']", .badTrigger, line: 8),
    Refusal("byte: digit, count: 4, gap: 2", "literals: cvv", .badType, line: 8),
    Refusal("byte: digit", "literals: [cvv], byte: digit", .unknownKey, line: 8),
    Refusal("byte: digit, count: 4, gap: 2", "byte: token, count: 7", .badTrigger, line: 8),
    Refusal("byte: digit, count: 4, gap: 2", "byte: token, gap: 2", .badTrigger, line: 8),
    Refusal("reach: 3", "reach: -1", .badReach, line: 9),
    Refusal("score: 0.75", "score: 1.01", .badScore, line: 10),
    Refusal("score: 0.75", "score: high", .badType, line: 10),
    Refusal("score: 0.75", "score: .nan", .badType, line: 10),
    Refusal("boost: 0.2", "boost: -0.2", .badContext, line: 12),
    Refusal("boost: -0.3", "boost: 0.3", .badContext, line: 13),
    Refusal("within: 40", "within: 0", .badContext, line: 12),
    Refusal("words: [order]", "words: ['']", .badContext, line: 13),
    Refusal("words: [order]", "words: []", .badContext, line: 13),
    Refusal("words: [order]", "words: ['**']", .badContext, line: 13),
    Refusal(
      "words: [order]", "words: [\(String(repeating: "o", count: 65))]", .badContext, line: 13),
    Refusal("[GB, US]", "[GBR]", .badRegion, line: 14),
    Refusal("[GB, US]", "GB", .badType, line: 14),
    Refusal("enabled: false", "enabled: no", .badType, line: 15),
    Refusal("    note: Alarms too often.\n", "", .noNote, line: 3),
    Refusal(
      "match:\n        - S0010", "match: []\n      other:\n        - S0010", .noExamples, line: 18),
    Refusal("value: S1234", "value: S9999", .badExample, line: 20),
    Refusal("no_match: [S12]", "no_match: []", .noExamples, line: 18),
    Refusal("score: 0.75", "score: 0.75\n    score: 0.8", .badYAML, line: 10),
    Refusal("regex: 'S", "regex: \"\\q", .badYAML, line: 7),
  ])
  func refuses(_ refusal: Refusal) throws {
    let yaml = SampleRule.full.replacing(
      refusal.change.from, with: refusal.change.to, maxReplacements: 1)
    try #require(yaml != SampleRule.full)
    let error = try #require(throws: RuleFileError.self) {
      try RuleFileParser.parse(yaml, file: "bad.yaml")
    }
    #expect(error.code == refusal.code, "\(error)")
    #expect(error.line == refusal.line, "\(error)")
    #expect(error.description.hasPrefix("bad.yaml:\(refusal.line): \(refusal.code.rawValue): "))
  }

  @Test(arguments: ["", "- a list", "just words", "family: sample\nrules: []\n"])
  func refusesWhatIsNoRuleFile(_ yaml: String) {
    #expect(throws: RuleFileError.self) { try RuleFileParser.parse(yaml, file: "bad.yaml") }
  }

  @Test func refusesAnIDTwiceInOneFileAndInTwo() throws {
    let rules = SampleRule.minimal.split(separator: "rules:\n")[1]
    let error = try #require(throws: RuleFileError.self) {
      try RuleFileParser.parse(SampleRule.minimal + rules, file: "twice.yaml")
    }
    #expect(error.code == .duplicateID)
    #expect(error.detail == "sample/one is already at twice.yaml:3")

    let first = try RuleFileParser.parse(SampleRule.minimal, file: "first.yaml")
    let second = try RuleFileParser.parse(SampleRule.minimal, file: "second.yaml")
    let across = try #require(throws: RuleFileError.self) {
      try RuleFile.checkUniqueIDs([first, second])
    }
    #expect(across.file == "second.yaml")
    #expect(across.detail == "sample/one is already at first.yaml:3")
  }
}
