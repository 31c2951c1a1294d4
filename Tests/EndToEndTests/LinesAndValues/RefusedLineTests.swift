import Testing

/// Lines that cannot be examined are refused with a reason, never passed.
@Suite struct RefusedLineTests {
  static let notJSON = [
    "{", "hello", "{\"a\":1}}", #"{"a":01}"#, "[1,]", "'single'", #"{"a" "b"}"#, "nul", "+1", "1.",
    ".5", "-", "1e", "NaN", #""\x""#, #""\u12g4""#, #"{"a":1} {"b":2}"#, "{a:1}", #"{"a":1,}"#,
    #"["a" "b"]"#, #"{"text":"cut off in the mid"#, "]", ",", #"{"a":}"#, "\u{0B}1", "\u{A0}1",
    "\"a\u{0}b\"", "\"a\u{1}b\"", "\"raw\ttab\"", "{}\u{0}", "\u{FEFF}{}",
  ]

  @Test(arguments: notJSON)
  func whatIsNotJSONIsBadJSON(line: String) throws {
    let outcome = try Scratch().hush(
      "redact", "--quarantine", "q.jsonl", stdin: "{\"a\":1}\n\(line)\n{\"b\":2}\n")
    #expect(outcome.exitCode == 65)
    #expect(outcome.lines == [#"{"a":1}"#, #"{"quarantined":"bad-json","line":2}"#, #"{"b":2}"#])
  }

  static let notUTF8: [[UInt8]] = [
    [0xFF], [0xFE], [0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0xAF], [0xE2, 0x82],
    [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0xAF], [0xF4, 0x90, 0x80, 0x80],
    [0xF5, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x98],
  ]

  @Test(arguments: notUTF8)
  func whatIsNotUTF8IsBadUTF8(bytes: [UInt8]) throws {
    let line = Array(#"{"text":"a"#.utf8) + bytes + Array("b\"}\n".utf8)
    let outcome = try Scratch().hush(["redact", "--quarantine", "q.jsonl"], stdin: line)
    #expect(outcome.exitCode == 65)
    #expect(outcome.lines == [#"{"quarantined":"bad-utf8","line":1}"#])
  }

  @Test func aKeyMustBeUTF8Too() throws {
    let line = Array(#"{"a"#.utf8) + [0xFF] + Array("\":1}\n".utf8)
    let outcome = try Scratch().hush(["redact", "--quarantine", "q.jsonl"], stdin: line)
    #expect(outcome.lines == [#"{"quarantined":"bad-utf8","line":1}"#])
  }

  @Test func aLineOf17MiBIsTooLong() throws {
    var input = Array("{\"a\":1}\n\"".utf8)
    input += [UInt8](repeating: UInt8(ascii: "x"), count: 17 << 20)
    input += Array("\"\n{\"b\":2}\n".utf8)
    let outcome = try Scratch().hush(["redact", "--quarantine", "q.jsonl"], stdin: input)
    #expect(outcome.exitCode == 65)
    #expect(outcome.lines == [#"{"a":1}"#, #"{"quarantined":"too-long","line":2}"#, #"{"b":2}"#])
  }

  @Test func aLineOf15MiBPasses() throws {
    let filler = [UInt8](repeating: UInt8(ascii: "x"), count: 15 << 20)
    let end = Array(" jane@example.com\"\n".utf8)
    let outcome = try Scratch().hush(
      ["redact"], stdin: [UInt8(ascii: "\"")] + filler + end)
    let redacted = [UInt8(ascii: "\"")] + filler + Array(" <EMAIL_ADDRESS>\"\n".utf8)
    #expect(outcome.exitCode == 0)
    #expect(firstDifference(outcome.stdout, redacted) == nil)
  }

  @Test(arguments: [(80, 0), (200, 65)])
  func theLineLimitCanBeSet(length: Int, exitCode: Int32) throws {
    let line = "\"" + String(repeating: "x", count: length) + "\"\n"
    let outcome = try Scratch().hush("redact", "--max-line", "100", stdin: line)
    #expect(outcome.exitCode == exitCode)
    #expect(outcome.text == (exitCode == 0 ? line : ""))
  }

  @Test(arguments: [(1, 0), (999, 0), (1000, 0), (1001, 65), (10_000, 65), (2_000_000, 65)])
  func nestingHasALimitOf1000(depth: Int, exitCode: Int32) throws {
    let line =
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "\n"
    let outcome = try Scratch().hush("redact", "--quarantine", "q.jsonl", stdin: line)
    #expect(outcome.exitCode == exitCode)
    let refused = #"{"quarantined":"too-deep","line":1}"# + "\n"
    #expect(outcome.text == (exitCode == 0 ? line : refused))
  }

  @Test func objectsNestAsArraysDo() throws {
    let line =
      String(repeating: #"{"a":["#, count: 500) + #""jane@example.com""#
      + String(repeating: "]}", count: 500) + "\n"
    let outcome = try Scratch().hush("redact", stdin: line)
    #expect(outcome.exitCode == 0)
    let redacted = line.replacing("jane@example.com", with: "<EMAIL_ADDRESS>")
    #expect(outcome.text == redacted)
  }

  @Test func aTruncatedLastLineIsRefused() throws {
    let outcome = try Scratch().hush(
      "redact", "--quarantine", "q.jsonl", stdin: "{\"a\":1}\n{\"text\":\"jane@exam")
    #expect(outcome.exitCode == 65)
    #expect(outcome.lines == [#"{"a":1}"#, #"{"quarantined":"bad-json","line":2}"#])
  }

  /// The bad line stands far enough in that other workers have clean text after it ready.
  @Test(arguments: ["1", "2", "7"])
  func withoutAQuarantineNothingAfterTheFirstIsWritten(workers: String) throws {
    let good = Conversations.records(bytes: 3_000_000, seed: 11).map { _ in #"{"text":"fine"}"# }
    let half = good.joined(separator: "\n") + "\n"
    let outcome = try Scratch().hush(
      "redact", "--workers", workers, stdin: half + "{\"text\": canary\n" + half)
    #expect(outcome.exitCode == 65)
    #expect(firstDifference(outcome.stdout, Array(half.utf8)) == nil)
    #expect(outcome.messages.contains("bad-json"))
    #expect(outcome.messages.contains("\(good.count + 1)"))
    #expect(!outcome.messages.contains("canary"))
  }

  @Test func theLineOfABadLineCountsBlankOnesBeforeIt() throws {
    let outcome = try Scratch().hush(
      "redact", "--quarantine", "q.jsonl", stdin: "\n\n{\"a\":1}\n\r\nbad\n")
    #expect(outcome.text == "\n\n{\"a\":1}\n\r\n{\"quarantined\":\"bad-json\",\"line\":5}\n")
  }
}
