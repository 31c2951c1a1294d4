import Testing

/// What each operator leaves in a value's place.
@Suite struct OperatorTests {
  static let input =
    #"{"a":"mail jane@example.com now","b":"card 4111 1111 1111 1111 now"}"# + "\n"

  static let fixed = [
    ("replace", #"{"a":"mail <EMAIL_ADDRESS> now","b":"card <CREDIT_CARD> now"}"#),
    ("mask", #"{"a":"mail ******** now","b":"card ******** now"}"#),
    ("remove", #"{"a":"mail  now","b":"card  now"}"#),
  ]

  @Test(arguments: fixed)
  func anOperatorThatNeedsNoKey(name: String, output: String) throws {
    let outcome = try Scratch().hush("redact", "--operator", name, stdin: Self.input)
    #expect(outcome.text == output + "\n")
    #expect(outcome.exitCode == 0)
  }

  @Test func replaceIsTheDefault() throws {
    let outcome = try Scratch().hush("redact", stdin: Self.input)
    #expect(outcome.lines == [Self.fixed[0].1])
  }

  @Test(arguments: fixed)
  func keysAndNumbersGetTheSame(name: String, output: String) throws {
    let outcome = try Scratch().hush(
      "redact", "--operator", name, stdin: #"{"jane@example.com":4111111111111111}"#)
    let (key, number) =
      switch name {
      case "replace": ("<EMAIL_ADDRESS>", "<CREDIT_CARD>")
      case "mask": ("********", "********")
      default: ("", "")
      }
    #expect(outcome.text == #"{"\#(key)":"\#(number)"}"#)
  }

  private func lastFour(_ value: String, number: Bool = false) throws -> String {
    let text = number ? value : #""\#(value)""#
    let outcome = try Scratch().hush(
      "redact", "--operator", "keep-last-4", stdin: #"{"phone":\#(text)}"#)
    #expect(outcome.exitCode == 0)
    return try JSON(parsing: outcome.text)["phone"]?.string ?? ""
  }

  @Test(arguments: [
    ("4111 1111 1111 1111", "1111"), ("3782-822463-10005", "0005"), ("+1 202-555-0143", "0143"),
    ("5555555555554444", "4444"),
  ])
  func keepLast4LeavesFourDigitsOfALongNumber(value: String, digits: String) throws {
    let kept = try lastFour(value)
    #expect(kept.filter(\.isNumber) == digits)
    #expect(kept.contains(digits))
  }

  @Test func keepLast4OfAJSONNumberIsAString() throws {
    let kept = try lastFour("14155550123", number: true)
    #expect(kept.filter(\.isNumber) == "0123")
  }

  @Test(arguments: [
    ("jane1234@example.com", "<EMAIL_ADDRESS>"), ("192.0.2.144", "<IP_ADDRESS>"),
    ("2001:db8::1234:5678", "<IP_ADDRESS>"),
  ])
  func keepLast4OfAnythingElseIsReplace(value: String, output: String) throws {
    #expect(try lastFour(value) == output)
  }

  static let everyOperator = ["replace", "mask", "hash", "pseudonym", "keep-last-4", "remove"]

  /// What an operator writes must not be personal data again, nor make any with what stands
  /// beside it.
  @Test(arguments: everyOperator)
  func scanningTheOutputFindsNothing(name: String) throws {
    let scratch = try Scratch()
    try scratch.writeKey("key", filledWith: 3)
    var input = Conversations.records(bytes: 400_000, seed: 31).jsonl
    let crowded = [
      #"{"t":"jane@example.comann@example.org bob@example.net"}"#,
      #"{"t":"a@jane@example.com@example.com"}"#,
      #"{"t":"4111 1111 1111 11114111 1111 1111 1111 1"}"#,
      #"{"t":"4111111111111111 5555555555554444 378282246310005"}"#,
      #"{"phone":14155550123,"tel":"+1 202-555-0143, +1 202-555-0144"}"#,
      #"{"t":"192.0.2.1 192.0.2.1.192.0.2.2 2001:db8::1"}"#,
      #"{"jane@example.com":{"4111111111111111":"x"},"ann@example.org":[]}"#,
    ]
    input += Array((crowded.joined(separator: "\n") + "\n").utf8)
    let redacted = try scratch.hush(
      ["redact", "--operator", name, "--key-file", "key"], stdin: input)
    #expect(redacted.exitCode == 0)
    #expect(firstDifference(redacted.stdout, input) != nil)
    let scanned = try scratch.hush(["scan"], stdin: redacted.stdout)
    #expect(scanned.lines.prefix(3) == [])
    #expect(scanned.exitCode == 0)
    let again = try scratch.hush(["redact"], stdin: redacted.stdout)
    #expect(firstDifference(again.stdout, redacted.stdout) == nil)
  }
}
