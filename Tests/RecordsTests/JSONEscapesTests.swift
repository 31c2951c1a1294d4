import Foundation
import Records
import TestSupport
import Testing

@Suite struct JSONEscapesTests {
  static func decode(_ content: String) -> String {
    let bytes = Array(content.utf8)
    var text: [UInt8] = []
    JSONEscapes.decode(bytes.span, 0, bytes.count, into: &text)
    return String(decoding: text, as: UTF8.self)
  }

  static func encode(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var content: [UInt8] = []
    JSONEscapes.encode(bytes.span, into: &content)
    return String(decoding: content, as: UTF8.self)
  }

  @Test(arguments: [
    (#"\"\\\/"#, "\"\\/"), (#"\b\f\n\r\t"#, "\u{8}\u{C}\n\r\t"), (#"\u0040"#, "@"),
    (#"\u00E9\u00e9"#, "éé"), (#"\u20ac"#, "€"), (#"\uD83D\uDE00"#, "😀"), (#"\u0000"#, "\u{0}"),
    (#"\uFFFF"#, "\u{FFFF}"), (#"\uDBFF\uDFFF"#, "\u{10FFFF}"), ("é€😀", "é€😀"),
    (#"\\u0040"#, #"\u0040"#), ("", ""),
  ])
  func decodes(_ content: String, _ text: String) {
    #expect(Self.decode(content) == text)
  }

  /// A lone surrogate is examined as U+FFFD; what stands beside it keeps its place.
  @Test(arguments: [
    (#"\ud83d"#, "\u{FFFD}"), (#"\ude00"#, "\u{FFFD}"), (#"a\ud83db"#, "a\u{FFFD}b"),
    (#"\ud83d\ud83d\ude00"#, "\u{FFFD}😀"), (#"\ude00\ud83d"#, "\u{FFFD}\u{FFFD}"),
    (#"\ud83d\u0041"#, "\u{FFFD}A"), (#"\ud83d\n"#, "\u{FFFD}\n"),
    (#"\ud83dxude00"#, "\u{FFFD}xude00"),
  ])
  func loneSurrogates(_ content: String, _ text: String) {
    #expect(Self.decode(content) == text)
  }

  @Test(arguments: [
    ("\"", #"\""#), ("\\", #"\\"#), ("\n\r\t", #"\n\r\t"#),
    ("\u{0}\u{8}\u{1F}", #"\u0000\u0008\u001f"#),
    ("/é😀\u{7F}\u{2028}", "/é😀\u{7F}\u{2028}"),
  ])
  func encodesOnlyWhatMustBe(_ text: String, _ content: String) {
    #expect(Self.encode(text) == content)
  }

  @Test(arguments: 0..<20)
  func roundTripsAndAgreesWithFoundation(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let scalars = UTF8Tests.scalars + ["\"", "\\", "/", "\n", "\r", "\t", "\u{1}", "u", "0"]
    for _ in 0..<100 {
      var view = String.UnicodeScalarView()
      for _ in 0..<random.below(20) { view.append(random.pick(scalars)) }
      let text = String(view)
      let content = Self.encode(text)
      #expect(Self.decode(content) == text)
      let object = try JSONSerialization.jsonObject(
        with: Data(("\"" + content + "\"").utf8), options: .fragmentsAllowed)
      #expect((object as? String)?.unicodeScalars.elementsEqual(view) == true)
      let bytes = Array(content.utf8)
      let count = JSONEscapes.scalarCount(bytes.span, 0, bytes.count, escaped: true)
      #expect(count == view.count)
    }
  }

  @Test func countsScalarsOfPlainText() {
    let bytes = Array(#"é\n😀"#.utf8)
    let plain = JSONEscapes.scalarCount(bytes.span, 0, bytes.count, escaped: false)
    #expect(plain == 4)
    let decoded = JSONEscapes.scalarCount(bytes.span, 0, bytes.count, escaped: true)
    #expect(decoded == 3)
  }
}
