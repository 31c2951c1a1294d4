import Testing

/// What stands between records stays as it is.
@Suite struct LineEndingTests {
  static let untouched = [
    "", "\n", "\n\n\n", "\r\n", "{}", "{}\n", "{}\r\n", "{}\r\n{}\r\n", "{}\n\n{}\n", "{}\n{}",
    "\u{FEFF}{}\n", "\u{FEFF}{}\r\n{}\r\n", "[]\n\r\n[]", "null", "true\nfalse\n", "12", "\"\"\n",
    " {} \n", "\t[ 1 ,2 ]\t\n",
  ]

  @Test(arguments: untouched)
  func linesWithoutPersonalDataPassAsTheyAre(input: String) throws {
    let outcome = try Scratch().hush("redact", stdin: input)
    #expect(Array(input.utf8) == outcome.stdout)
    #expect(outcome.exitCode == 0)
    #expect(outcome.stderr.isEmpty)
  }

  @Test(arguments: ["\n", "\r\n", ""])
  func theEndOfALineIsKept(ending: String) throws {
    let outcome = try Scratch().hush("redact", stdin: #"{"a":"jane@example.com"}"# + ending)
    #expect(outcome.text == #"{"a":"<EMAIL_ADDRESS>"}"# + ending)
  }

  @Test func aByteOrderMarkIsKeptAndNotExamined() throws {
    let outcome = try Scratch().hush("redact", stdin: "\u{FEFF}{\"a\":\"jane@example.com\"}\n")
    #expect(Array(outcome.text.utf8.prefix(3)) == [0xEF, 0xBB, 0xBF])
    #expect(outcome.text.dropFirst() == "{\"a\":\"<EMAIL_ADDRESS>\"}\n")
  }

  @Test func eachSourceMayStartWithAByteOrderMark() throws {
    let scratch = try Scratch()
    try scratch.write("a", "\u{FEFF}{}\n")
    try scratch.write("b", "\u{FEFF}[]\n")
    let outcome = try scratch.hush("redact", "a", "b")
    #expect(outcome.exitCode == 0)
    #expect(outcome.stdout == Array("\u{FEFF}{}\n\u{FEFF}[]\n".utf8))
  }

  @Test func aMissingLineFeedIsAddedBetweenFilesOnly() throws {
    let scratch = try Scratch()
    try scratch.write("a", #"{"a":1}"#)
    try scratch.write("b", "{\"b\":2}\n")
    try scratch.write("c", #"{"c":"jane@example.com"}"#)
    let outcome = try scratch.hush("redact", "a", "b", "c")
    #expect(outcome.text == "{\"a\":1}\n{\"b\":2}\n{\"c\":\"<EMAIL_ADDRESS>\"}")
    #expect(outcome.exitCode == 0)
  }

  @Test func emptyFilesAddNothing() throws {
    let scratch = try Scratch()
    try scratch.write("a", "{}\n")
    try scratch.write("empty", "")
    #expect(try scratch.hush("redact", "empty", "a", "empty").text == "{}\n")
  }

  @Test(arguments: ["redact", "scan"])
  func blankLinesKeepTheirNumberAndCountNowhere(command: String) throws {
    let outcome = try Scratch().hush(
      command, "--summary", "-", stdin: "\n\r\n{\"a\":\"jane@example.com\"}\n\n")
    #expect(outcome.exitCode == 0)
    #expect(try outcome.summary()["read"]?.int == 1)
    if command == "scan" {
      #expect(try outcome.values().map { $0["line"]?.int } == [3])
    } else {
      #expect(outcome.text == "\n\r\n{\"a\":\"<EMAIL_ADDRESS>\"}\n\n")
    }
  }

  /// Chunks are cut near a mebibyte: lines and their ends must survive the cut.
  @Test(arguments: ["\n", "\r\n"])
  func endingsSurviveChunksOfAnyPhase(ending: String) throws {
    let records = Conversations.records(bytes: 2_500_000, seed: 23).filter { !$0.isPersonal }
    let input = Array(records.map { $0.line + ending }.joined().utf8)
    let outcome = try Scratch().hush(["redact", "--workers", "2"], stdin: input)
    #expect(firstDifference(outcome.stdout, input) == nil)
  }
}
