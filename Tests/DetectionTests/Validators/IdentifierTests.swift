import Detection
import TestSupport
import Testing

/// National identifiers, and what their check digits promise.
@Suite struct IdentifierTests {
  struct Sample: CustomTestStringConvertible, Sendable {
    var identifier: Identifier
    var values: [String]
    /// Every change of one digit makes it invalid. Not so where two remainders share a check digit, where weights
    /// have a factor in common with the modulus, or where a digit is not covered.
    var noticesEveryDigit = true
    /// At most this share of random values of the same shape passes.
    var rate: Double
    var testDescription: String { identifier.rawValue }
  }

  @Test(arguments: samples)
  func takesValues(_ sample: Sample) {
    for value in sample.values {
      #expect(checked(.identifier(sample.identifier), value)?.value == value, "\(value)")
    }
  }

  @Test(arguments: samples)
  func nothingButSeparatorsMayFollow(_ sample: Sample) {
    for value in sample.values {
      #expect(checked(.identifier(sample.identifier), "‹\(value)›0")?.value != value)
      #expect(checked(.identifier(sample.identifier), "‹\(value)›x")?.value != value)
      #expect(checked(.identifier(sample.identifier), "‹\(value), and›")?.value == value)
    }
  }

  @Test(arguments: samples.filter(\.noticesEveryDigit))
  func aChangedDigitIsNoticed(_ sample: Sample) {
    for value in sample.values {
      for index in value.utf8.indices where value.utf8[index].isDigit {
        for digit in UInt8(48)...57 where digit != value.utf8[index] {
          var bytes = Array(value.utf8)
          bytes[value.utf8.distance(from: value.utf8.startIndex, to: index)] = digit
          let changed = String(decoding: bytes, as: UTF8.self)
          #expect(checked(.identifier(sample.identifier), changed) == nil, "\(changed)")
        }
      }
    }
  }

  @Test(arguments: samples)
  func fewRandomValuesPass(_ sample: Sample) {
    var random = SplitMix64(seed: 7)
    let shape = Array(sample.values[0].utf8)
    let rounds = 4000
    var passed = 0
    for _ in 0..<rounds {
      let value = shape.map { byte in
        byte.isDigit ? UInt8.random(in: 48...57, using: &random) : byte
      }
      if checked(.identifier(sample.identifier), String(decoding: value, as: UTF8.self)) != nil {
        passed += 1
      }
    }
    // Three standard deviations above the check's own rate.
    let expected = sample.rate * Double(rounds)
    #expect(Double(passed) <= expected + 3 * expected.squareRoot() + 3)
  }

  @Test(arguments: [
    (Identifier.plPESEL, "12345678903"), (.inAadhaar, "199009301238"), (.ukNINO, "AB 12 34 56"),
  ])
  func doubtsWhatWasNeverGivenOut(_ identifier: Identifier, _ text: String) throws {
    #expect(try #require(checked(.identifier(identifier), text)).adjustment <= -0.3)
  }

  @Test(arguments: [(Identifier.grAMKA, "85073003361"), (.beNationalRegister, "00019925184")])
  func refusesDaysThatNeverWere(_ identifier: Identifier, _ text: String) {
    #expect(checked(.identifier(identifier), text) == nil)
  }

  @Test func everyIdentifierHasSamples() {
    let tested = Set(Self.samples.map(\.identifier))
    #expect(tested == Set(Identifier.allCases))
  }

  @Test(arguments: Identifier.allCases)
  func aRuleFileFindsItByName(_ identifier: Identifier) {
    #expect(Validator(name: "id/\(identifier.rawValue)") == .identifier(identifier))
  }

  @Test(arguments: ["id/", "id/XX", "id/gb-nhs", "identifier/GB-NHS"])
  func otherNamesAreNone(_ name: String) {
    #expect(Validator(name: name) == nil)
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { self &- 48 < 10 }
}
