import Foundation
import Records
import TestSupport
import Testing

/// The scanner's verdict against Foundation's, on documents with a few bytes changed.
@Suite struct JSONValidityTests {
  static let pieces = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u00e9", "\\n", "\"a\"", "\"b\":", "0", "1", "-",
    ".", "e",
    "true", "null", " ", "\t", "é", "12", "-3.5e2", "\u{1}", "[]", "{}",
  ]
  static let alphabet = Array("{}[],:\"\\u0e1-.+tfn aé\t\u{1F}".utf8) + [0xFF, 0x80, 0xC3]

  static func document(_ random: inout SplitMix64, depth: Int = 0) -> String {
    switch random.below(depth > 4 ? 4 : 6) {
    case 0: return random.pick(["0", "-1", "12.5", "3e2", "1E-3", "1234567"])
    case 1: return random.pick(["true", "false", "null"])
    case 2, 3:
      return "\"" + random.pick(["", "a", "é", "\\n", "\\u00e9", "\\\"", "\\\\", "x y", "😀"]) + "\""
    case 4:
      let elements = (0..<random.below(4)).map { _ in document(&random, depth: depth + 1) }
      return "[" + elements.joined(separator: random.pick([",", " , "])) + "]"
    default:
      // Names differ: what becomes of equal ones is each reader's own affair.
      let members = (0..<random.below(4)).map {
        "\"k\($0)\":" + document(&random, depth: depth + 1)
      }
      return "{" + members.joined(separator: ",") + "}"
    }
  }

  /// Where the two may differ: RFC 8259 leaves lone surrogates, the range of numbers and equal names to
  /// the reader, and Foundation guesses other encodings from NUL bytes and takes a byte-order mark.
  static func isLeftToTheReader(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.contains(#/\\u[dD][89a-fA-F]/#) || text.contains(#/[eE][+-]?[0-9]{3,}/#)
      || text.contains(#/[0-9]{300,}/#) || bytes.contains(0)
      || bytes.starts(with: [0xEF, 0xBB, 0xBF])
  }

  static func foundationAccepts(_ bytes: [UInt8]) -> Bool {
    (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
  }

  private func compare(_ bytes: [UInt8]) -> Bool {
    let outcomes = scan(bytes).map(\.outcome)
    let accepted = outcomes == [.record]
    #expect(accepted == Self.foundationAccepts(bytes), "\(String(decoding: bytes, as: UTF8.self))")
    return accepted
  }

  @Test(arguments: 0..<12)
  func mutatedDocuments(seed: Int) {
    var random = SplitMix64(seed: seed)
    var accepted = 0
    for _ in 0..<600 {
      var bytes = Array(Self.document(&random).utf8)
      random.mutate(&bytes, with: Self.alphabet, times: random.below(3))
      if Self.isLeftToTheReader(bytes) { continue }
      if compare(bytes) { accepted += 1 }
    }
    #expect((100..<550).contains(accepted), "both verdicts must be common")
  }

  @Test(arguments: 0..<6)
  func shuffledPieces(seed: Int) {
    var random = SplitMix64(seed: 1000 + seed)
    for _ in 0..<800 {
      let text = (0..<1 + random.below(7)).map { _ in random.pick(Self.pieces) }.joined()
      let bytes = Array(text.utf8)
      if Self.isLeftToTheReader(bytes) { continue }
      _ = compare(bytes)
    }
  }
}
