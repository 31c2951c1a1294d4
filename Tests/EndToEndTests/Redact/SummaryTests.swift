import Testing

/// The summary's laws, and what goes to stderr.
@Suite struct SummaryTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func aRunIsCounted() throws {
    let input = "{\"a\":\"jane@example.com\"}\n\nbad\n\"ann@example.org 4111 1111 1111 1111\"\n{}"
    let outcome = try scratch.hush(
      "redact", "--quarantine", "q", "--summary", "s.json", stdin: input)
    #expect(outcome.exitCode == 65)
    let summary = try JSON(parsing: try scratch.text("s.json"))
    #expect(summary["read"]?.int == 4)
    #expect(summary["written"]?.int == 3)
    #expect(summary["quarantined"]?.int == 1)
    #expect(summary["bytes"]?.int == input.utf8.count)
    #expect(try #require(summary["seconds"]?.double) >= 0)
    #expect(
      summary["findings"] == .object(["EMAIL_ADDRESS": .number(2), "CREDIT_CARD": .number(1)]))
    #expect(summary["reasons"] == .object(["bad-json": .number(1)]))
  }

  @Test func aRunThatStoppedAddsUpToo() throws {
    _ = try scratch.hush(
      "redact", "--summary", "s.json", stdin: "{}\n{}\nbad\n{}\n")
    let summary = try JSON(parsing: try scratch.text("s.json"))
    #expect(summary["written"]?.int == 2)
    #expect(summary["quarantined"]?.int == 1)
    #expect(summary["read"]?.int == 3)
  }

  @Test func nothingReadIsNothingCounted() throws {
    let outcome = try scratch.hush("redact", "--summary", "-")
    #expect(outcome.exitCode == 0)
    let summary = try outcome.summary()
    for name in ["read", "written", "quarantined", "bytes"] { #expect(summary[name]?.int == 0) }
    #expect(summary["findings"] == .object([:]))
  }

  @Test func theSummaryIsOneObjectOnStderr() throws {
    let outcome = try scratch.hush("redact", "--summary", "-", stdin: "{}\n")
    #expect(outcome.text == "{}\n")
    #expect(outcome.messages.lines.count == 1)
  }

  /// Reason codes, each once.
  @Test func eachReasonIsCounted() throws {
    let deep = String(repeating: "[", count: 1001) + String(repeating: "]", count: 1001)
    let long = "\"" + String(repeating: "x", count: 5000) + "\""
    let input =
      Array("\(deep)\n\(long)\nbad\n\"".utf8) + [0xFF] + Array("\"\n\"\\ud83d\"\n".utf8)
    _ = try scratch.hush(
      ["redact", "--quarantine", "q", "--max-line", "4000", "--summary", "s.json"], stdin: input)
    let summary = try JSON(parsing: try scratch.text("s.json"))
    #expect(
      summary["reasons"]
        == .object([
          "too-deep": .number(1), "too-long": .number(1), "bad-json": .number(1),
          "bad-utf8": .number(1),
        ]))
    #expect(summary["written"]?.int == 1)
  }

  @Test func aSummaryThatCannotBeMadeIsAnError() throws {
    let outcome = try scratch.hush("redact", "--summary", "none/s.json", stdin: "{}\n")
    #expect(outcome.exitCode == 73)
  }

  @Test func aCleanRunSaysNothing() throws {
    for arguments in [["redact"], ["scan"], ["redact", "--progress", "off"]] {
      let outcome = try scratch.hush(
        arguments, stdin: Conversations.records(bytes: 1_500_000, seed: 61).jsonl)
      #expect(outcome.stderr.isEmpty)
    }
  }

  @Test func progressIsJSONOnStderr() throws {
    let outcome = try scratch.hush(
      ["redact", "--progress", "json", "--summary", "-"],
      stdin: Conversations.records(bytes: 3_000_000, seed: 62).jsonl)
    #expect(outcome.exitCode == 0)
    for line in outcome.messages.lines {
      guard case .object = try JSON(parsing: line) else {
        Issue.record("not an object: \(line)")
        continue
      }
    }
  }

  /// No message may carry what a record says, whatever is wrong with it.
  @Test(arguments: [
    #"{"text":"canary@example.com""#, #"{"canary@example.com" 4111111111111111}"#,
    #"canary@example.com"#, #"{"text":"\xcanary@example.com"}"#,
  ])
  func messagesNameThePlaceNotTheValue(line: String) throws {
    try scratch.write("in.jsonl", "{}\n" + line + "\n")
    for arguments in [
      ["redact"], ["scan"], ["redact", "--quarantine", "q", "--summary", "-"],
      ["ingest", "--store", "s.db"],
    ] {
      let outcome = try scratch.hush(arguments + ["in.jsonl"], stdin: [])
      #expect(outcome.exitCode == 65)
      #expect(!outcome.messages.contains("canary"))
      #expect(!outcome.messages.contains("4111"))
      #expect(!outcome.messages.contains("example.com"))
    }
  }

  @Test func aMessageNamesSourceLineAndReason() throws {
    try scratch.write("in.jsonl", "{}\n\nbad\n")
    let outcome = try scratch.hush("redact", "in.jsonl")
    #expect(outcome.messages.contains("in.jsonl"))
    #expect(outcome.messages.contains("3"))
    #expect(outcome.messages.contains("bad-json"))
  }
}
