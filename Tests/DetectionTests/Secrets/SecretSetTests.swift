import Detection
import Foundation
import TestSupport
import Testing

/// How many of the services' tokens are found, and how much of what looks like them is left alone.
///
/// With HUSH_FIGURES set the figures and what went wrong are printed.
@Suite struct SecretSetTests {
  private static var prints: Bool { ProcessInfo.processInfo.environment["HUSH_FIGURES"] != nil }

  private static let rules: RuleSet? = try? Rules.selected { $0.only = ["SECRET"] }

  @Test func tokensOfAtLeastEightyServicesAreFound() throws {
    var maker = SecretMaker(random: SplitMix64(seed: 1))
    var missed: [String] = []
    var total = 0
    for (vendor, form) in SecretFormats.all {
      for _ in 0..<6 {
        let value = maker.value(form)
        let text = maker.carry(value)
        let found = try find(text, rules: Self.rules)
        total += 1
        if !covers(found, value, text) { missed.append("\(vendor): \(text)") }
      }
    }
    #expect(Set(SecretFormats.all.map { $0.vendor.prefix { $0 != " " } }).count >= 80)
    if Self.prints {
      print("SECRET recall \(total - missed.count)/\(total)")
      for text in missed { print("missed", text) }
    }
    #expect(Double(total - missed.count) >= 0.95 * Double(total))
  }

  @Test func whatLooksLikeASecretIsLeftAlone() throws {
    var maker = SecretMaker(random: SplitMix64(seed: 2))
    var alarms: [String] = []
    let total = SecretFormats.all.count * 6
    for number in 0..<total {
      let text = maker.carry(maker.lookAlike(number))
      let found = try find(text, rules: Self.rules)
      if !found.isEmpty { alarms.append("\(found[0].rule): \(text)") }
    }
    if Self.prints {
      print("SECRET look-alikes found \(alarms.count)/\(total)")
      for text in alarms { print("alarm", text) }
    }
    #expect(Double(alarms.count) <= 0.02 * Double(total))
  }

  /// Half a secret found is half a secret left: the finding reaches over all that is drawn at random.
  private func covers(_ found: [Found], _ value: String, _ text: String) -> Bool {
    guard let range = text.firstRange(of: value) else { return false }
    let start = text[..<range.lowerBound].utf8.count
    let end = start + value.utf8.count
    return found.contains { $0.start <= start + 12 && $0.end >= end - 1 }
  }

  @Test(arguments: [
    #"{"password":"sunshine"}"#, #"{"user":{"dbPassword":"correct-horse"}}"#,
    #"{"api_key":"9c8b7a6f5e4d3c2b1a0f9e8d7c6b5a4f"}"#,
    #"{"client_secret":"7f3kQ9vZ2mX8wL4tR6yB1nC5"}"#, #"{"passwords":["sunshine","x y"]}"#,
  ])
  func aMembersNameTellsWhatItsValueIs(json: String) throws {
    #expect(try findInJSON(json).entities == ["SECRET"])
  }

  @Test(arguments: [
    #"{"password":"required"}"#, #"{"password":"The password must be long."}"#,
    #"{"password":null,"token":true}"#, #"{"token":"next"}"#, #"{"secret":"0"}"#,
    #"{"password":"<SECRET>"}"#, #"{"api_key":"********"}"#, #"{"secret":"SECRET_1"}"#,
  ])
  func anUnsuitableValueIsLeftAlone(json: String) throws {
    #expect(try findInJSON(json).entities == [])
  }
}
