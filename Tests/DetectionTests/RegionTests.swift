import Detection
import RuleFormat
import Testing

/// Where a record comes from says which national formats to expect.
@Suite struct RegionTests {
  @Test(arguments: [
    "GB", "gb", "Gb", "UK", "uk", "en_GB", "en-GB", "en-Latn-GB", "en_gb", "cy-UK", "x-en-GB",
  ])
  func namesTheUnitedKingdom(_ text: String) {
    var named = Regions()
    let isNamed = named.insert(text)
    #expect(isNamed)
    #expect(named == regions(["GB"]))
  }

  @Test(arguments: [
    "", "G", "GBR", "England", "en_GBR", "enGB", "G1", "12", "en-Latn", "en_GB.UTF-8", "日本",
    String(repeating: "x", count: 40) + "-GB",
  ])
  func namesNoRegion(_ text: String) {
    var named = Regions()
    let isNamed = named.insert(text)
    #expect(!isNamed)
    #expect(named.isEmpty)
  }

  @Test(arguments: [
    ("en", false), ("de", false), ("en_GB", true), ("en-Latn-GB", true), ("", false),
  ])
  func aLanguageAloneNamesNoRegion(_ locale: String, _ isNamed: Bool) {
    var named = Regions()
    let bytes = Array(locale.utf8)
    named.insert(locale: bytes.span)
    #expect(named.isEmpty == !isNamed)
  }

  @Test func aRegionCountsOnce() {
    #expect(regions(["GB", "en_GB", "UK"]) == regions(["GB"]))
    #expect(regions(["US", "GB"]) != regions(["GB"]))
  }

  /// A UK number that no word announces: doubtful anywhere, expected in the United Kingdom.
  static let number = "07700900123"

  @Test func aHintLiftsTheRegionsOwnFormats() throws {
    #expect(try find("it is \(Self.number)").isEmpty)
    #expect(try find("it is \(Self.number)", hints: ["en_GB"]).values == [Self.number])
    let british = try Rules.selected { $0.regions = regions(["UK"]) }
    #expect(try find("it is \(Self.number)", rules: british).values == [Self.number])
  }

  @Test func rulesOfOtherRegionsAreLeftOut() throws {
    let text = "it is 202-555-0123"
    #expect(try find(text).values == ["202-555-0123"])
    #expect(try find(text, hints: ["US"]).values == ["202-555-0123"])
    #expect(try find(text, hints: ["CA"]).values == ["202-555-0123"])
    #expect(try find(text, hints: ["FR"]).isEmpty)
    #expect(try find(text, hints: ["FR", "US"]).values == ["202-555-0123"])
    let french = try Rules.selected { $0.regions = regions(["FR"]) }
    #expect(try find(text, rules: french).isEmpty)
    #expect(try find(text, hints: ["US"], rules: french).values == ["202-555-0123"])
  }

  @Test(arguments: ["jane@example.com", "4111111111111111", "+1 202 555 0143", "192.0.2.1"])
  func whatHasNoRegionIsFoundEverywhere(_ value: String) throws {
    for hint in ["US", "GB", "FR", "ZZ"] {
      #expect(try find("it is \(value)", hints: [hint]).values == [value])
    }
  }

  @Test func aPlaceThatNoRuleKnowsIsNoHint() throws {
    #expect(try find("it is 202-555-0123", hints: ["BE"]).values == ["202-555-0123"])
  }

  @Test func aHintIsWorthAFifthOfAPoint() throws {
    let rule = SampleRules.ticket(score: 0.5, regions: ["FR"])
    let rules = try Rules.selected(from: [rule]) { _ in }
    #expect(try find("1234", rules: rules).map(\.score) == [0.5])
    #expect(try find("1234", hints: ["FR"], rules: rules).map(\.score) == [0.7])
  }

  @Test(arguments: [
    ("NZ", "021 555 0123"), ("SE", "070-123 45 67"), ("PL", "601 234 567"),
    ("RU", "8 (912) 345-67-89"),
    ("MX", "55 1234 5678"), ("TR", "0532 123 45 67"), ("KR", "010-1234-5678"),
    ("NG", "0803 123 4567"),
    ("EG", "010 1234 5678"), ("VN", "091 234 56 78"), ("NL", "06-12345678"),
    ("CH", "079 123 45 67"),
    ("SA", "055 123 4567"), ("IL", "050-123-4567"), ("HK", "9123 4567"), ("DK", "20 12 34 56"),
    ("ZA", "082 123 4567"), ("CO", "310 123 4567"), ("UA", "050 123 45 67"),
    ("ID", "0812-3456-7890"),
  ])
  func aHintBringsThePlansOfSmallerPlacesToo(_ region: String, _ number: String) throws {
    #expect(try find("it is \(number).", hints: [region]).values == [number])
  }

  @Test(arguments: [
    ("PL", "1 234 567"), ("DK", "1234567"), ("NO", "12 34 56 78"), ("SG", "1234 5678"),
  ])
  func whatIsNotInThePlanIsNotFound(_ region: String, _ number: String) throws {
    #expect(try find("it is \(number).", hints: [region]).isEmpty)
  }
}
