import Testing

/// The first families, each found by default and told from what it is not.
@Suite struct EntityTests {
  private func found(_ text: String, _ flags: String...) throws -> [String] {
    let outcome = try Scratch().hush(
      ["scan", "--show-text"] + flags, stdin: Array(#"{"text":"\#(text)"}"#.utf8))
    #expect(outcome.exitCode == 0)
    return try outcome.values().map {
      "\($0["entity"]?.string ?? "")|\($0["text"]?.string ?? "")"
    }
  }

  static let values = [
    ("EMAIL_ADDRESS", "jane@example.com"), ("EMAIL_ADDRESS", "jane.doe+list@mail.example.co.uk"),
    ("EMAIL_ADDRESS", "o'hara@example.org"), ("CREDIT_CARD", "4111 1111 1111 1111"),
    ("CREDIT_CARD", "4242424242424242"), ("CREDIT_CARD", "5555-5555-5555-4444"),
    ("CREDIT_CARD", "2223003122003222"), ("CREDIT_CARD", "378282246310005"),
    ("CREDIT_CARD", "3530111333300000"), ("CREDIT_CARD", "6011111111111117"),
    ("IP_ADDRESS", "192.0.2.44"), ("IP_ADDRESS", "203.0.113.9"), ("IP_ADDRESS", "2001:db8::1"),
    ("IP_ADDRESS", "2001:0db8:85a3:0000:0000:8a2e:0370:7334"),
    ("PHONE_NUMBER", "+1 202-555-0143"), ("PHONE_NUMBER", "(212) 555-0143"),
    ("PHONE_NUMBER", "+44 20 7946 0958"), ("PHONE_NUMBER", "+33 1 99 00 12 34"),
    ("PHONE_NUMBER", "+61 2 5550 0123"),
  ]

  @Test(arguments: values)
  func aValueIsFoundWhole(entity: String, value: String) throws {
    #expect(try found("it is \(value) for now") == ["\(entity)|\(value)"])
  }

  @Test(arguments: values)
  func itIsFoundAtEitherEndOfAString(entity: String, value: String) throws {
    #expect(try found(value) == ["\(entity)|\(value)"])
    #expect(try found("\(value).") == ["\(entity)|\(value)"])
  }

  @Test(arguments: [
    "4111 1111 1111 1112", "1234567890123", "256.300.1.1", "1.2.3", "jane@", "@example.com",
    "jane at home", "123e4567-e89b-12d3-a456-426614174000", "2024-01-15T10:30:00Z", "10:30:00",
    "1700000000000", "dead:beef", "C++ std::vector", "a@b", "20240115103000",
  ])
  func whatOnlyLooksLikeAValueIsNot(text: String) throws {
    #expect(try found("it is \(text) for now") == [])
  }

  /// A refused candidate must not swallow the value that starts inside it.
  @Test(arguments: [
    ("0000 4111 1111 1111 1111", "4111 1111 1111 1111"),
    ("1 4111111111111111", "4111111111111111"),
    ("12 34 5555555555554444", "5555555555554444"),
  ])
  func aCardBehindOtherDigitsIsFound(text: String, card: String) throws {
    #expect(try found(text, "--only", "CREDIT_CARD") == ["CREDIT_CARD|\(card)"])
  }
}
