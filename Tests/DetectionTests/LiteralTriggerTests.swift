import Records
import RuleFormat
import TestSupport
import Testing

@testable import Detection

/// Rules that wait for literals or tokens run around them, and nowhere else.
@Suite struct LiteralTriggerTests {
  static func rule(
    _ id: String, regex: String = "[0-9]{3}", _ trigger: Trigger, reach: Int = 6
  ) -> Rule {
    Rule(
      id: id, entity: id.uppercased(), regex: regex, trigger: trigger, reach: reach, score: 1,
      file: "sample.yaml", line: 3)
  }

  static let code = rule("code", .literals(["cvv", "security code"]))
  static let pin = rule("pin", .literals(["pin", "cvv"]))
  static let key = rule("key", regex: "[a-f0-9]{20}", .cluster(.token, count: 20, gap: 1), reach: 0)

  private func found(in json: String, _ rules: [Rule] = [code]) throws -> [String] {
    let rules = try RuleSet(rules, selection: Selection())
    return try findInJSON(json, rules: rules).map { "\($0.entity) \($0.value)" }
  }

  @Test(
    arguments: [
      (#"{"a":"CVV: 123 and a good while after it 456"}"#, ["CODE 123"]),
      (#"{"a":"111 Security Code 222"}"#, ["CODE 111", "CODE 222"]),
      (#"{"a":"123 of nothing"}"#, []),
      (#"{"cvv":123}"#, ["CODE 123"]),
      (#"{"cardCvv":"the one after all those words is 123"}"#, ["CODE 123"]),
      (#"{"c\u0076v":"123"}"#, ["CODE 123"]),
      (#"{"cvv":["123","\u0034 56 789"]}"#, ["CODE 123", "CODE 789"]),
      (#"{"a":"\u0063vv 123"}"#, ["CODE 123"]),
      (#"{"cvv":{"a":"123"}}"#, []),
      (#"{"a 123":"cvv"}"#, []),
      (#"{"cvv 123":"x"}"#, ["CODE 123"]),
    ] as [(String, [String])])
  func runsAroundItsLiterals(json: String, expected: [String]) throws {
    #expect(try found(in: json) == expected)
  }

  @Test func rulesShareLiterals() throws {
    let rules = [Self.code, Self.pin, Self.rule("other", .literals(["nothing of it"]))]
    #expect(try found(in: #"{"a":"pin 123"}"#, rules) == ["PIN 123"])
    #expect(try found(in: #"{"a":"security code 123"}"#, rules) == ["CODE 123"])
  }

  @Test func tokensAreRunsOfTheirLength() throws {
    let token = "0123456789abcdef0123"
    #expect(try found(in: #"{"a":"x \#(token) y"}"#, [Self.key]) == ["KEY \(token)"])
    #expect(try found(in: #"{"a":"\n\#(token)"}"#, [Self.key]) == ["KEY \(token)"])
    #expect(try found(in: #"{"a":"\#(token.dropLast())"}"#, [Self.key]) == [])
  }

  /// Lets every window be a match, so that what is found is what was searched.
  @Test(arguments: 0..<8)
  func windowsAreThoseOfANaiveSearch(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let literals = ["ab", "abc", "ca ", "b" + "<digit>"]
    let index = LiteralIndex(searches: [["zz"], literals], counted: [])
    var hits = LiteralHits(index)
    var gate = TriggerGate()
    gate.literals = index.set
    for _ in 0..<200 {
      let bytes = random.bytes(random.below(200), from: Array("abcABC 1xxxxxxx".utf8))
      let start = random.below(bytes.count + 1)
      let end = start + random.below(bytes.count - start + 1)
      let reach = random.below(9)
      var maps = ByteMaps()
      maps.classify(bytes.span, gate: gate)
      let words = maps.words
      let noName: [UInt8] = []
      hits.find(bytes.span, maps: words.span, from: start, to: end, name: noName.span)
      var windows: [Range<Int>] = [0..<1]
      hits.windows(of: 1, reach: reach, from: start, to: end, into: &windows)
      var expected: Set<Int> = []
      for position in start..<end {
        for literal in literals.compactMap(LiteralElement.parse)
        where stands(literal, bytes, position, end) {
          expected.formUnion(
            max(start, position - reach)..<min(end, position + literal.count + reach))
        }
      }
      #expect(Set(windows.flatMap { $0 }) == expected)
      #expect(hits.firstAwake(from: 0) == (expected.isEmpty ? nil : 1))
      #expect(hits.firstAwake(from: 2) == nil)
      for (one, next) in zip(windows, windows.dropFirst()) {
        #expect(one.upperBound < next.lowerBound, "windows that meet are one")
      }
    }
  }

  private func stands(
    _ literal: [LiteralElement], _ bytes: [UInt8], _ position: Int, _ end: Int
  ) -> Bool {
    guard position + literal.count <= end else { return false }
    return literal.indices.allSatisfy { offset in
      let byte = bytes[position + offset]
      return switch literal[offset] {
      case .byte(let wanted): String(UnicodeScalar(byte)).lowercased().utf8.first == wanted
      case .anyDigit: byte == UInt8(ascii: "1")
      case .anyHex: false
      }
    }
  }

  @Test(arguments: ViewTrigger.allCases)
  func viewsAreWokenByEachOfTheirLiterals(trigger: ViewTrigger) throws {
    let rules = try RuleSet([Self.code], selection: Selection())
    for literal in trigger.literals {
      let text = literal.replacing("<hex>", with: "4").replacing("<digit>", with: "4")
      #expect(wakes(trigger, "x\(text)x", rules), "\(literal)")
    }
    #expect(!wakes(trigger, "100% of it", rules))
  }

  @Test func aBackslashAndWhatFollowsWakesTheStringItStandsIn() throws {
    let rule = Self.rule("path", .literals([#"\x<hex>"#]))
    #expect(try found(in: #"{"a":"so \\x4 123"}"#, [rule]) == ["PATH 123"])
  }

  private func wakes(_ trigger: ViewTrigger, _ text: String, _ rules: RuleSet) -> Bool {
    var hits = LiteralHits(rules.literals)
    let bytes = Array(text.utf8)
    var maps = ByteMaps()
    maps.classify(bytes.span, gate: rules.gate)
    let words = maps.words
    let noName: [UInt8] = []
    hits.find(bytes.span, maps: words.span, from: 0, to: bytes.count, name: noName.span)
    let waiter = rules.literals.waiter(trigger)
    return hits.firstAwake(from: waiter) == waiter
  }
}
