import Detection
import Testing

@testable import Pipeline

/// Single lines as the tour shows them.
@Suite struct PreviewTests {
  private func preview(_ line: String) throws -> Preview.Result {
    try Preview.redact(line, rules: RuleSet(Catalogue.builtIn(), selection: Selection()))
  }

  @Test(arguments: [
    (#"{"text":"to jane@example.com"}"#, #"{"text":"to <EMAIL_ADDRESS>"}"#),
    (#"{"text":"nothing"}"#, #"{"text":"nothing"}"#), ("", ""),
    ("4111111111111111", #""<CREDIT_CARD>""#),
    (
      #"{"locale":"en","text":"call 202-555-0123"}"#,
      #"{"locale":"en","text":"call <PHONE_NUMBER>"}"#
    ),
    (#"{"country":"GB","text":"07700900123"}"#, #"{"country":"GB","text":"<PHONE_NUMBER>"}"#),
    (#"{"country":"FR","text":"07700900123"}"#, #"{"country":"FR","text":"07700900123"}"#),
  ])
  func shows(_ line: String, _ redacted: String) throws {
    #expect(try preview(line).line == redacted)
  }

  @Test func aRefusedLineIsAStubThatShowsNothing() throws {
    let result = try preview(#"{"text":"jane@example.com""#)
    #expect(result.line.hasPrefix(#"{"quarantined":"bad-json""#))
    #expect(!result.line.contains("jane"))
    #expect((result.report.read, result.report.written, result.report.quarantined) == (1, 0, 1))
  }

  @Test func reportsAddUp() throws {
    var total = try preview(#"["jane@example.com"]"#).report
    total.add(try preview(#"["joe@example.com","192.0.2.1"]"#).report)
    #expect(total.read == 2)
    #expect(total.findings.map(\.entity) == ["EMAIL_ADDRESS", "IP_ADDRESS"])
    #expect(total.findings.map(\.count) == [2, 1])
  }
}
