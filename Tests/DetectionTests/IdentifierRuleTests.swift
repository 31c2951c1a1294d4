import Detection
import RuleFormat
import Testing

/// Identifiers in texts and records: their words, their places, and what stands beside them.
@Suite struct IdentifierRuleTests {
  @Test(arguments: [
    (#"{"ssn":"078051120"}"#, "078051120"), (#"{"ssn":78051120}"#, ""),
    (#"{"ssn":219099999}"#, "219099999"), (#"{"nhsNumber":"882 261 4259"}"#, "882 261 4259"),
    (#"{"cvv":"123"}"#, "123"), (#"{"cvv":123}"#, "123"), (#"{"dob":"1984-02-03"}"#, "1984-02-03"),
    (#"{"dateOfBirth":"03/02/1984"}"#, "03/02/1984"), (#"{"expiry":"04/31"}"#, "04/31"),
    (#"{"passport_no":"X12345678"}"#, "X12345678"),
    (#"{"mac":"00-00-5E-00-53-AF"}"#, "00-00-5E-00-53-AF"),
    (#"{"account_number":"00123456789"}"#, "00123456789"),
    (#"{"routing_number":"017836908"}"#, "017836908"),
  ])
  func theMemberNameIsTheirWord(_ json: String, _ value: String) throws {
    #expect(try findInJSON(json).values == (value.isEmpty ? [] : [value]))
  }

  @Test(arguments: [
    "0569897440", "invoice 017836908 is due", "id 100000009",
    "the total is 123", "on 03/02/1984 we met", "page 04/31", "it weighs 1234567",
    "20240301-1030", "202403011030", "tracking 9400 1000 0000 0000 0000",
    "isbn 9783161484100", "v1.2.3.4", "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "59.329323, 18.068581", "1709289000123", "$123-45-6789", "part AB123456C",
  ])
  func numbersWithoutTheirWordsAreLeftAlone(_ text: String) throws {
    #expect(try find(text).isEmpty)
  }

  @Test(arguments: [
    "DE89370400440532013000 and more", "DE89 3704 0044 0532 0130 00 and more",
    "iban de89 3704 0044 0532 0130 00, thanks", "IBAN:DE89-3704-0044-0532-0130-00.",
  ])
  func anAccountNumberStopsWhereItsCountrySays(_ text: String) throws {
    let values = try find(text).values
    #expect(values.count == 1)
    #expect(values.first?.hasSuffix("00") == true)
  }

  @Test func aNumberBehindARefusedOneIsFound() throws {
    #expect(try find("nhs 111 222 3333 882 261 4259").values == ["882 261 4259"])
    #expect(try find("SSN 000-12-3456 078-05-1120").values == ["078-05-1120"])
  }

  @Test func placesSayWhichIdentifiersAreExpected() throws {
    let number = "781.220.934"
    #expect(try find("it is \(number)").isEmpty)
    #expect(try find("it is \(number)", hints: ["CA"]).entities == ["CA_SIN"])
    // Of another place: only beside one of its own words.
    #expect(try find("it is \(number)", hints: ["DE"]).isEmpty)
    #expect(try find("my SIN is \(number)", hints: ["DE"]).entities == ["CA_SIN"])
  }

  @Test func rulesWithOneExpressionDecideEachForItself() throws {
    let known = [
      SampleRules.ticket(id: "ticket/even", entity: "EVEN", score: 0.9),
      SampleRules.ticket(
        id: "ticket/odd", entity: "ODD", score: 0.3,
        context: Context(words: ["odd"], boost: 0.65, within: 20)),
    ]
    let rules = try Rules.selected(from: known) { _ in }
    #expect(try find("1234 and 5678", rules: rules).entities == ["EVEN", "EVEN"])
    #expect(try find("odd 1234", rules: rules).entities == ["ODD"])
  }
}
