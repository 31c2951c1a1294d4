import Testing

/// The registry of rules: built in, and from files of one's own.
@Suite struct PatternsCommandTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test(arguments: ["EMAIL_ADDRESS", "CREDIT_CARD", "PHONE_NUMBER", "IP_ADDRESS"])
  func theFirstFamiliesAreListed(entity: String) throws {
    let outcome = try scratch.hush("patterns", "list")
    #expect(outcome.exitCode == 0)
    #expect(outcome.text.contains(entity))
  }

  @Test func theListNamesTheRulesThatScanReports() throws {
    let list = try scratch.hush("patterns", "list").text
    let findings = try scratch.hush(
      "scan", stdin: #"{"t":"jane@example.com 4111 1111 1111 1111 192.0.2.44"}"#
    ).values()
    #expect(findings.count == 3)
    for finding in findings {
      #expect(list.contains(try #require(finding["rule"]?.string)))
    }
  }

  @Test(arguments: ["test", "lint"])
  func theBuiltInRulesPass(command: String) throws {
    let outcome = try scratch.hush("patterns", command)
    #expect(outcome.exitCode == 0)
    #expect(!outcome.text.isEmpty)
  }

  // MARK: Rules of one's own

  static let parcel = """
    family: parcel
    rules:
      - id: parcel/label
        entity: PARCEL_LABEL
        title: A parcel label of the example carrier
        source: invented for this test
        regex: '(?<![A-Z0-9])EX-[0-9]{6}(?![A-Z0-9])'
        trigger:
          byte: hyphen
        reach: 12
        score: 0.9
        examples:
          match:
            - EX-123456
            - text: send EX-000001 back
              value: EX-000001
          no_match:
            - EX-12345
            - AEX-123456

    """

  private func write(_ rules: String) throws {
    try scratch.directory("rules")
    try scratch.write("rules/parcel.yaml", rules)
  }

  @Test func aRuleFileAddsToTheBuiltInOnes() throws {
    try write(Self.parcel)
    let input = "{\"text\":\"EX-123456 for jane@example.com\"}\n"
    let redacted = try scratch.hush("redact", "--patterns", "rules", stdin: input)
    #expect(redacted.exitCode == 0, "\(redacted.messages)")
    #expect(redacted.text == "{\"text\":\"<PARCEL_LABEL> for <EMAIL_ADDRESS>\"}\n")
    #expect(try scratch.hush("redact", stdin: input).text.contains("EX-123456"))

    let found = try scratch.hush("scan", "--patterns", "rules", stdin: input).values()
    #expect(found.map { $0["rule"]?.string ?? "" }.first == "parcel/label")
    #expect(try #require(found.first?["score"]?.double) == 0.9)
  }

  @Test func itsEntityCanBeSelected() throws {
    try write(Self.parcel)
    let outcome = try scratch.hush(
      "redact", "--patterns", "rules", "--only", "PARCEL_LABEL",
      stdin: "\"EX-123456 jane@example.com\"")
    #expect(outcome.text == "\"<PARCEL_LABEL> jane@example.com\"")
    let without = try scratch.hush("redact", "--only", "PARCEL_LABEL", stdin: "{}\n")
    #expect(without.exitCode == 64)
  }

  @Test func itIsListedLintedAndTested() throws {
    try write(Self.parcel)
    let list = try scratch.hush("patterns", "list", "--patterns", "rules")
    #expect(list.text.contains("parcel/label"))
    #expect(list.text.contains("EMAIL_ADDRESS"))
    for command in ["lint", "test"] {
      let outcome = try scratch.hush("patterns", command, "--patterns", "rules")
      #expect(outcome.exitCode == 0, "\(outcome.messages)")
    }
  }

  /// Each with the lines, counted from 1, that may be named: the wrong one, or the rule's first
  /// for what only shows once the rule is put to use.
  static let bad: [(String, String, [Int])] = [
    ("score: 0.9", "score: 9", [11]),
    ("reach: 12", "reach: twelve", [10]),
    ("byte: hyphen", "byte: smell", [9]),
    ("PARCEL_LABEL", "parcel label", [4]),
    ("parcel/label", "post/label", [3]),
    ("title:", "titel:", [5]),
    ("(?<![A-Z0-9])", "(?<![A-Z0-9]", [3, 7]),
    ("score: 0.9\n", "score: 0.9\n    validator: no-such-check\n", [3, 12]),
    ("score: 0.9\n", "score: 0.9\n    colour: blue\n", [12]),
  ]

  @Test(arguments: bad)
  func aBadRuleFileIsRefusedWithFileLineAndReason(
    good: String, replacement: String, lines: [Int]
  ) throws {
    let rules = Self.parcel.replacing(good, with: replacement)
    try #require(rules != Self.parcel)
    try write(rules)
    for arguments in [["patterns", "lint"], ["redact"], ["scan"]] {
      let outcome = try scratch.hush(
        arguments + ["--patterns", "rules"], stdin: Array("\"jane@example.com\"\n".utf8))
      #expect(outcome.exitCode == 78)
      #expect(
        lines.contains { outcome.messages.contains("parcel.yaml:\($0):") },
        "\(outcome.messages)")
      #expect(!outcome.text.contains("jane"))
      #expect(!outcome.text.contains("EMAIL_ADDRESS>"))
    }
  }

  @Test func anExampleThatDoesNotHoldIsRefused() throws {
    try write(Self.parcel.replacing("- EX-12345\n", with: "- EX-654321\n"))
    let outcome = try scratch.hush("patterns", "test", "--patterns", "rules")
    #expect(outcome.exitCode == 78)
    #expect(outcome.messages.contains("parcel/label"))
  }

  @Test func aRuleMayNotTakeABuiltInName() throws {
    let built = try #require(
      try scratch.hush("scan", stdin: "\"jane@example.com\"").values().first?["rule"]?.string)
    let family = String(built.prefix { $0 != "/" })
    try write(
      Self.parcel.replacing("parcel/label", with: built)
        .replacing("family: parcel", with: "family: \(family)"))
    let outcome = try scratch.hush("redact", "--patterns", "rules", stdin: "{}\n")
    #expect(outcome.exitCode == 78)
    #expect(outcome.messages.contains(built))
  }

  @Test func aDirectoryThatIsNotThereIsBadConfiguration() throws {
    let outcome = try scratch.hush("redact", "--patterns", "none", stdin: "{}\n")
    #expect(outcome.exitCode == 78 || outcome.exitCode == 66)
    #expect(outcome.text.isEmpty)
  }

  @Test func aRuleThatRunsAwayRefusesTheRecord() throws {
    try write(
      Self.parcel
        .replacing("(?<![A-Z0-9])EX-[0-9]{6}", with: "EX-(?:(?:[a-z]+)+[0-9]|[0-9]{6})")
        .replacing("reach: 12", with: "reach: 4096")
        .replacing("      - AEX-123456\n", with: ""))
    let long = "EX-" + String(repeating: "a", count: 3000) + "!"
    let outcome = try scratch.hush(
      "redact", "--patterns", "rules", "--quarantine", "q.jsonl", "--only", "PARCEL_LABEL",
      stdin: "\"\(long)\"\n\"EX-123456\"\n")
    #expect(outcome.exitCode == 65)
    #expect(
      outcome.lines == [#"{"quarantined":"match-limit","line":1}"#, #""<PARCEL_LABEL>""#])
  }
}
