import Redaction
import Testing

/// Numbers that are personal data become strings; all other numbers keep their spelling.
@Suite struct NumberTests {
  @Test(arguments: [
    ("4111111111111111", #""<CREDIT_CARD>""#),
    (#"{"card":4111111111111111 }"#, #"{"card":"<CREDIT_CARD>" }"#),
    (#"{"phone":[14155550132,7]}"#, #"{"phone":["<PHONE_NUMBER>",7]}"#),
    (#"[4111111111111111,4111111111111112]"#, #"["<CREDIT_CARD>",4111111111111112]"#),
  ])
  func becomeStrings(_ line: String, _ output: String) throws {
    #expect(try redact(line) == output)
  }

  @Test(arguments: [
    #"{"n":4155550132}"#, #"{"phone":1.4155550132e10}"#, #"{"phone":4155550132.0}"#,
    "[1700000000000]",
    #"{"a":-0.0,"b":1E5,"c":12345678901234567890,"d":4111111111111111.5}"#,
  ])
  func keepTheirSpelling(_ line: String) throws {
    #expect(try redact(line) == line)
  }

  @Test(arguments: [
    (Operator.mask, #"["********"]"#), (.remove, #"[""]"#), (.keepLast4, #"["****1111"]"#),
    (.keep, "[4111111111111111]"),
  ])
  func everyOperatorQuotesThem(_ action: Operator, _ output: String) throws {
    #expect(try redact("[4111111111111111]", policy(action)) == output)
  }
}
