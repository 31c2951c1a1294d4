import Detection
import Keys
import Redaction
import Testing

/// Exactly what each operator writes.
@Suite struct OperatorTests {
  static let line =
    #"{"mail":"to jane@example.com.","card":"4111 1111 1111 1111","ip":"192.0.2.1","phone":14155550132}"#

  static let outputs: [(Operator, String)] = [
    (
      .replace,
      #"{"mail":"to <EMAIL_ADDRESS>.","card":"<CREDIT_CARD>","ip":"<IP_ADDRESS>","phone":"<PHONE_NUMBER>"}"#
    ),
    (.mask, #"{"mail":"to ********.","card":"********","ip":"********","phone":"********"}"#),
    (.remove, #"{"mail":"to .","card":"","ip":"","phone":""}"#),
    (
      .keepLast4,
      #"{"mail":"to <EMAIL_ADDRESS>.","card":"****1111","ip":"<IP_ADDRESS>","phone":"****0132"}"#
    ),
    (.keep, line),
  ]

  @Test(arguments: outputs)
  func writes(_ action: Operator, _ output: String) throws {
    #expect(try redact(Self.line, policy(action)) == output)
  }

  // HMAC-SHA-256 by Python's hmac module: key 00…1F; entity, tenant and normal form, each behind its
  // length as eight big-endian bytes.
  @Test func keyedTokensAreThoseOfAnotherImplementation() throws {
    let line = #"["Jane@Example.com","4111-1111-1111-1111"]"#
    #expect(
      try redact(line, policy(.hash))
        == #"["<EMAIL_ADDRESS:3efdcb9bb296f0ebefe9b900034d14e1>","<CREDIT_CARD:1db996a386cd8ae82df2c50b9fd244dc>"]"#
    )
    #expect(
      try redact(line, policy(.pseudonym))
        == #"["<EMAIL_ADDRESS_H364XG5SS3YO>","<CREDIT_CARD_DW4ZNI4GZWFO>"]"#)
  }

  @Test(arguments: [Operator.hash, .pseudonym])
  func tokensDifferByTenantKeyAndValue(_ action: Operator) throws {
    let line = #"["jane@example.com"]"#
    let tokens = try [
      redact(line, policy(action)), redact(line, policy(action), tenant: "other"),
      redact(line, policy(action), key: SecretKey.random()),
      redact(#"["joe@example.com"]"#, policy(action)),
    ]
    #expect(Set(tokens).count == 4)
    #expect(try redact(line, policy(action)) == tokens[0])
  }

  /// PCI DSS 4.0.1 requirement 3.4.1 is about cards; names and addresses have no last four digits to show.
  @Test(arguments: [
    ("CREDIT_CARD", "4111 1111 1111 1111", "****1111"),
    ("PHONE_NUMBER", "+1 202 555 0143", "****0143"),
    ("BANK_ACCOUNT", "123456789", "****6789"), ("IBAN_CODE", "GB33BUKB20201555555555", "****5555"),
    ("PHONE_NUMBER", "020 7946 0958", "****0958"), ("BANK_ACCOUNT", "12-34-56-789", "****6789"),
    ("BANK_ACCOUNT", "12345678", "<BANK_ACCOUNT>"), ("PHONE_NUMBER", "555-0123", "<PHONE_NUMBER>"),
    ("US_SSN", "078-05-1120", "<US_SSN>"),
    ("EMAIL_ADDRESS", "1234567890@example.com", "<EMAIL_ADDRESS>"),
    ("IP_ADDRESS", "192.000.002.001", "<IP_ADDRESS>"), ("PERSON", "Agent 1234567890", "<PERSON>"),
  ])
  func keepsTheLastFourDigitsOfLongNumbersOnly(
    _ entity: String, _ value: String, _ token: String
  ) throws {
    var writer = try TokenWriter(entities: [entity], key: nil)
    var output: [UInt8] = []
    let bytes = Array(value.utf8)
    let tenant: [UInt8] = []
    try writer.append(
      .keepLast4, entity: 0, value: bytes.span, detail: .none, tenant: tenant.span, to: &output)
    #expect(String(decoding: output, as: UTF8.self) == token)
  }

  @Test func namesOfOperatorsAreThoseOfTheCommandLine() {
    #expect(
      Operator.allCases.map(\.rawValue)
        == ["replace", "mask", "hash", "pseudonym", "keep-last-4", "remove", "keep"])
    #expect(Operator.allCases.filter(\.isKeyed) == [.hash, .pseudonym])
  }
}
