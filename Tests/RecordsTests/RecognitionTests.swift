import Records
import TestSupport
import Testing

/// A file is JSON Lines unless it is sure to be something else.
@Suite struct RecognitionTests {
  private func form(_ bytes: [UInt8], line: Int = 1 << 20) throws -> InputForm {
    let file = TestFile(bytes)
    return try .recognised(in: file.descriptor, limits: limits(chunk: 1 << 16, line: line))
  }

  @Test(arguments: [
    "", "\n", "{\"a\":1}", "{\"a\":1}\n", "{\"a\":1}\n{\"a\":2}\n", "12\n13\n", "[1]\n[2]\n",
    "\"text\"\n",
    // Broken lines stay lines: what follows continues nothing.
    "{\"a\":\n{\"a\":2}\n", "{\n{\"a\":2}\n", "[\n{\"a\":1}\n{\"a\":2}\n", "{\"a\":1\n{\"b\":2}\n",
    "{\"a\":\"x\n{\"b\":2}\n", "{\"a\":\"x\ny\"}\n", "{\"a\":\n1}\n{\"a\":2}\n", "{\n", "{\n\"a\":",
    "{\n]\n",
    "WEBVTTX\n", "plain text\n", "1\n00:00:01 --> 00:00:02\nno milliseconds\n", "1\n",
  ])
  func jsonLines(text: String) throws { #expect(try form(Array(text.utf8)) == .jsonLines) }

  @Test(arguments: [
    "{\n}", "{\n  \"a\": 1\n}\n", "[\n1,\n2\n]\n\n  \n", "\u{FEFF}{\r\n\"a\":[\r\n]}\r\n",
    "\n\n[{\"a\":1},\n{\"a\":2}]",
  ])
  func documents(text: String) throws { #expect(try form(Array(text.utf8)) == .document) }

  @Test(arguments: [
    ("WEBVTT", InputForm.webVTT), ("WEBVTT\n\n", .webVTT), ("\u{FEFF}WEBVTT - title\r\n", .webVTT),
    ("1\n00:00:01,000 --> 00:00:02,000\nhi\n", .subRip),
    ("\n1\r\n00:00:01.000 --> 00:00:02.000\r\nhi\r\n", .subRip),
  ])
  func captions(text: String, expected: InputForm) throws {
    #expect(try form(Array(text.utf8)) == expected)
  }

  @Test func longDocumentsAreLookedAtToTheirEnd() throws {
    let rows = (0..<9000).map { #"{"row":\#($0)}"# }.joined(separator: ",\n")
    #expect(try form(Array("[\n\(rows)\n]\n".utf8)) == .document)
    #expect(try form(Array("[\n\(rows)\n\n".utf8)) == .jsonLines)
    #expect(try form(Array("[\n\(rows)\n]\n{}\n".utf8)) == .jsonLines)
    // Over the limit nobody looks at the end: it will be refused for its length.
    #expect(try form(Array("[\n\(rows)\n]\n".utf8), line: 70_000) == .document)
  }

  /// Of a long first line no more is held than the first look, wherever it ends.
  @Test(arguments: [65_000, 65_536, 65_537, 131_072, 500_000])
  func aLongFirstLineMakesNoDifference(length: Int) throws {
    let begun = Array(#"{"a":""#.utf8) + LongLineTests.line(length - 8)
    let whole = begun + Array(#""}"#.utf8)
    let unfinished = begun + Array(#"","#.utf8)
    #expect(whole.count == length && unfinished.count == length)
    let (end, next) = (Array("\n".utf8), Array("\n\"b\":1}\n".utf8))
    for format in [Compressed?.none] + Compressed.allCases {
      func form(_ bytes: [UInt8]) throws -> InputForm {
        try self.form(format?.frame(bytes) ?? bytes)
      }
      #expect(try form(whole) == .jsonLines)
      #expect(try form(whole + end) == .jsonLines)
      #expect(try form(whole + end + whole) == .jsonLines)
      #expect(try form(unfinished + next) == .document)
      #expect(try form(unfinished + end + unfinished + next) == .jsonLines)
    }
  }

  @Test(arguments: Compressed.allCases)
  func compressedFilesAreKnownByTheirText(format: Compressed) throws {
    #expect(try form(format.frame(Array("{\n\"a\":1}\n".utf8))) == .document)
    #expect(try form(format.frame(Array("WEBVTT\n".utf8))) == .webVTT)
    #expect(
      try form(Array(format.frames(Array("{\n\"a\":1}\n".utf8), of: 8).dropLast())) == .jsonLines)
  }

  @Test func theFileIsWoundBack() throws {
    let file = TestFile(Array("{\n\"a\":1}\n".utf8))
    #expect(try InputForm.recognised(in: file.descriptor, limits: ReadLimits()) == .document)
    var reader = ChunkReader(
      descriptor: file.descriptor, wake: -1, limits: ReadLimits(), form: .document)
    var chunk = Chunk()
    #expect(try readAll(&reader, into: &chunk).chunks.map(\.string) == ["{\n\"a\":1}\n"])
  }

  @Test func aPipeIsNotLookedAt() throws {
    let pipe = TestPipe()
    pipe.write(Array("WEBVTT\n".utf8))
    #expect(try InputForm.recognised(in: pipe.readEnd, limits: ReadLimits()) == .jsonLines)
  }
}
