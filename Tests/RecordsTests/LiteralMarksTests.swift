import CByteScan
import Records
import TestSupport
import Testing

/// Where literals and long tokens begin, against a search that looks at every place.
@Suite struct LiteralMarksTests {
  typealias Element = LiteralSet.Element

  static let hex = Element.anyHex
  static let digit = Element.anyDigit

  static let sets: [[[UInt8]]] = [
    ["ab", "abc", "abca", "b_", "cab c", "a-"].map { Array($0.utf8) },
    [
      [UInt8(ascii: "%"), hex, hex], [UInt8(ascii: "-"), hex, hex, UInt8(ascii: "-")],
      [hex, digit],
    ],
    ["(at)", "[.]", "{{", "@a", "`a", "kk", "密"].map { Array($0.utf8) },
    [],
  ]

  static let alphabets: [[UInt8]] = [
    Array("abcABC_- ".utf8), Array("%-0123456789abcdefABCDEFgG".utf8),
    Array("(AT)[.]{@`aAkK密".utf8), Array("aB9_+ ".utf8), Array(0...255),
  ]

  static func holds(_ element: UInt8, _ byte: UInt8) -> Bool {
    let text = String(UnicodeScalar(byte))
    switch element {
    case hex: return byte < 0x80 && text.first!.isHexDigit
    case digit: return byte < 0x80 && text.first!.isNumber
    default: return byte == element || (byte < 0x80 && text.lowercased().utf8.first == element)
    }
  }

  static func naive(_ literals: [[UInt8]], _ bytes: [UInt8], at position: Int) -> [Int] {
    literals.indices.filter { number in
      let literal = literals[number]
      return position + literal.count <= bytes.count
        && literal.indices.allSatisfy { holds(literal[$0], bytes[position + $0]) }
    }
  }

  /// Words begin behind what is no letter, or as a capital behind a small letter does.
  @Test(arguments: 0..<4)
  func literalsAreFoundWhereTheyMayBegin(seed: Int) {
    var random = SplitMix64(seed: seed)
    let literals = ["ab", "abc", "b", "密a", "ca", "bc"].map { Array($0.utf8) }
    let set = LiteralSet(literals, words: 3)
    var found = FoundLiterals()
    for _ in 0..<300 {
      let bytes = random.bytes(random.below(300), from: Array("abcABC ca-密".utf8))
      func isSmall(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
      func isLetter(_ byte: UInt8) -> Bool { isSmall(byte | 0x20) }
      var expected: [[Int]] = []
      for position in bytes.indices {
        let begins =
          position == 0 || !isLetter(bytes[position - 1])
          || (isSmall(bytes[position - 1]) && !isSmall(bytes[position]))
        for literal in Self.naive(literals, bytes, at: position) where begins || literal >= 3 {
          expected.append([position, literal])
        }
      }
      set.find(in: bytes.span, into: &found)
      #expect((0..<found.count).map { [found[$0].position, found[$0].literal] } == expected)
    }
  }

  static func isToken(_ byte: UInt8) -> Bool {
    Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+".utf8).contains(byte)
  }

  static func startsToken(_ bytes: [UInt8], at position: Int, least: Int) -> Bool {
    let isStart = position == 0 || !isToken(bytes[position - 1])
    return isStart && bytes[position...].prefix(while: isToken).count >= least
  }

  static func gate(_ literals: [[UInt8]], tokens: Int) -> TriggerGate {
    var gate = TriggerGate()
    gate.literals = literals.isEmpty ? nil : LiteralSet(literals)
    gate.tokens = tokens
    return gate
  }

  @Test(arguments: sets.indices, 0..<4)
  func marksAreWhereANaiveSearchFindsThem(set: Int, seed: Int) {
    var random = SplitMix64(seed: set * 100 + seed)
    let literals = Self.sets[set]
    var maps = ByteMaps()
    for length in 0...280 {
      let bytes = random.bytes(length, from: Self.alphabets[(set + seed) % Self.alphabets.count])
      let least = random.pick([8, 13, 16, 40, 64])
      maps.classify(bytes.span, gate: Self.gate(literals, tokens: least))
      let words = maps.words
      for at in bytes.indices {
        func mark(_ mark: Int) -> Bool {
          let word = ByteMaps.Mark.base(length) + at / 64 * ByteMaps.Mark.count + mark
          return words[word] >> UInt64(at % 64) & 1 != 0
        }
        let isNotable =
          words[at / 64 * ByteMaps.Map.count + ByteMaps.Map.notable] >> UInt64(at % 64) & 1 != 0
        let expected = Self.naive(literals, bytes, at: at)
        let begins = Self.startsToken(bytes, at: at, least: least)
        #expect(mark(ByteMaps.Mark.literal) == !expected.isEmpty, "\(at) in \(bytes)")
        #expect(mark(ByteMaps.Mark.token) == begins, "\(at) in \(bytes)")
        if !expected.isEmpty || begins { #expect(isNotable) }
      }
    }
  }

  @Test(arguments: sets.indices)
  func literalsAtAPlaceAreToldApart(set: Int) {
    var random = SplitMix64(seed: 900 + set)
    let literals = Self.sets[set]
    let literalSet = LiteralSet(literals)
    for _ in 0..<300 {
      let bytes = random.bytes(1 + random.below(40), from: Self.alphabets[set])
      let end = 1 + random.below(bytes.count)
      let position = random.below(end)
      var found: [Int] = []
      while let next = literalSet.literal(
        in: bytes.span, at: position, end: end, from: (found.last ?? -1) + 1)
      {
        found.append(next)
      }
      #expect(found == Self.naive(literals, Array(bytes[..<end]), at: position))
    }
  }

  @Test(arguments: 0..<20)
  func implementationsAgree(seed: Int) {
    var random = SplitMix64(seed: 500 + seed)
    let literals = Self.sets[seed % Self.sets.count]
    for length in [0, 1, 63, 64, 65, 71, 72, 73, 127, 128, 136, 200, 1000] {
      let bytes = random.bytes(length, from: random.pick(Self.alphabets))
      #expect(
        Self.mark(bytes, literals, counted: seed % 3, least: 8, portable: false)
          == Self.mark(bytes, literals, counted: seed % 3, least: 8, portable: true))
    }
  }

  // Safety: both buffers have the words for every started block that the header asks for.
  private static func mark(
    _ bytes: [UInt8], _ literals: [[UInt8]], counted: Int, least: UInt32, portable: Bool
  ) -> [[UInt64]] {
    let blocks = (bytes.count + 63) / 64
    var marks = [UInt64](repeating: 0xDEAD_BEEF, count: blocks * Int(BYTESCAN_MARKS.rawValue))
    var maps = [UInt64](repeating: 0, count: blocks * 8)
    var end: UInt32 = 0
    let ends = literals.map { literal in
      end += UInt32(literal.count)
      return end
    }
    let set = unsafe bytescan_literals_make(
      literals.flatMap { $0 }, ends, ends.count, 0, min(counted, ends.count))
    defer { unsafe bytescan_literals_free(set) }
    if portable {
      unsafe bytescan_mark_portable(bytes, bytes.count, set, least, &marks, &maps)
    } else {
      unsafe bytescan_mark(bytes, bytes.count, set, least, &marks, &maps)
    }
    return [marks, maps]
  }

  /// Words that count are notable when three of them stand in two blocks, and where they begin words or are long.
  @Test(arguments: [
    ("one two three", true), ("one two", false), ("phone money gone", false),
    ("fivefivefive", true), ("one" + String(repeating: ".", count: 110) + "two three", true),
    ("one" + String(repeating: ".", count: 126) + "two three", false), ("five @ one two", true),
  ])
  func countedWordsAreNotableTogether(text: String, isNotable: Bool) {
    let words = ["@", "one", "two", "three", "five"].map { Array($0.utf8) }
    var gate = TriggerGate()
    gate.literals = LiteralSet(words, counted: 4)
    let bytes = Array(text.utf8)
    var maps = ByteMaps()
    maps.classify(bytes.span, gate: gate)
    let last = (bytes.count - 1) / 64
    let notable = (0...last).map { maps.words[$0 * ByteMaps.Map.count + ByteMaps.Map.notable] }
    #expect(notable.contains { $0 != 0 } == (isNotable || text.contains("@")))
    let count = Census.words(maps.words.span, count: bytes.count, 0, bytes.count)
    #expect((count >= TriggerGate.leastWords) == (isNotable || text.count > 120))
  }

  @Test(arguments: 40..<140)
  func literalsAndTokensAreFoundAcrossBlockBorders(start: Int) {
    let literal = Array("security code".utf8)
    let token = Array(repeating: UInt8(ascii: "x"), count: 64)
    for value in [literal, token] {
      let bytes = Array(repeating: UInt8(ascii: " "), count: start) + value
      var maps = ByteMaps()
      maps.classify(bytes.span, gate: Self.gate([literal], tokens: 64))
      let base = ByteMaps.Mark.base(bytes.count) + start / 64 * ByteMaps.Mark.count
      let mark = value == literal ? ByteMaps.Mark.literal : ByteMaps.Mark.token
      #expect(maps.words[base + mark] == 1 << UInt64(start % 64))
    }
  }
}
