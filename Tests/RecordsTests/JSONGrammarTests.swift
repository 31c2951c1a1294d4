import Records
import Testing

/// RFC 8259, and lines that keep to themselves.
@Suite struct JSONGrammarTests {
  @Test(arguments: [
    "0", "-0", "7", "-12", "10.25", "0.5", "1e5", "1E+5", "1e-05", "0e0", "-0.0e-0", " 1 ", "\t1\r",
    "123456789012345678901234567890", "1e400", "true", "false", "null", " null",
    #""""#, #""a""#, #""\"\\\/\b\f\n\r\t""#, #""\u00e9\uD83D\uDE00""#, #""\ud800""#,
    #""\udc00\ud800""#, "\"\u{7F}\"", "\"é € 😀\"", "\"\u{2028}\"", #""{[,:]}""#, #""\\""#,
    #""\\\"""#,
    "[]", "{}", "[ ]", "{ }", "[1]", "[1,2]", "[[],[[]],{}]", #"{"a":1}"#, #"{"":""}"#,
    #"{"a":{"a":[{"a":[]}]}}"#, #"{"a":1,"a":2}"#, #" [ 1 , "x" , { "k" : null } ] "#,
    #"["a","b"]"#, #"{"a":"b","c":-0.5e1}"#, #"[true,false,null]"#,
  ])
  func accepts(_ json: String) {
    #expect(scan(json).map(\.outcome) == [.record])
  }

  @Test(arguments: [
    // Numbers.
    "01", "-", "+1", ".5", "1.", "1.e5", "1e", "1e+", "-01", "--1", "0x10", "1_000", "1,",
    "Infinity",
    "NaN", "1.2.3", "1 2", "- 1", "1a", "0.1e1.5",
    // Literals.
    "True", "nul", "nulll", "truefalse", "tru e", "'a'", "undefined", "null\u{0}",
    // Strings.
    "\"", #""abc"#, #"abc""#, #""\"#, #""\x41""#, #""\u12""#, #""\u12G4""#, #""\U0041""#, #""\'""#,
    #""\ ""#, "\"a\tb\"", "\"a\u{0}b\"", "\"\u{1F}\"", #""a"b"#, #""a""b""#, #""\u00""#,
    #""\ud83d\u""#,
    // Arrays.
    "[", "]", "[1", "1]", "[1,]", "[,1]", "[,]", "[1,,2]", "[1 2]", #"["a""b"]"#, "[1:2]", "[1}",
    "[]]",
    "[[]", #"["a":1]"#, "[true false]",
    // Objects.
    "{", "}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, "{,}", #"{,"a":1}"#, "{1:2}", "{a:1}",
    "{null:1}",
    #"{"a":1 "b":2}"#, #"{"a":1,,"b":2}"#, #"{"a"::1}"#, #"{"a":1:2}"#, #"{"a":1]"#, #"{"a",1}"#,
    "{}{}",
    "{} []", #"{[]:1}"#, #"{"a":1}}"#, #"{"a" "b"}"#, #"{"a":{}"#,
    // Around values.
    ",", ":", "1 ,", "#1", "/* */1", "1//", "\u{FEFF}1", "\u{A0}1", "\u{C}1", "\u{B}", "\u{0}",
    "\\", "1\\",
    "é", "[1]é", #"\"a""#,
  ])
  func refuses(_ json: String) {
    #expect(scan(json).map(\.outcome) == [.refused(.badJSON)])
  }

  @Test(arguments: [
    "\"", #"{"a":"b"#, #""abc\"#, #""abc\\\"#, "[1,2", "{", "garbage", "\"a\u{0}", "\\", "1 2",
    "[\"a\\",
    #"{"a":"b"}""#, "'", "\"\\\"",
  ])
  func aBrokenLineLeavesTheNextAlone(_ broken: String) {
    let next = #"{"to":"jane@example.com","n":[1,"{"]}"#
    let lines = scan("\(broken)\n\(next)\n\(broken)\n\(next)")
    #expect(
      lines.map(\.outcome) == [.refused(.badJSON), .record, .refused(.badJSON), .record])
    #expect(lines.map(\.line) == [broken, next, broken, next])
    #expect(lines[1] == lines[3])
    #expect(lines[1] == scan(next)[0])
  }

  @Test(arguments: ["", " ", "\t", "\r", " \t \r"])
  func whiteSpaceAloneIsABlankLine(_ blank: String) {
    #expect(scan("1\n\(blank)\n2\n").map(\.outcome) == [.record, .blank, .record])
  }

  @Test func carriageReturnsStandOutsideTheValue() {
    let lines = scan("\"a@b\"\r\n[1]\r\n")
    #expect(lines.map(\.outcome) == [.record, .record])
    #expect(lines[0].leaves.map(\.text) == ["a@b"])
  }

  @Test(arguments: ["[", #"{"a":"#])
  func nestingHasALimit(_ opening: String) {
    let closing = opening == "[" ? "]" : "}"
    func nested(_ depth: Int) -> String {
      String(repeating: opening, count: depth) + "1" + String(repeating: closing, count: depth)
    }
    #expect(JSONScanner.nestingLimit == 1000)
    #expect(scan(nested(1000)).map(\.outcome) == [.record])
    #expect(
      scan(nested(1001) + "\n[1]\n" + nested(10_000)).map(\.outcome)
        == [.refused(.tooDeep), .record, .refused(.tooDeep)])
  }

  /// A name that has to be decoded, at the end of all there is to read.
  @Test(arguments: [0xC3, 0xE2, 0xF0, 0xFF] as [UInt8])
  func badUTF8AtTheEndIsRefused(lead: UInt8) {
    let line = Array(#"{"\\"#.utf8) + [lead] + Array(#"":"#.utf8)
    #expect(scan(line, fields: ["id"]).map(\.outcome) == [.refused(.badJSON)])
    #expect(scan(line + Array("1}".utf8), fields: ["id"]).map(\.outcome) == [.refused(.badUTF8)])
  }

  @Test(arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0xA2], [0xF4, 0x90, 0x80, 0x80]])
  func badUTF8IsAReasonOfItsOwn(bytes: [UInt8]) {
    for wrapped in [("\"", "\""), (#"{"a":["x"#, #""]}"#), (#"{""#, #"":1}"#)] {
      let line = Array(wrapped.0.utf8) + bytes + Array((wrapped.1 + "\n1").utf8)
      #expect(scan(line).map(\.outcome) == [.refused(.badUTF8), .record])
    }
  }

  /// The whole text stands at every offset of a block, so no alignment is lucky.
  @Test func whereALineBeginsMakesNoDifference() {
    let line = #"{"a\"b":["x\\","é",{"c":-1.5e3}],"mail":"jane@example.com"}"#
    let expected = scan(line)[0]
    for padding in 0..<130 {
      let blank = String(repeating: " ", count: padding)
      #expect(scan(blank + line)[0].leaves == expected.leaves, "\(padding)")
      let lines = scan(String(repeating: "1", count: padding + 1) + "\n" + line + "\n")
      #expect(lines.last == expected, "\(padding)")
    }
  }
}
