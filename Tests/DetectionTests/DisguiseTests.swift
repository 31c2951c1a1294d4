import Records
import Testing

@testable import Detection

/// Values that are found behind what hides them, with all of what hides them.
@Suite struct DisguiseTests {
  /// The finding must be the whole of `text` but a word before and after it.
  private func expectFound(
    _ disguised: String, as entity: String, by view: String
  ) throws {
    let found = try find("see \(disguised) ok")
    #expect(
      found.map(\.value) == [disguised] && found.map(\.entity) == [entity]
        && found.map(\.view) == [view],
      "\(disguised): \(found)")
  }

  @Test(arguments: [
    ("４１１１１１１１１１１１１１１１", "CREDIT_CARD"),
    ("𝟒𝟏𝟏𝟏 𝟏𝟏𝟏𝟏 𝟏𝟏𝟏𝟏 𝟏𝟏𝟏𝟏", "CREDIT_CARD"), ("٤١١١١١١١١١١١١١١١", "CREDIT_CARD"),
    ("४१११ ११११ ११११ ११११", "CREDIT_CARD"), ("④①①①①①①①①①①①①①①①", "CREDIT_CARD"),
    ("⁴¹¹¹¹¹¹¹¹¹¹¹¹¹¹¹", "CREDIT_CARD"), ("4111\u{A0}1111\u{2009}1111\u{202F}1111", "CREDIT_CARD"),
    ("4111‐1111–1111−1111", "CREDIT_CARD"),
    ("4111\u{200B}1111\u{2060}1111\u{FEFF}1111", "CREDIT_CARD"),
    ("41\u{AD}11\u{202E}1111\u{202C}11111111", "CREDIT_CARD"),
    ("4\u{336}1\u{336}1\u{336}1 1111 1111 1111", "CREDIT_CARD"),
    ("4\u{FE0F}\u{20E3}1\u{FE0F}\u{20E3}11 1111 1111 1111", "CREDIT_CARD"),
    ("jane＠example．com", "EMAIL_ADDRESS"), ("jane﹫example․com", "EMAIL_ADDRESS"),
    ("jane@example。com", "EMAIL_ADDRESS"), ("jane@exam\u{200B}ple.com", "EMAIL_ADDRESS"),
    ("𝐣𝐚𝐧𝐞＠ｅｘａｍｐｌｅ.com", "EMAIL_ADDRESS"), ("ⓙⓐⓝⓔ＠example.com", "EMAIL_ADDRESS"),
    ("1９2．0．2．1", "IP_ADDRESS"), ("＋44 20 7946 0958", "PHONE_NUMBER"),
    ("4111😇1111🙏1111✅1111", "CREDIT_CARD"), ("+44 20🙂7946🙂0958", "PHONE_NUMBER"),
    ("+44\u{2003}20\u{2007}7946‑0958", "PHONE_NUMBER"),
  ])
  func lookAlikesAreFolded(_ disguised: String, _ entity: String) throws {
    try expectFound(disguised, as: entity, by: "folded")
  }

  @Test(arguments: [
    ("jane%40example.com", "EMAIL_ADDRESS", "percent"),
    ("jane%2540example%2Ecom", "EMAIL_ADDRESS", "percent"),
    ("%2B44%2020%207946%200958", "PHONE_NUMBER", "percent"),
    ("4111%201111%201111%201111", "CREDIT_CARD", "percent"),
    ("jane=40example.com", "EMAIL_ADDRESS", "percent"),
    ("jane&#64;example.com", "EMAIL_ADDRESS", "html"),
    ("jane&#x40;example&period;com", "EMAIL_ADDRESS", "html"),
    ("jane&amp;commat;example.com", "EMAIL_ADDRESS", "html"),
    ("4111&nbsp;1111&nbsp;1111&#8209;1111", "CREDIT_CARD", "html+folded"),
    ("jane%EF%BC%A0example.com", "EMAIL_ADDRESS", "percent+folded"),
    ("jane%26%2364%3Bexample.com", "EMAIL_ADDRESS", "percent+html"),
    (#"jane\u0040example.com"#, "EMAIL_ADDRESS", "unescaped"),
    (#"jane\_doe\@example.com"#, "EMAIL_ADDRESS", "unescaped"),
  ])
  func encodingsAreUndone(_ disguised: String, _ entity: String, _ view: String) throws {
    try expectFound(disguised, as: entity, by: view)
  }

  @Test(arguments: [
    "jane (at) example (dot) com", "jane [at] example [dot] com", "jane{at}example{dot}com",
    "jane at example dot com", "jane.doe AT mail DOT example DOT org", "jane_at_example_dot_com",
    "jane[@]example[.]com", "jane@example[.]com", "jane@example dot com", "jane (at) example.com",
    "jane dot doe at example dot com", "jane @ example.com", "jane <at> example.co.uk",
    "jane at gmail.com", "jane.doe at yahoo.co.uk",
  ])
  func spelledOutAddressesAreRead(_ disguised: String) throws {
    try expectFound(
      disguised, as: "EMAIL_ADDRESS", by: "written")
  }

  @Test func anAnnouncedAddressIsRead() throws {
    #expect(try find("my e-mail is jane at example.com").values == ["jane at example.com"])
    #expect(try find("the park is jane at example.com").isEmpty)
    #expect(try find("mail me at example.com").isEmpty)
  }

  @Test func defangedAddressesAreRead() throws {
    let found = try find("from 192[.]0[.]2[.]1 and 192.0.2[.]7, 192 dot 0 dot 2 dot 9")
    #expect(found.values == ["192[.]0[.]2[.]1", "192.0.2[.]7", "192 dot 0 dot 2 dot 9"])
  }

  @Test(arguments: [
    "meet me at example dot", "meet me at example dot com", "look at that dot on the map",
    "we are at home (at least today)", "join us @ the park", "see (at) once", "x[at] = y[dot]",
    "the dot product at node dot a", "array[.]", "it works at example.com", "2 dots at 3 dot 5",
    "created_at_user.id", "a @ b", "log in at example dot com",
  ])
  func proseIsNotRead(_ text: String) throws {
    #expect(try find(text).isEmpty)
  }

  @Test(arguments: [
    // jane@example.com; mail: jane@example.com; {"to":"jane@example.com"}; the first one encoded twice
    "amFuZUBleGFtcGxlLmNvbQ==", "bWFpbDogamFuZUBleGFtcGxlLmNvbQ",
    "eyJ0byI6ImphbmVAZXhhbXBsZS5jb20ifQ==", "YW1GdVpVQmxlR0Z0Y0d4bExtTnZiUT09",
  ])
  func base64IsFoundAsAWhole(_ token: String) throws {
    try expectFound(token, as: "EMAIL_ADDRESS", by: "base64")
  }

  @Test(arguments: [
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "internationalisation", "aGVsbG8gd29ybGQsIGhvdyBhcmUgeW91", "/usr/local/share/applications/x",
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ", "01ARZ3NDEKTSV4RRFFQ69G5FAV",
  ])
  func otherTokensHoldNothing(_ token: String) throws {
    #expect(try find("see \(token) ok").isEmpty)
  }

  @Test(arguments: ["é", "’", "…", "—", "日本語", "한국어", "привет", "😀", "🇬🇧", "ﬁ"])
  func otherCharactersStay(_ text: String) throws {
    #expect(try find("\(text) jane@example.com \(text)").map(\.view) == ["plain"])
  }

  // The Unicode tables of the standard library are another copy of the same source.
  @Test func everyDecimalDigitIsFolded() {
    let folds = FoldTable()
    for value in UInt32(0x80)...0x1FFFF {
      guard let scalar = Unicode.Scalar(value),
        scalar.properties.generalCategory == .decimalNumber,
        let digit = scalar.properties.numericValue
      else { continue }
      #expect(folds.fold(value) == .ascii(UInt8(ascii: "0") + UInt8(digit)), "\(value)")
    }
  }

  @Test func everyDashAndSpaceIsFolded() {
    let folds = FoldTable()
    for value in UInt32(0x80)...0x1FFFF {
      switch Unicode.Scalar(value)?.properties.generalCategory {
      case .dashPunctuation: #expect(folds.fold(value) == .ascii(UInt8(ascii: "-")), "\(value)")
      case .spaceSeparator: #expect(folds.fold(value) == .ascii(UInt8(ascii: " ")), "\(value)")
      default: break
      }
    }
  }
}
