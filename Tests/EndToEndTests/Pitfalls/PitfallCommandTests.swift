import Foundation
import Glibc
import Testing

/// What users of other redactors suffer from, seen from the command line.
@Suite struct PitfallCommandTests {
  // A value goes home to the message that holds it, and no message takes another's.
  @Test func whatIsFoundGoesHomeToTheMessageThatHoldsIt() throws {
    let record = """
      {"messages":[{"role":"user","content":"mail jane@example.com"},\
      {"role":"assistant","content":"noted"},\
      {"role":"user","content":[{"type":"text","text":"card 4111 1111 1111 1111"},{"type":"text","text":"ok"}]},\
      {"role":"assistant","content":"anything else?"}]}

      """
    let outcome = try Scratch().hush("redact", stdin: record)
    #expect(
      outcome.text
        == record.replacingOccurrences(of: "jane@example.com", with: "<EMAIL_ADDRESS>")
        .replacingOccurrences(of: "4111 1111 1111 1111", with: "<CREDIT_CARD>"))
    let paths = try Scratch().hush("scan", stdin: record).values().map { $0["path"]?.string }
    #expect(paths == ["/messages/0/content", "/messages/2/content/0/text"])
  }

  // A writer's pieces end anywhere: a value in two of them is whole, and what came before it is out already.
  @Test(arguments: 1..<16)
  func aValueThatArrivesInPiecesIsWhole(cut: Int) throws {
    let process = try Scratch().start(["redact"])
    try process.send("{\"t\":\"first\"}\n")
    #expect(try process.readLine() == "{\"t\":\"first\"}\n")
    try process.send("{\"t\":\"to " + "jane@example.com".prefix(cut))
    try process.send("jane@example.com".dropFirst(cut) + ".\"}\n")
    #expect(try process.readLine() == "{\"t\":\"to <EMAIL_ADDRESS>.\"}\n")
    #expect(try process.finish().exitCode == 0)
  }

  static let canaries = ["canary@example.com", "4111111111111111", "Zanzibar Doe", "marmalade"]

  static let input = """
    {"from":"Zanzibar Doe","text":"marmalade canary@example.com 4111111111111111"}
    {"from":"Zanzibar Doe","text":"marmalade canary@example.com

    """

  // No second, raw copy: not in the quarantine, the summary, the progress, the errors or a temporary file.
  @Test(arguments: ["redact", "scan"])
  func nothingRawIsWrittenAnywhereButToTheOutput(command: String) throws {
    let scratch = try Scratch()
    try scratch.writeKey("key", filledWith: 3)
    let outcome = try scratch.hush(
      [
        command, "--quarantine", "q.jsonl", "--key-file", "key", "--summary", "s.json",
        "--progress", "json", "--operator", "pseudonym",
      ], stdin: Array(Self.input.utf8))
    #expect(outcome.exitCode == 65)
    #expect(scratch.exists("q.jsonl"))
    #expect(scratch.exists("s.json"))
    for file in try scratch.files() {
      let bytes = Array(try Data(contentsOf: file))
      for canary in Self.canaries where bytes.contains(text: canary) {
        Issue.record("\(canary) stands in \(file.lastPathComponent)")
      }
    }
    for canary in Self.canaries {
      #expect(!outcome.messages.contains(canary))
      if command == "scan" || canary != "marmalade" { #expect(!outcome.text.contains(canary)) }
    }
  }

  // What is not examined does not pass, and the summary says how much was.
  @Test func maskingIsNeverSkippedSilently() throws {
    let scratch = try Scratch()
    let outcome = try scratch.hush(
      ["redact", "--quarantine", "q.jsonl", "--summary", "-"],
      stdin: Array((Self.input + "\n" + Self.input).utf8))
    #expect(outcome.exitCode == 65)
    let line = try #require(outcome.messages.lines.first { $0.hasPrefix("{") })
    let summary = try JSON(parsing: line)
    #expect(summary["read"]?.int == 4)
    #expect(summary["written"]?.int == 2)
    #expect(summary["quarantined"]?.int == 2)
    #expect(summary["reasons"]?["bad-json"]?.int == 2)
    #expect(summary["findings"]?["EMAIL_ADDRESS"]?.int == 2)
    #expect(!outcome.text.contains("canary"))
  }

  // Seven megabytes in one string, with many candidates that come to nothing.
  @Test func aLongTextIsExaminedToItsEnd() throws {
    let words = String(repeating: "words and words ", count: 16)
    let filler = String(
      repeating: words + "order 12345-678 @ 10:30, v1.2.3. ", count: 7_000_000 / 289)
    let record = "{\"t\":\"jane@example.com \(filler) 4111111111111111\"}\n"
    let outcome = try Scratch().hush(["redact"], stdin: Array(record.utf8))
    #expect(outcome.exitCode == 0)
    let expected = "{\"t\":\"<EMAIL_ADDRESS> \(filler) <CREDIT_CARD>\"}\n"
    #expect(firstDifference(outcome.stdout, Array(expected.utf8)) == nil)
  }

  // The peak is that of the buffers, however long the input is. How many of these are in use at a time depends on what
  // else the machine does; what would be kept of the input is many times as much.
  @Test func memoryDoesNotGrowWithTheInput() throws {
    let process = try Scratch().start(["redact", "--workers", "2", "--only", "CREDIT_CARD"])
    let line = "{\"t\":\"" + String(repeating: "words and words ", count: 64) + "\"}\n"
    let megabyte = [UInt8](String(repeating: line, count: 1_000_000 / line.utf8.count).utf8)
    for _ in 0..<16 { try process.send(megabyte) }
    let early = try peakMemory(of: process.pid)
    for _ in 0..<64 { try process.send(megabyte) }
    let late = try peakMemory(of: process.pid)
    #expect(try process.finish().exitCode == 0)
    #expect(late - early < 16 << 20, "\(early) and \(late) bytes")
  }

  private func peakMemory(of pid: pid_t) throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
    let line = try #require(status.lines.first { $0.hasPrefix("VmHWM:") })
    return (Int(line.filter(\.isNumber)) ?? 0) << 10
  }

  // An expression that gives up is no success: its record is set aside, and the exit code says so.
  @Test func anExpressionThatGivesUpIsNoSuccess() throws {
    let scratch = try Scratch()
    try scratch.directory("rules")
    try scratch.write("rules/slow.yaml", SlowRule.yaml)
    let record = "{\"t\":\"\(SlowRule.text) jane@example.com\"}\n"
    let stopped = try scratch.hush(["redact", "--patterns", "rules"], stdin: Array(record.utf8))
    #expect(stopped.exitCode == 65)
    #expect(stopped.stdout.isEmpty)
    #expect(stopped.messages.contains("match-limit"))
  }

  // A hash that anyone can compute is a value that anyone can guess.
  @Test func tokensAreNoUnkeyedHashes() throws {
    let scratch = try Scratch()
    try scratch.writeKey("a", filledWith: 1)
    try scratch.writeKey("b", filledWith: 2)
    let record = "{\"tenant\":\"t\",\"t\":\"jane@example.com Jane@Example.com\"}\n"
    func tokens(_ key: String, _ record: String) throws -> [Substring] {
      let flags = ["redact", "--operator", "hash", "--key-file", key]
      let text = try scratch.hush(flags, stdin: Array(record.utf8)).text
      return text.split(separator: "<").dropFirst().map { $0.prefix { $0 != ">" } }
    }
    let first = try tokens("a", record)
    #expect(first.count == 2)
    #expect(Set(first).count == 1)
    #expect(try tokens("a", record) == first)
    #expect(try tokens("b", record) != first)
    #expect(
      try tokens("a", record.replacingOccurrences(of: "\"t\",", with: "\"u\",")) != first)
  }

  // The audit log is kept for long, so it holds references and counts: no names, ids or texts.
  @Test func theAuditLogHoldsReferencesOnly() throws {
    let store = try Store()
    try store.add([
      #"{"tenant":"acmecanary","user_id":"subjectcanary","text":"marmalade canary@example.com"}"#
    ])
    #expect(try store.run("records", "--purpose", "service").exitCode == 0)
    let shell = try HushProcess(
      ["s.db", "select * from audit"], executable: "/usr/bin/sqlite3", in: store.scratch)
    let rows = try shell.finish()
    #expect(rows.exitCode == 0, "\(rows.messages)")
    #expect(rows.lines.count >= 2)
    for canary in ["acmecanary", "subjectcanary"] + Self.canaries {
      #expect(!rows.text.contains(canary))
    }
  }

  // Capitals are no names: a name is what a record says it is.
  @Test func shoutedTextBecomesNoNames() throws {
    let shouted = #"{"text":"PLEASE CALL ME BACK NOW, THIS IS URGENT MARK MY WORDS JOHN"}"#
    #expect(try Scratch().hush("redact", stdin: shouted).text == shouted)
    let known = #"{"from":"Mark Hill","text":"PLEASE MARK THE HILL ON THE MAP"}"#
    let outcome = try Scratch().hush("redact", stdin: known)
    #expect(outcome.text == known.replacingOccurrences(of: "Mark Hill", with: "<PERSON>"))
  }
}

/// An expression that needs more steps than any text is worth.
enum SlowRule {
  static let text = String(repeating: "a", count: 50)

  static let yaml = """
    family: slow
    rules:
      - id: slow/slow
        entity: SLOW
        title: Backtracks without end
        source: our own
        regex: '(?:a|aa)+z[@]'
        trigger: { byte: at }
        reach: 60
        score: 0.9
        examples:
          match: ['az@']
          no_match: ['@']
    """
}
