import Testing

/// WebVTT and SubRip: values go, and the file stays one.
@Suite struct CaptionInputTests {
  private static let captions = """
    WEBVTT for jane@example.com

    NOTE call of john@example.org

    1
    00:00:01.000 --> 00:00:02.000 align:start
    <v Agent>my card is 4111 1111
    1111 1111, thanks

    00:03.000 --> 00:04.000
    call <00:03.100>202-<c.loud>555</c>-
    0143
    now

    00:05.000 --> 00:06.000
    nothing here

    """
  private static let clean = """
    WEBVTT for <EMAIL_ADDRESS>

    NOTE call of <EMAIL_ADDRESS>

    1
    00:00:01.000 --> 00:00:02.000 align:start
    <v Agent>my card is &lt;CREDIT_CARD&gt;
    , thanks

    00:03.000 --> 00:04.000
    call <00:03.100>&lt;PHONE_NUMBER&gt;<c.loud></c>
    now

    00:05.000 --> 00:06.000
    nothing here

    """

  @Test(arguments: ["\n", "\r\n"])
  func valuesGoAndStructureStays(ending: String) throws {
    let scratch = try Scratch()
    let text = Self.captions.replacing("\n", with: ending)
    try scratch.write("c", text)
    let expected = Self.clean.replacing("\n", with: ending)
    #expect(try scratch.hush("redact", "c").text == expected)
    #expect(try scratch.hush("redact", "--input", "vtt", stdin: text).text == expected)
    try scratch.write("clean", expected)
    #expect(try scratch.hush("scan", "clean").text == "")
  }

  @Test func subRip() throws {
    let scratch = try Scratch()
    try scratch.write(
      "c",
      "1\n00:00:01,000 --> 00:00:02,000\n[Jane]\njane@example.com\n\n2\n00:00:03,000 --> 00:00:04,000\nhi"
    )
    let outcome = try scratch.hush("redact", "c")
    #expect(
      outcome.text
        == "1\n00:00:01,000 --> 00:00:02,000\n[Jane]\n<EMAIL_ADDRESS>\n\n2\n00:00:03,000 --> 00:00:04,000\nhi"
    )
  }

  @Test func findingsNameTheLineOfTheirText() throws {
    let scratch = try Scratch()
    try scratch.write("c", Self.captions)
    let found = try scratch.hush("scan", "--show-text", "c").values()
    #expect(found.map { $0["line"]?.int } == [1, 3, 7, 11])
    #expect(found[2]["text"]?.string == "4111 1111 1111 1111")
  }

  @Test(arguments: [
    "jane@example.com", "a\nb\njane@example.com", "00:01.000 -> 00:02.000\njane@example.com",
  ])
  func brokenBlocksAreRefused(block: String) throws {
    let scratch = try Scratch()
    try scratch.write("c", "WEBVTT\n\n\(block)\n\n00:01.000 --> 00:02.000\nhi\n")
    let stopped = try scratch.hush("redact", "c")
    #expect(stopped.exitCode == 65)
    #expect(stopped.text == "WEBVTT\n\n")
    #expect(stopped.messages.contains("c:3: bad-caption"))
    let outcome = try scratch.hush("redact", "--quarantine", "q", "c")
    #expect(
      outcome.text
        == "WEBVTT\n\n{\"quarantined\":\"bad-caption\",\"line\":3}\n\n00:01.000 --> 00:02.000\nhi\n"
    )
  }

  /// The name in `&lt;PHONE_NUMBER&gt;` is no word for the digits that stand beside it now.
  @Test func whatIsWrittenHoldsNothingToFind() throws {
    let cue = "WEBVTT\n\n00:01.000 --> 00:02.000\nthis is 4111 11 4111 1111 1111 2222\n"
    let once = try Scratch().hush("redact", "--input", "vtt", stdin: cue).text
    #expect(once.contains("&lt;PHONE_NUMBER&gt; 1111 2222"))
    #expect(try Scratch().hush("redact", "--input", "vtt", stdin: once).text == once)
  }

  @Test func badUTF8RefusesItsCue() throws {
    let scratch = try Scratch()
    try scratch.write(
      "c", Array("WEBVTT\n\n00:01.000 --> 00:02.000\njane@example.com ".utf8) + [0xFF, 0x0A])
    let outcome = try scratch.hush("redact", "--quarantine", "q", "c")
    #expect(outcome.text == "WEBVTT\n\n{\"quarantined\":\"bad-utf8\",\"line\":3}\n")
  }

  @Test func removingAWholeLineEndsNoCue() throws {
    let scratch = try Scratch()
    try scratch.write("c", "WEBVTT\n\n00:01.000 --> 00:02.000\nwrite\njane@example.com\nplease\n")
    let outcome = try scratch.hush("redact", "--operator", "remove", "c")
    #expect(outcome.text == "WEBVTT\n\n00:01.000 --> 00:02.000\nwrite\nplease\n")
  }

  @Test func cuesAreStoredAsRecords() throws {
    let store = try Store()
    try store.scratch.write("c", Self.captions)
    for stored in [3, 0] {
      let summary = try store.ingest([], ["c"]).summary()
      #expect(summary["stored"]?.int == stored)
      #expect(summary["duplicates"]?.int == 3 - stored)
    }
    let records = try store.records()
    #expect(records.map { $0["line"]?.int } == [5, 10, 15])
    #expect(Set(records.map { $0["conversation"]?.string }).count == 1)
    #expect(records[0]["record"]?["speaker"]?.string == "Agent")
    #expect(records[0]["record"]?["text"]?.string == "my card is <CREDIT_CARD>, thanks")
  }
}
