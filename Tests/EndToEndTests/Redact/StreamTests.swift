import Glibc
import Testing

/// Redact as a filter: in order, at once, whatever the number of workers.
@Suite struct StreamTests {
  @Test func outputDoesNotDependOnWorkers() throws {
    let scratch = try Scratch()
    let records = Conversations.records(bytes: 5_000_000, seed: 51)
    let input = records.jsonl
    let one = try scratch.hush(["redact", "--workers", "1"], stdin: input)
    #expect(one.exitCode == 0)
    for workers in ["2", "7"] {
      let more = try scratch.hush(["redact", "--workers", workers], stdin: input)
      #expect(firstDifference(one.stdout, more.stdout) == nil, "\(workers) workers")
    }
    let unsaid = try scratch.hush(["redact"], stdin: input)
    #expect(firstDifference(one.stdout, unsaid.stdout) == nil)

    let lines = one.lines
    try #require(lines.count == records.count)
    for (line, record) in zip(lines, records) {
      if record.isPersonal {
        #expect(line != record.line)
        _ = try JSON(parsing: line)
      } else if line != record.line {
        Issue.record("changed without personal data: \(record.line)")
      }
    }
    for planted in ["canary", "4111 1111", "4444", "378282246310005", "192.0.2.", "2001:db8"] {
      #expect(!one.stdout.contains(text: planted))
    }
  }

  @Test(arguments: ["1", "2"])
  func aRecordThatArrivesAloneLeavesAtOnce(workers: String) throws {
    let process = try Scratch().start(["redact", "--workers", workers])
    for name in ["jane", "ann", "bob"] {
      try process.send("{\"t\":\"\(name)@example.com\"}\n")
      #expect(try process.readLine() == "{\"t\":\"<EMAIL_ADDRESS>\"}\n")
    }
    #expect(try process.finish().exitCode == 0)
  }

  @Test func aFindingIsListedAsSoonAsItsRecordArrives() throws {
    let process = try Scratch().start(["scan"])
    try process.send("\"jane@example.com\"\n")
    #expect(try JSON(parsing: process.readLine())["line"]?.int == 1)
    #expect(try process.finish().exitCode == 0)
  }

  @Test func textInputIsRedactedLineByLine() throws {
    let outcome = try Scratch().hush(
      "redact", "--input", "text",
      stdin: "call jane@example.com\n\n\"quoted\" {not json} 😀 4111 1111 1111 1111\r\nend \\u0040")
    #expect(
      outcome.text
        == "call <EMAIL_ADDRESS>\n\n\"quoted\" {not json} 😀 <CREDIT_CARD>\r\nend \\u0040")
    #expect(outcome.exitCode == 0)
  }

  @Test func severalFilesAreOneStream() throws {
    let scratch = try Scratch()
    try scratch.write("a", "\"jane@example.com\"\n")
    try scratch.write("b", "{}\n\"ann@example.org\"\n")
    let outcome = try scratch.hush("redact", "b", "a", "b")
    #expect(
      outcome.lines == [
        "{}", "\"<EMAIL_ADDRESS>\"", "\"<EMAIL_ADDRESS>\"", "{}", "\"<EMAIL_ADDRESS>\"",
      ])
  }

  @Test(arguments: ["redact", "scan"])
  func aFileThatIsNotThereIsNoInput(command: String) throws {
    let scratch = try Scratch()
    try scratch.write("a", "{}\n")
    let outcome = try scratch.hush(command, "none.jsonl", "a")
    #expect(outcome.exitCode == 66)
    #expect(outcome.text.isEmpty)
    #expect(outcome.messages.contains("none.jsonl"))
  }

  @Test(arguments: ["redact", "scan"])
  func aClosedStdoutEndsTheRunQuietly(command: String) throws {
    let process = try Scratch().start([command])
    process.closeOutput()
    let line = Array("\"jane@example.com\"\n".utf8)
    try process.send((0..<200_000).flatMap { _ in line })
    let outcome = try process.finish()
    #expect(outcome.exitCode == 141)
    #expect(outcome.stderr.isEmpty)
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func aSignalEndsTheRunWithWhatIsDoneWritten(signal: Int32, exitCode: Int32) throws {
    let process = try Scratch().start(["redact"])
    try process.send("\"jane@example.com\"\n")
    #expect(try process.readLine() == "\"<EMAIL_ADDRESS>\"\n")
    process.signal(signal)
    let outcome = try process.wait()
    #expect(outcome.exitCode == exitCode)
    #expect(outcome.text == "\"<EMAIL_ADDRESS>\"\n")
  }
}
