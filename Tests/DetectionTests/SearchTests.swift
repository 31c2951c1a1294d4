import Detection
import Records
import RuleFormat
import TestSupport
import Testing

/// How the text is gone through: from refused candidates on, at the edges of windows, under load.
@Suite struct SearchTests {
  @Test(arguments: [
    ("4111111111111112 4111111111111111", ["4111111111111111"]),
    ("4111 1111 1111 1112 4111 1111 1111 1111", ["4111 1111 1111 1111"]),
    ("1 2 3 4 5 6 7 4111 1111 1111 1111", ["4111 1111 1111 1111"]),
    ("4111 1111 1111 1111 12/27", ["4111 1111 1111 1111", "12/27"]),
    (
      "4111 1111 1111 1111 12/27 123 4012 8888 8888 1881",
      ["4111 1111 1111 1111", "12/27", "4012 8888 8888 1881"]
    ),
    ("4111111111111111 5555555555554444", ["4111111111111111", "5555555555554444"]),
    ("1001,4111111111111111,12/27,202-555-0123", ["4111111111111111", "12/27", "202-555-0123"]),
    ("4111111111111111,378282246310005", ["4111111111111111", "378282246310005"]),
    ("jane@example jane@example.com", ["jane@example.com"]),
    ("a@b@jane@example.com", ["jane@example.com"]),
    ("256.0.2.1 192.0.2.1", ["192.0.2.1"]), ("1::2::3 2001:db8::1", ["2001:db8::1"]),
    (
      "jane@example.com,joe@example.org;ann@example.net",
      ["jane@example.com", "joe@example.org", "ann@example.net"]
    ),
  ])
  func theSearchGoesOnBehindAndInsideCandidates(_ text: String, _ values: [String]) throws {
    #expect(try find(text).values == values)
  }

  /// Whatever stands around a window, its edges fall on scalars and the value is found once.
  @Test(arguments: ["é", "€", "😀", "中", "e\u{301}"])
  func multibyteNeighboursAtEveryAlignment(_ neighbour: String) throws {
    for value in ["jane@example.com", "4111111111111111", "192.0.2.1", "2001:db8::7"] {
      for count in [0, 1, 2, 5, 6, 7, 12, 13, 127, 128, 129, 170, 171, 172, 255, 256, 257] {
        for ascii in 0..<4 {
          let around = String(repeating: neighbour, count: count)
          let gap = String(repeating: " ", count: ascii)
          let text = around + gap + " " + value + " " + gap + around
          #expect(try find(text).values == [value], "\(count) \(ascii)")
          // Inside the record, so that the chunk's edges are elsewhere.
          #expect(try findInJSON("[\"\(text)\",\"\(neighbour)\"]").values == [value])
        }
      }
    }
  }

  @Test(arguments: ["4111111111111111", "192.0.2.1"])
  func multibyteNeighboursThatTouch(_ value: String) throws {
    for neighbour in ["，", "中", "😀", "²"] {
      #expect(try find(neighbour + value + neighbour).values == [value])
    }
  }

  @Test(arguments: 0..<30)
  func valuesFarApartAreAllFound(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    var text = ""
    var values: [String] = []
    for _ in 0..<10 {
      for _ in 0..<random.below(120) { text += random.pick(["word ", "é ", "😀 ", "a, ", "- "]) }
      values.append(random.pick(["jane@example.com", "4111 1111 1111 1111", "192.0.2.77"]))
      text += values[values.count - 1] + " ; "
    }
    #expect(try find(text).values == values)
  }

  @Test(arguments: ["(a)(b)(c)?@", "(?<x>ab)@", #"(a)b@(?:\g{-1})?"#, "(?=(ab))ab@"])
  func groupsInAnExpressionMakeNoDifference(_ regex: String) throws {
    let rules = try Rules.selected(from: [SampleRules.rule(regex: regex)]) { _ in }
    #expect(try find("x ab@ y", rules: rules).values == ["ab@"])
  }

  @Test func aRunawayExpressionRefusesTheText() throws {
    let rule = SampleRules.rule(regex: "(?:(?:a|aa)+)+!@", reach: 4096)
    let rules = try Rules.selected(from: [rule]) { _ in }
    #expect(throws: RefusalReason.matchLimit) {
      try find(String(repeating: "a", count: 3000) + "@", rules: rules)
    }
    #expect(throws: RefusalReason.matchLimit) {
      try findInJSON("[\"\(String(repeating: "a", count: 3000))@\"]", rules: rules)
    }
    #expect(try find("aa!@", rules: rules).values == ["aa!@"])
  }

  static let hostile = [
    "@", "a@", "@.", "a.", ".", "1", "1 ", "1.", "1-", "1:", ":", "::", "a:", "+", "+1 ", "(0) ",
    "0", "00 ", "\"", "\"@", "\\", "%", "_", "-", "/", "é", "é@", "😀", "4111 ", "411111111111111 ",
    "192.0.2.", "2001:db8:", "a@b", "a@b.", "x@x.x@", " ", "a", "[", "ext 1 ",
  ]

  @Test(.mayHang, arguments: hostile)
  func aHundredKilobytesOfOneThing(_ piece: String) throws {
    let text = String(repeating: piece, count: 100_000 / piece.utf8.count)
    #expect(throws: Never.self) { try find(text) }
    #expect(throws: Never.self) { try find(text + "@example.com") }
  }
}
