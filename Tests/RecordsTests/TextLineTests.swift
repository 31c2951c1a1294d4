import Records
import Testing

/// Lines that are plain text and no JSON.
@Suite struct TextLineTests {
  private func scanText(_ text: String) -> [Scanned] {
    scan(Array(text.utf8), gate: .init(ats: 1), asText: true)
  }

  @Test func aLineIsOneLeafWithoutItsLineEnd() {
    let lines = scanText("to jane@example.com\r\nnothing\nme@example.org")
    #expect(lines.map(\.outcome) == [.record, .record, .record])
    #expect(
      lines.map { $0.leaves.map(\.text) } == [["to jane@example.com"], [], ["me@example.org"]])
    #expect(lines[0].leaves[0].pointer == "")
    #expect(lines[0].leaves[0].name == "")
  }

  @Test func backslashesAndQuotesMeanThemselves() {
    let lines = scanText(#"say "\u0040" to a@b\n"#)
    #expect(lines[0].leaves.map(\.text) == [#"say "\u0040" to a@b\n"#])
    #expect(lines[0].leaves.map(\.isEscaped) == [false])
  }

  @Test func controlCharactersAreText() {
    #expect(scanText("a\u{0}@\u{1B}b")[0].leaves.map(\.text) == ["a\u{0}@\u{1B}b"])
  }

  @Test(arguments: ["", " ", " \t", "\r", " \r"])
  func blankLines(_ blank: String) {
    #expect(scanText("a\n\(blank)\nb\n").map(\.outcome) == [.record, .blank, .record])
  }

  @Test func badUTF8IsRefused() {
    let lines = scan([0x61, 0xFF, 0x0A, 0x62], gate: .init(ats: 1), asText: true)
    #expect(lines.map(\.outcome) == [.refused(.badUTF8), .record])
  }
}
