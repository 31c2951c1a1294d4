import Testing

/// Messages as JSON, one object a line.
@Suite struct LogFormatTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test(arguments: [
    (["redact", "--log-format", "json"], 65), (["--log-format=json", "redact"], 65),
    (["--log-format", "json", "redact", "none"], 66),
    (["redact", "--colour", "--log-format", "json"], 64),
    (["stats", "--log-format", "json", "--store", "none"], 66),
  ])
  func aFailureIsOneObject(arguments: [String], code: Int) throws {
    let outcome = try scratch.hush(arguments, stdin: Array("{\n".utf8))
    #expect(Int(outcome.exitCode) == code)
    let line = try JSON(parsing: outcome.messages)
    #expect(line.names == ["time", "level", "message", "exit_code"])
    #expect(line["level"]?.string == "error")
    #expect(line["exit_code"]?.int == code)
    #expect(line["message"]?.string?.isEmpty == false)
    #expect(line["time"]?.time != nil)
  }

  @Test func whatIsNoFailureIsOneToo() throws {
    let outcome = try scratch.hush(
      "ingest", "--store", "s.db", "--log-format", "json", "--summary", "-", stdin: "{}\n")
    #expect(outcome.exitCode == 0)
    let lines = try outcome.messages.lines.map(JSON.init(parsing:))
    #expect(lines.compactMap { $0["level"]?.string } == ["info", "info"])
    #expect(lines.last?["stored"]?.int == 1)
  }

  @Test func textIsTheDefaultAndOtherFormatsAreRefused() throws {
    let text = try scratch.hush("redact", "--log-format", "text", "none")
    #expect(text.messages == "hush: none: no such file, or it can't be read\n")
    for arguments in [["--log-format", "xml"], ["--log-format"]] {
      #expect(try scratch.hush(["redact"] + arguments, stdin: []).exitCode == 64)
    }
  }

  @Test func behindTwoHyphensStandNames() throws {
    let outcome = try scratch.hush("redact", "--", "--log-format")
    #expect(outcome.exitCode == 66)
    #expect(outcome.messages.contains("--log-format: no such file"))
  }
}
