import Detection
import Testing

/// What users of other redactors suffer from, and must not here.
@Suite struct PitfallTests {
  // One UUID in twenty passes the check digit of cards somewhere; so do time stamps.
  @Test(arguments: [
    "id 41111111-1111-1111-8111-411111111111", "41111111-1111-4111-a111-424242424242",
    "3fa85f64-5717-4562-b3fc-424242424242.", "trace=4111111111111111abcdef0123456789",
    "span 00f067aa0ba902b7",
    "sha256:4111111111111111411111111111111141111111111111114111111111111111",
    "2024-03-01T10:30:00.411111111111111Z",
  ])
  func uuidsHashesAndTimestampsThatPassTheCheckDigitAreNoCards(_ text: String) throws {
    #expect(try find(text).isEmpty)
  }

  @Test(arguments: [
    "1700000000000", "at 1709289000123 ms", "1709289000123", "ts=1646092800002", "1700000000000000",
    "1709289000", "card 1709289000123",
  ])
  func epochTimesAreNeitherCardsNorPhones(_ text: String) throws {
    #expect(try find(text).isEmpty)
    #expect(try findInJSON("{\"at\":\(text.filter(\.isNumber))}").isEmpty)
  }

  @Test(arguments: [
    "3fa85f64-5717-4562-b3fc-2c963f66afa6", "call 3fa85f64-5717-4562-b3fc-2025550123aa",
    "20240301-2025550123", "job-20240301-103000-2025550123", "sess_2025550123_7",
    "call ORD-2025550123", "phone case SKU-4155550123-B",
  ])
  func identifiersAndDateStampedIDsAreNoPhones(_ text: String) throws {
    #expect(try find(text).isEmpty)
  }

  @Test(arguments: [
    "order 4155550123 has shipped", "order #100200300400", "created 1709289000", "version 1.2.3.4",
    "commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", "v10.15.2024.1", "build 20240301.1030",
    "invoice 2024-000123", "$4,155,550,123.00", "0.4111111111111111", "1.618033988749895",
    "std::vector<int>", "10:30:00", "left-pad@1.3.0", "user@localhost", "@jane",
    "isbn 9783161484100",
    "chapter 1.2.3.4", "192.168.1", "ratio 16:9:4",
  ])
  func innocentNumbersAndNamesAreLeftAlone(_ text: String) throws {
    #expect(try find(text).isEmpty)
  }

  @Test(arguments: [
    "2223003122003222", "2720992593319364", "6759649826438453", "6200000000000005",
    "501800000000000009", "6304000000000000000",
  ])
  func newAndLongCardNumbersAreFound(_ number: String) throws {
    #expect(try find("card \(number).").values == [number])
  }

  @Test(arguments: [
    "4111111111111112 4111111111111111", "1234567890123456 4111 1111 1111 1111",
    "tel 12 34 56 78 90 12 34 4111111111111111", "jane@ 4111111111111111",
  ])
  func aRefusedCandidateSwallowsNothing(_ text: String) throws {
    #expect(
      try find(text).entities.contains("CREDIT_CARD"))
  }

  @Test(arguments: ["😀", "👩‍👩‍👧‍👦", "🇬🇧", "é", "\u{301}", "\u{200D}", "\u{FEFF}"])
  func anEmojiShiftsNoOffsets(_ emoji: String) throws {
    let text = "\(emoji) jane@example.com \(emoji) 4111111111111111\(emoji)"
    #expect(try find(text).values == ["jane@example.com", "4111111111111111"])
    #expect(try findInJSON("[\"\\n\(text)\"]").values == ["jane@example.com", "4111111111111111"])
  }

  // Arguments and results of tools come as JSON in a string, some of it escaped twice.
  @Test(arguments: [
    #"{"arguments":"{\"to\":\"jane@example.com\",\"n\":[1]}"}"#,
    #"{"tool_calls":[{"function":{"arguments":"{\"to\":\"jane\u0040example.com\"}"}}]}"#,
    #"{"content":[{"type":"tool_result","content":[{"text":"mail jane@example.com"}]}]}"#,
    #"{"a":"{\"b\":\"{\\\"to\\\":\\\"jane@example.com\\\"}\"}"}"#,
    #"[[[[{"deep":["jane@example.com"]}]]]]"#,
  ])
  func argumentsAndResultsOfToolsAreExamined(_ json: String) throws {
    #expect(try findInJSON(json).values == ["jane@example.com"])
  }

  @Test(arguments: [
    (#"{"phone":14155550132}"#, "14155550132"), (#"{"phone":[4155550132]}"#, "4155550132"),
    (#"{"card":4111111111111111}"#, "4111111111111111"), ("4111111111111111", "4111111111111111"),
    (#"{"a":{"cell_phone":{"x":1},"phone":4155550132}}"#, "4155550132"),
  ])
  func numbersAreExaminedAndTheirNameIsContext(_ json: String, _ value: String) throws {
    #expect(try findInJSON(json).values == [value])
  }

  @Test func aNumberWithoutContextIsNoPhone() throws {
    #expect(try findInJSON(#"{"n":4155550132,"total":14155550132}"#).isEmpty)
  }

  // With PCRE2_UCP a superscript is a word character and \b fails beside it.
  @Test(arguments: ["²", "³", "¹", "₂", "ª", "™"])
  func aSuperscriptHidesNothing(_ mark: String) throws {
    for value in ["4111111111111111", "202-555-0123", "192.0.2.1", "+44 20 7946 0958"] {
      #expect(try find("see \(value)\(mark) there").values == [value])
    }
  }

  @Test(arguments: [
    (#"{"phone":{"home":14155550132}}"#, "14155550132"),
    (#"{"contact_numbers":[{"value":4155550132}]}"#, "4155550132"),
    (#"{"phones":{"work":["4155550132"]}}"#, "4155550132"),
    (#"{"phones":{"4155550132":"home"}}"#, "4155550132"),
  ])
  func theNameAroundASlotIsContext(_ json: String, _ value: String) throws {
    #expect(try findInJSON(json).values == [value])
  }

  @Test(arguments: [
    #"{"phone":{"order_id":4155550132}}"#, #"{"call":{"text":"order 4155550132"}}"#,
    #"{"text":"your order 4155550132"}"#, #"{"call":{"started":{"at":1709289000}}}"#,
    #"{"phone":{"storage":{"bytes":4155550132}}}"#, #"{"home":4155550132}"#,
  ])
  func aNameThatTellsNothingIsNone(_ json: String) throws {
    #expect(try findInJSON(json).isEmpty)
  }

  @Test(arguments: [
    "total 255.255.255.255", "+2024 1234567", "OpenSSL 1.1.1.1", "v1.2.3.4",
    "01ARZ3NDEKTSV4RRFFQ69G5FAV", "arn:aws:iam::415555013234:role/admin",
    "at 40.712776, -74.005974",
    "JBSWY3DPEHPK3PXP4155550132", "1Z999AA10123456784", "ISBN 978-0-306-40615-7",
    "EAN 4006381333931",
    "2024-03-01T10:30:00Z", "build 4155550132", "price 4,155,550.13", "10:30:00.415555",
    "1709289000123456", "icon@2x.png", "$ 415 555 0132", "415.555.0132.7",
  ])
  func otherNumbersAreLeftAlone(_ text: String) throws {
    #expect(try find(text).isEmpty)
  }

  @Test(arguments: [
    "415-5550132", "(415)5550132", "+1.415.555.0132", "415 555\t0132", "415  555  0132",
  ])
  func numbersAreFoundAsPeopleWriteThem(_ number: String) throws {
    #expect(try find("call \(number) now").values == [number])
  }

  @Test(arguments: [
    "tel:+14155550132", "tel:4155550132", "https://wa.me/14155550132", "WhatsApp 4155550132",
  ])
  func linksHoldNumbers(_ text: String) throws {
    #expect(try find(text).entities == ["PHONE_NUMBER"])
  }
}
