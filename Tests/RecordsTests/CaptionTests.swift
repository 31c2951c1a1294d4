import Records
import TestSupport
import Testing

/// Captions: which blocks there are, what is read of them, and where it stands.
@Suite struct CaptionTests {
  private func blocks(_ text: String, _ form: InputForm = .webVTT) -> [CaptionBlock] {
    let bytes = Array(text.utf8)
    var (at, line) = (0, 0)
    var blocks: [CaptionBlock] = []
    while let block = CaptionBlock(bytes.span, &at, &line, form: form, isFirst: blocks.isEmpty) {
      blocks.append(block)
    }
    #expect(at == bytes.count)
    return blocks
  }

  /// The texts of all blocks, and the bytes they are made of.
  private func texts(_ text: String, _ form: InputForm = .webVTT) -> [String] {
    let bytes = Array(text.utf8)
    var captions = CaptionText()
    for block in blocks(text, form) { captions.add(block, bytes.span, form: form) }
    return captions.lines.map { line in
      let homes = captions.homes(of: line.start..<line.end).flatMap { bytes[$0] }
      let read = Array(captions.text[line.start..<line.end])
      // Spaces stand for line ends, and have no home.
      #expect(homes.filter { $0 != 0x20 } == read.filter { $0 != 0x20 })
      return String(decoding: read, as: UTF8.self)
    }
  }

  @Test(
    arguments: [
      ("WEBVTT", [.header]), ("WEBVTT title\nKind: captions", [.header]), ("WEBVTTX", [.broken]),
      ("WEBVTT\n\nNOTE a\nb\n\nSTYLE\n::cue {}\n\nNOTES", [.header, .comment, .comment, .broken]),
      ("WEBVTT\n00:01.000 --> 00:02.000\nhi", [.broken]),
      ("00:01.000 --> 00:02.000\nhi", [.broken]), ("WEBVTT\n\nNOTE a\n--> b", [.header, .broken]),
      ("WEBVTT\n\n00:01.000 --> 00:02.000\na --> b", [.header, .broken]),
    ] as [(String, [CaptionBlock.Kind])])
  func kinds(text: String, expected: [CaptionBlock.Kind]) {
    #expect(blocks(text).map(\.kind) == expected)
  }

  @Test(arguments: [
    ("a --> b", false), ("1 --> b", false), ("x 00:01,000 --> 00:02,000", true), ("5 -->6", true),
  ])
  func anArrowBetweenDigitsIsNoTextOfSubRip(payload: String, isBroken: Bool) {
    let all = blocks("1\n00:00:01,000 --> 00:00:02,000\n\(payload)", .subRip)
    #expect((all.first?.kind == .broken) == isBroken)
  }

  /// WebVTT section 6.1: what has an arrow is no comment, whatever it begins with.
  @Test func aCueMayBeNamedAsACommentBegins() {
    let text =
      "WEBVTT\n\nNOTE of 4111\n00:01.000 --> 00:02.000\n1111\n\nNOTE a\nb\n00:01.000 --> 00:02.000"
    let all = blocks(text)
    guard case .cue(let timing) = all[1].kind else {
      Issue.record("no cue")
      return
    }
    #expect(timing.end == 2000)
    #expect(all[2].kind == .broken)
    #expect(texts(text).contains("NOTE of 4111"))
  }

  @Test(arguments: [
    ("00:01.000 --> 00:02.500", 1000, 2500),
    ("100:00:00.001 --> 100:00:01.000", 360_000_001, 360_001_000),
    ("00:00:01,000 --> 00:00:02,000", 1000, 2000), (" 00:01.000-->00:02.000 line:0", 1000, 2000),
  ])
  func times(line: String, start: Int, end: Int) {
    let bytes = Array(line.utf8)
    let timing = CaptionTiming(bytes.span, from: 0, upTo: bytes.count)
    #expect(timing?.start == start)
    #expect(timing?.end == end)
  }

  @Test(arguments: [
    "", "-->", "00:01.000 -> 00:02.000", "00:61.000 --> 00:62.000", "00:01.00 --> 00:02.000",
    "00:01.000 --> 00:02.0000", "1.000 --> 2.000", "00:01.000 -->", "x 00:01.000 --> 00:02.000",
  ])
  func noTimes(line: String) {
    let bytes = Array(line.utf8)
    let timing = CaptionTiming(bytes.span, from: 0, upTo: bytes.count)
    #expect(timing == nil)
  }

  @Test(arguments: [
    ("one\ntwo", ["one two"]), ("one\r\ntwo\r\n", ["one two"]),
    ("a <i>b</i> <c.x>c</c>", ["a b c", ".x"]),
    ("<v Jane Doe>hi", ["hi", " Jane Doe"]), ("4<00:00:01.500>1", ["41"]),
    ("<jane@example.com>", ["<jane@example.com>"]),
    ("a < b", ["a < b"]), ("<v Jane", ["<v Jane"]),
    ("<b<i>x", ["<b<i>x".replacing("<i>", with: "")]),
  ])
  func whatIsReadOfACue(payload: String, expected: [String]) {
    #expect(texts("WEBVTT\n\n00:01.000 --> 00:02.000\n\(payload)") == expected)
  }

  @Test func namesSettingsCommentsAndHeadersAreReadToo() {
    let text =
      "WEBVTT a\nb\n\nNOTE c\nd\n\nname\n00:01.000 --> 00:02.000 align:start\nx\n\n12\n00:03.000 --> 00:04.000\n"
    #expect(texts(text) == [" a b", "NOTE c d", "name", " align:start", "x"])
  }

  @Test(arguments: [
    "no time\nat all", "a\nb\n00:01.000 --> 00:02.000\nx",
    "00:01.000 --> 00:02.000\nx\n2\n00:03.000 --> 00:04.000\ny",
  ])
  func brokenBlocks(text: String) {
    #expect(blocks("WEBVTT\n\n" + text).map(\.kind) == [.header, .broken])
    #expect(texts("WEBVTT\n\n" + text) == [])
  }

  @Test(arguments: [
    ("hi", #"{"start":1.000,"end":2.050,"text":"hi"}"#),
    (
      "<v Jane>\"hi\"\nthere",
      #"{"start":1.000,"end":2.050,"speaker":"Jane","text":"\"hi\" there"}"#
    ),
    ("<v A>one <v B>two", #"{"start":1.000,"end":2.050,"text":"A: one B: two"}"#),
    ("", #"{"start":1.000,"end":2.050,"text":""}"#),
  ])
  func cuesAsRecords(payload: String, expected: String) {
    let bytes = Array("00:01.000 --> 00:02.050\n\(payload)".utf8)
    var (at, line) = (0, 0)
    var records = CaptionRecords(form: .webVTT, conversation: nil)
    var lines: [UInt8] = []
    let block = CaptionBlock(bytes.span, &at, &line, form: .webVTT, isFirst: false)
    guard let block, case .cue(let timing) = block.kind else {
      Issue.record("no cue")
      return
    }
    records.append(block, timing, bytes.span, to: &lines)
    #expect(String(decoding: lines, as: UTF8.self) == expected + "\n")
  }

  @Test(arguments: 0..<20)
  func chunksAreWholeBlocks(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let ending = random.pick(["\n", "\r\n"])
    let text = (0..<80).map {
      "\($0)\(ending)00:01.000 --> 00:02.000\(ending)words\(ending)\(ending)"
    }.joined()
    let file = TestFile(Array(text.utf8))
    var reader = ChunkReader(
      descriptor: file.descriptor, wake: -1,
      limits: limits(chunk: 100 + random.below(500), line: 1 << 16),
      form: .subRip)
    var chunk = Chunk()
    let chunks = try readAll(&reader, into: &chunk).chunks
    #expect(chunks.flatMap(\.text) == Array(text.utf8))
    for chunk in chunks { #expect(chunk.string.hasSuffix(ending + ending)) }
  }
}
