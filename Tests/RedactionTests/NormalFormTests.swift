import Detection
import Redaction
import Testing

/// One value in two spellings is one token, and two values are two.
@Suite struct NormalFormTests {
  private func token(_ entity: String, _ value: String, _ region: String?) throws -> String {
    var writer = try TokenWriter(entities: [entity], key: Sample.key)
    var output: [UInt8] = []
    let bytes = Array(value.utf8)
    let tenant: [UInt8] = []
    try writer.append(
      .hash, entity: 0, value: bytes.span,
      detail: region.flatMap(PhonePlan.init(region:)).map(ValueDetail.nationalPhone) ?? .none,
      tenant: tenant.span, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// Spellings of one value; a phone's region is that of the plan it was found in.
  struct Spellings: CustomTestStringConvertible {
    var entity: String
    var forms: [(text: String, region: String?)]
    var testDescription: String { "\(entity) \(forms[0].text)" }

    init(_ entity: String, _ texts: String...) {
      self.entity = entity
      forms = texts.map { ($0, nil) }
    }

    init(phone texts: [(String, String?)]) {
      entity = "PHONE_NUMBER"
      forms = texts.map { (text: $0.0, region: $0.1) }
    }
  }

  @Test(arguments: [
    Spellings("EMAIL_ADDRESS", "jane@example.com", "Jane@Example.COM", "JANE@EXAMPLE.COM"),
    Spellings(
      "CREDIT_CARD", "4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111",
      "4111.1111.1111.1111"),
    Spellings("IBAN_CODE", "GB33BUKB20201555555555", "gb33 BUKB 2020 1555 5555 55"),
    Spellings("US_SSN", "078-05-1120", "078 05 1120", "078051120"),
    Spellings(
      "IP_ADDRESS", "2001:db8::1", "2001:DB8::1", "2001:DB8:0:0:0:0:0:1", "2001:0db8::0001",
      "2001:db8:0::0:1", "2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::0.0.0.1"),
    Spellings("IP_ADDRESS", "::", "0:0:0:0:0:0:0:0", "0::0"),
    Spellings("IP_ADDRESS", "2001:db8:1:2:3:4:5:0", "2001:db8:1:2:3:4:5::"),
    Spellings(
      "IP_ADDRESS", "192.0.2.1", "192.000.002.001", "::ffff:192.0.2.1", "::FFFF:C000:201"),
    Spellings("IP_ADDRESS", "fe80::1%eth0", "FE80:0::1%eth0"),
    Spellings(phone: [
      ("+1 202 555 0143", nil), ("(202) 555-0143", "US"), ("202.555.0143", "CA"),
      ("1-202-555-0143", "US"), ("001-202-555-0143", nil), ("+12025550143", nil),
    ]),
    Spellings(phone: [
      ("+44 20 7946 0958", nil), ("020 7946 0958", "GB"), ("+44 (0)20 7946 0958", nil),
      ("0044 20 7946 0958", nil), ("011 44 20 7946 0958", nil), ("442079460958", "GB"),
      ("44 (0)20 7946 0958", nil), ("(020) 7946 0958", "GB"), ("+44 020 7946 0958", nil),
      ("(+44) 20 7946 0958", nil),
    ]),
    Spellings(phone: [
      ("06 39 98 45 67", "FR"), ("+33639984567", nil), ("33639984567", "FR"),
      ("+33 (0)6 39 98 45 67", nil),
    ]),
    Spellings(phone: [
      ("06 69812345", "IT"), ("+39 06 69812345", nil), ("0039 06 69812345", nil),
    ]),
    Spellings(phone: [("98765 43210", "IN"), ("+91 98765 43210", nil), ("919876543210", "IN")]),
    Spellings(phone: [("612 345 678", "ES"), ("+34 612345678", nil), ("34612345678", "ES")]),
    Spellings(phone: [("010-62288559", "CN"), ("+86 10 6228 8559", nil)]),
    Spellings(phone: [("(11) 91234-5678", "BR"), ("+55 11 91234-5678", nil)]),
    Spellings(phone: [("202-555-0143 ext. 45", "US"), ("+1 202 555 0143 x45", nil)]),
  ])
  func spellingsOfOneValueAreOneToken(_ value: Spellings) throws {
    let tokens = try value.forms.map { try token(value.entity, $0.text, $0.region) }
    for (form, found) in zip(value.forms, tokens) { #expect(found == tokens[0], "\(form.text)") }
  }

  @Test(arguments: [
    ("EMAIL_ADDRESS", "jane@example.com", "jane@example.org"),
    ("EMAIL_ADDRESS", "jane.doe@example.com", "janedoe@example.com"),
    ("CREDIT_CARD", "4111111111111111", "4012888888881881"),
    ("IP_ADDRESS", "2001:db8::1", "2001:db8::1:0"), ("IP_ADDRESS", "2001:db8::1", "2001:db8::10"),
    ("IP_ADDRESS", "192.0.2.1", "192.0.2.10"), ("IP_ADDRESS", "fe80::1%eth0", "fe80::1%eth1"),
    ("IP_ADDRESS", "fe80::1%eth0", "fe80::1"), ("IP_ADDRESS", "192.0.2.1", "::192.0.2.1"),
    ("PHONE_NUMBER", "+1 202 555 0143", "+1 202 555 0143 x45"),
    ("PHONE_NUMBER", "+1 202 555 0143 x4", "+1 202 555 01434"),
    ("PHONE_NUMBER", "+44 20 7946 0958", "+44 20 7946 0959"),
    ("PERSON", "Jane Doe", "Jane Roe"),
  ])
  func differentValuesAreDifferentTokens(_ entity: String, _ one: String, _ other: String) throws {
    #expect(try token(entity, one, nil) != token(entity, other, nil))
  }

  @Test func oneTextOfTwoEntitiesIsTwoTokens() throws {
    #expect(
      try token("PHONE_NUMBER", "2025550143", nil).dropFirst(14)
        != token("BANK_ACCOUNT", "2025550143", nil).dropFirst(14))
  }

  /// Whichever rule finds them, in whatever record.
  @Test func spellingsInRecordsAgree() throws {
    let line = #"["2001:db8::1 and 2001:DB8:0:0:0:0:0:1","+44 20 7946 0958, 020 7946 0958"]"#
    let output = try redact(line, policy(.hash), hints: ["GB"])
    let tokens = output.matches(of: #/<[A-Z_]+:[0-9a-f]{32}>/#).map { String($0.output) }
    #expect(tokens.count == 4)
    #expect(Set(tokens).count == 2)
  }
}
