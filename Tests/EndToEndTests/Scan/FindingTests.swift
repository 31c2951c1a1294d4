import Testing

/// One finding a line: where, what, how sure, by which rule.
@Suite struct FindingTests {
  private func scan(_ record: String, _ flags: String...) throws -> [JSON] {
    let outcome = try Scratch().hush(["scan"] + flags, stdin: Array((record + "\n").utf8))
    #expect(outcome.exitCode == 0)
    #expect(outcome.stderr.isEmpty)
    return try outcome.values()
  }

  static let members = [
    "source", "line", "path", "in", "entity", "start", "end", "score", "rule",
  ]

  @Test func aFindingHasItsMembersInOrder() throws {
    let outcome = try Scratch().hush("scan", stdin: "{\"text\":\"mail to jane@example.com\"}\n")
    let line = try #require(outcome.lines.first)
    #expect(outcome.lines.count == 1)
    #expect(memberOrder(line, of: Self.members) == Self.members)
    let finding = try JSON(parsing: line)
    #expect(finding.names == Set(Self.members))
    #expect(finding["source"]?.string == "-")
    #expect(finding["line"]?.int == 1)
    #expect(finding["path"]?.string == "/text")
    #expect(finding["in"]?.string == "value")
    #expect(finding["entity"]?.string == "EMAIL_ADDRESS")
    #expect(finding["start"]?.int == 8)
    #expect(finding["end"]?.int == 24)
    #expect(try (0.5...1).contains(#require(finding["score"]?.double)))
    #expect(finding["rule"]?.string?.isEmpty == false)
    #expect(!line.contains("jane"))
  }

  static let offsets: [(String, Int, Int)] = [
    ("jane@example.com", 0, 16),
    ("😀 jane@example.com", 2, 18),
    (#"\ud83d\ude00 jane@example.com"#, 2, 18),
    (#"\ud83d jane@example.com"#, 2, 18),
    ("👩‍👩‍👧 jane@example.com", 6, 22),
    ("e\u{301}: jane@example.com", 4, 20),
    (#"\n\t\"jane@example.com\""#, 3, 19),
    (#"caf\u00e9 jane\u0040example.com."#, 5, 21),
    ("東京 jane@example.com", 3, 19),
  ]

  @Test(arguments: offsets)
  func offsetsCountScalarsOfTheDecodedString(text: String, start: Int, end: Int) throws {
    let findings = try scan(#"{"t":"\#(text)"}"#)
    try #require(findings.count == 1)
    #expect(findings[0]["start"]?.int == start)
    #expect(findings[0]["end"]?.int == end)
  }

  static let paths = [
    (#""jane@example.com""#, ""),
    (#"["x","jane@example.com"]"#, "/1"),
    (#"{"a":{"b":[0,{"c":"jane@example.com"}]}}"#, "/a/b/1/c"),
    (#"{"a/b":{"c~d":["x","jane@example.com"]}}"#, "/a~1b/c~0d/1"),
    (#"{"~1":"jane@example.com"}"#, "/~01"),
    (#"{"":"jane@example.com"}"#, "/"),
    (#"{"a\u0062":"jane@example.com"}"#, "/ab"),
    (#"{"caf\u00e9 \"x\"":"jane@example.com"}"#, "/café \"x\""),
    (#"{"ann@example.org":{"mail":"jane@example.com"}}"#, "/<EMAIL_ADDRESS>/mail"),
  ]

  @Test(arguments: paths)
  func pathsAreJSONPointers(record: String, path: String) throws {
    let values = try scan(record).filter { $0["in"]?.string == "value" }
    #expect(values.map { $0["path"]?.string } == [path])
  }

  @Test func aKeyIsShownRedactedInItsPath() throws {
    let findings = try scan(#"{"a":{"jane@example.com":1}}"#)
    try #require(findings.count == 1)
    #expect(findings[0]["in"]?.string == "key")
    #expect(findings[0]["path"]?.string == "/a/<EMAIL_ADDRESS>")
    #expect(findings[0]["start"]?.int == 0)
    #expect(findings[0]["end"]?.int == 16)
  }

  @Test(arguments: [
    ("phone", "14155550123", "PHONE_NUMBER"), ("n", "4111111111111111", "CREDIT_CARD"),
  ])
  func aNumberCountsItsSourceText(name: String, digits: String, entity: String) throws {
    let findings = try scan(#"{"\#(name)":\#(digits)}"#)
    try #require(findings.count == 1)
    #expect(findings[0]["in"]?.string == "number")
    #expect(findings[0]["entity"]?.string == entity)
    #expect(findings[0]["path"]?.string == "/\(name)")
    #expect(findings[0]["start"]?.int == 0)
    #expect(findings[0]["end"]?.int == digits.count)
  }

  @Test func eachCarrierOfAValueHasItsLine() throws {
    let findings = try scan(
      #"{"jane@example.com":"jane@example.com","all":["jane@example.com jane@example.com"]}"#)
    #expect(findings.map { $0["in"]?.string } == ["key", "value", "value", "value"])
    #expect(findings.map { $0["start"]?.int } == [0, 0, 0, 17])
  }

  @Test func findingsComeInTheOrderOfTheInput() throws {
    let outcome = try Scratch().hush(
      "scan",
      stdin: """
        {"z":"4111 1111 1111 1111 jane@example.com","a":"192.0.2.44"}

        {"a":"ann@example.org"}

        """)
    let entities = try outcome.values().map { $0["entity"]?.string }
    #expect(entities == ["CREDIT_CARD", "EMAIL_ADDRESS", "IP_ADDRESS", "EMAIL_ADDRESS"])
    #expect(try outcome.values().map { $0["line"]?.int } == [1, 1, 1, 3])
  }

  @Test(arguments: ["2", "7"])
  func orderDoesNotDependOnWorkers(workers: String) throws {
    let scratch = try Scratch()
    let input = Conversations.records(bytes: 3_000_000, seed: 71).jsonl
    let one = try scratch.hush(["scan", "--workers", "1"], stdin: input)
    let more = try scratch.hush(["scan", "--workers", workers], stdin: input)
    #expect(!one.stdout.isEmpty)
    #expect(firstDifference(one.stdout, more.stdout) == nil)
    let lines = try one.values().compactMap { $0["line"]?.int }
    #expect(lines == lines.sorted())
  }

  @Test func lineNumbersAreEachSourcesOwn() throws {
    let scratch = try Scratch()
    try scratch.write("a.jsonl", "{}\n\"jane@example.com\"")
    try scratch.write("b.jsonl", "\n\n\"ann@example.org\"\n")
    let findings = try scratch.hush("scan", "a.jsonl", "b.jsonl").values()
    #expect(findings.map { $0["source"]?.string } == ["a.jsonl", "b.jsonl"])
    #expect(findings.map { $0["line"]?.int } == [2, 3])
  }

  @Test(arguments: [
    (#""to jane\u0040example.com""#, ["jane@example.com"]),
    (#"{"jane@example.com":4111111111111111}"#, ["jane@example.com", "4111111111111111"]),
    (#""caf\u00e9\n4111\u00201111 1111 1111!""#, ["4111 1111 1111 1111"]),
  ])
  func theTextIsShownWhenAskedFor(record: String, texts: [String]) throws {
    let findings = try scan(record, "--show-text")
    #expect(findings.map { $0["text"]?.string } == texts)
    #expect(findings.allSatisfy { $0.names == Set(Self.members + ["text"]) })
  }
  @Test func nothingFoundIsNothingPrinted() throws {
    #expect(try scan(#"{"text":"nothing to see"}"#).isEmpty)
  }

  @Test func itStopsAtTheFirstBadLine() throws {
    let outcome = try Scratch().hush(
      "scan", stdin: "\"jane@example.com\"\nbad\n\"ann@example.org\"\n")
    #expect(outcome.exitCode == 65)
    #expect(try outcome.values().map { $0["line"]?.int } == [1])
  }
}
