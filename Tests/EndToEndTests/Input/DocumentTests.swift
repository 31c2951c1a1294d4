import Testing

/// A file that is one JSON value over many lines is one record.
@Suite struct DocumentTests {
  private static let document = """
    {
      "session_id": "s-1",
      "results": [
        {"transcript": "I am jane@example.com"},
        { "transcript" : "call 202-555-0143" , "confidence" : 0.50 }
      ]
    }

    """
  private static let clean = document.replacing("jane@example.com", with: "<EMAIL_ADDRESS>")
    .replacing("202-555-0143", with: "<PHONE_NUMBER>")

  @Test func bytesOutsideValuesStay() throws {
    let scratch = try Scratch()
    try scratch.write("d", Self.document)
    #expect(try scratch.hush("redact", "d").text == Self.clean)
    let input = try scratch.hush("redact", "--input", "json", stdin: Self.document)
    #expect(input.text == Self.clean)
    let found = try scratch.hush("scan", "d").values()
    #expect(found.map { $0["path"]?.string } == ["/results/0/transcript", "/results/1/transcript"])
  }

  @Test func aStreamStaysJSONLines() throws {
    let outcome = try Scratch().hush("redact", stdin: Self.document)
    #expect(outcome.exitCode == 65)
    #expect(outcome.messages.contains("-:1: bad-json"))
    #expect(outcome.text == "")
  }

  @Test(arguments: ["{\"a\":\n{\"b\":1}\n", "[\n{\"a\":1}\n"])
  func brokenLinesStayBrokenLines(text: String) throws {
    let scratch = try Scratch()
    try scratch.write("f", text)
    let outcome = try scratch.hush("redact", "--quarantine", "q", "f")
    #expect(outcome.exitCode == 65)
    #expect(outcome.lines.count == 2)
    #expect(outcome.lines[0] == #"{"quarantined":"bad-json","line":1}"#)
  }

  @Test(arguments: [
    ("{\n\"a\":", "bad-json"), ("{\n\"a\":\"\u{1}\"}\n", "bad-json"), ("[\n1\n]\n{}\n", "bad-json"),
    ("[\n\(String(repeating: "1,\n", count: 200))1\n]\n", "too-long"),
  ])
  func whatIsNoDocumentIsRefusedWhole(text: String, reason: String) throws {
    let outcome = try Scratch().hush(
      "redact", "--input", "json", "--max-line", "300", "--quarantine", "q", stdin: text)
    #expect(outcome.exitCode == 65)
    #expect(outcome.text.hasPrefix(#"{"quarantined":"\#(reason)","line":1}"#))
    #expect(outcome.lines.count == 1)
  }

  @Test func aStoredDocumentIsOneRecordOnOneLine() throws {
    let store = try Store()
    try store.scratch.write("d", Self.document)
    for stored in [1, 0] {
      let outcome = try store.ingest([], ["d"])
      #expect(outcome.exitCode == 0, "\(outcome.messages)")
      let summary = try outcome.summary()
      #expect(summary["stored"]?.int == stored)
      #expect(summary["duplicates"]?.int == 1 - stored)
    }
    let record = try #require(try store.records().first)
    #expect(record["conversation"]?.string == "s-1")
    #expect(record["record"]?["session_id"]?.string == "s-1")

    try store.scratch.write("d", Self.document.dropLast(3) + ", \"more\": 1}\n")
    #expect(try store.ingest([], ["d"]).summary()["stored"]?.int == 1)
  }
}
