import Records
import TestSupport
import Testing

/// The last words of texts, wherever these lie, are what one reads byte by byte.
@Suite struct WordKindsTests {
  private static let known: [(kinds: UInt8, word: String)] = [
    (1, "at"), (2, "dot"), (4, "it's"), (8, "número"), (16, "sixteen-letters."), (32, "at"),
    (64, "a"),
  ]
  private static let kinds = WordKinds(known.map { ($0.kinds, Array($0.word.utf8)) })

  private struct Word: Equatable {
    var text: [UInt8]
    var kinds: UInt8
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "'") || (byte | 0x20) &- UInt8(ascii: "a") < 26
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private static func words(_ text: ArraySlice<UInt8>) -> [Word] {
    var words: [Word] = []
    var left = text
    while let last = left.last, words.count < LastWords.most {
      guard isLetter(last) || isDigit(last) else {
        left.removeLast()
        continue
      }
      let isOne = isLetter(last) ? isLetter : isDigit
      let word = Array(left.reversed().prefix(while: isOne).reversed())
      left.removeLast(word.count)
      let folded = word.map { $0 | 0x20 }
      let kinds = known.filter { Array($0.word.utf8).map { $0 | 0x20 } == folded }
      words.append(Word(text: word, kinds: kinds.reduce(0) { $0 | $1.kinds }))
    }
    return words
  }

  @Test(arguments: 0..<400)
  func theLastWordsAreFoundWhereverTheyLie(seed: Int) {
    var random = SplitMix64(seed: seed)
    let parts = [
      "at", "AT", "dot", "It's", "número", "NÚMERO", "x", "12", "4111111111111111", " ", " ", ", ",
      ".", "\\n", "sixteenlettersxx", String(repeating: "w", count: 1 + random.below(200)),
      String(repeating: "7", count: 1 + random.below(70)), String(repeating: " ", count: 70),
    ]
    var bytes: [UInt8] = []
    for _ in 0..<random.below(60) { bytes += Array(parts[random.below(parts.count)].utf8) }
    let start = random.below(bytes.count + 1)
    let end = start + random.below(bytes.count - start + 1)
    let last = Self.kinds.last(of: bytes.span, start, end)
    let found = (0..<last.count).map {
      Word(text: Array(bytes[last[$0]]), kinds: last.kinds(at: $0))
    }
    let expected = Self.words(bytes[start..<end])
    #expect(found == expected)
    #expect(last.allKinds == expected.reduce(0) { $0 | $1.kinds })
    for index in 0..<last.count {
      let isNumber = Self.isDigit(bytes[last[index].lowerBound])
      #expect(
        isNumber || Self.kinds.kinds(of: last[index], in: bytes.span) == last.kinds(at: index))
    }
  }
}
