import Records
import Testing

@testable import Detection

/// E-mail addresses that people say.
@Suite struct SpokenAddressTests {
  @Test(arguments: [
    "jane period doe at example period com", "jane arroba example punto com",
    "jane guion bajo doe arroba example punto es", "jane at the rate example dot com",
    "jane at sign example dot com", "jane, at symbol, example, dot, com",
    "jane, the at sign, then example, then dot com", "j a n e arroba e x a m p l e punto c o m",
    "help at north dash clinic dot org", "jane at acme corp dot com",
    "jane 85 arroba example punto com",
    "jane plus shop at example dot com",
    "j for juliet, a as in alpha, n for november at example dot com",
    "jane underscore doe at example dot co dot uk", "Jane doe at e x a m p l e dot com",
  ])
  func addressesAreFoundWhole(_ address: String) throws {
    let found = try find("it's \(address), thanks")
    #expect(found.map(\.value) == [address], "\(found)")
    #expect(found.map(\.entity) == ["EMAIL_ADDRESS"])
  }

  @Test(arguments: [
    "I work at example dot com", "reach us by phone at example dot com", "example dot com",
    "jane at", "profits at this point in time",
    "we arrived at the end of the period com what may", "it grew at the rate of three percent",
    "meet me at the dot on the map", "look at that, period.",
  ])
  func proseStays(_ text: String) throws { #expect(try find(text).isEmpty) }
}
