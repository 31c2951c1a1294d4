import Records
import TestSupport
import Testing

/// The letters of texts, and the rows of letters in them that are looked for, are what one finds byte by byte.
@Suite struct FoldedLettersTests {
  private static func fold(_ bytes: [UInt8]) -> [UInt8] {
    bytes.compactMap { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
        byte
      default: nil
      }
    }
  }

  @Test(arguments: 0..<200)
  func lettersAreFoldedWhereverTheyLie(seed: Int) {
    var random = SplitMix64(seed: seed)
    var letters = FoldedLetters()
    var expected: [UInt8] = []
    for _ in 0..<1 + random.below(4) {
      let bytes = random.bytes(random.below(150), from: Array(0...255))
      letters.append(bytes.span)
      letters.append(letter: 7)
      expected += Self.fold(bytes) + [7]
    }
    let dropped = random.below(expected.count + 1)
    letters.removeFirst(dropped)
    #expect(letters.storage.prefix(letters.count) == expected.dropFirst(dropped))
  }

  private static func row(_ letters: ArraySlice<UInt8>) -> UInt64 {
    letters.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Rows that are in no set may be found too, but seldom.
  @Test(arguments: 0..<200)
  func everyRowOfASetIsFound(seed: Int) {
    var random = SplitMix64(seed: seed)
    let alphabet = Array("01a".utf8) + [0, 0xC3]
    let text = random.bytes(random.below(400), from: alphabet)
    var rows = LetterRows()
    var members: Set<UInt64> = []
    for round in 0..<2 {
      rows.removeAll()
      members = []
      for _ in 0..<random.below(20) * round + random.below(3) {
        let row = random.bytes(LetterRows.length, from: alphabet)
        members.insert(Self.row(row[...]))
        rows.insert(Self.row(row[...]))
      }
    }
    let places = text.indices.dropLast(min(text.count, LetterRows.length - 1)).filter {
      members.contains(Self.row(text[$0..<$0 + LetterRows.length]))
    }
    var found: [Int] = []
    var at = random.below(text.count + 1)
    let first = at
    while let place = rows.next(in: text.span, from: at) {
      found.append(place)
      at = place + 1
    }
    #expect(Set(found).isSuperset(of: places.filter { $0 >= first }))
    #expect(found.count <= places.count + 5 && found.allSatisfy { $0 >= first })
  }
}
