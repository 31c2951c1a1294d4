/// How the words of a set begin, and how long they are: most words of a text are told from them by that.
struct WordBeginnings: Sendable {
  /// By five bits of the first byte, which are the same in both cases: the same bits of the second, a bit each.
  private var seconds = [UInt32](repeating: 0, count: 32)
  /// The lengths of the words that begin with it, a bit each; the last counts for greater ones too.
  private var lengths = [UInt32](repeating: 0, count: 32)

  /// Adds a word of at least one byte.
  mutating func insert(_ bytes: [UInt8]) {
    let first = Int(bytes[0] & 31)
    seconds[first] |= bytes.count > 1 ? 1 << UInt32(bytes[1] & 31) : ~0
    lengths[first] |= 1 << UInt32(min(bytes.count, 31))
  }

  /// Those of the words of both sets.
  func union(_ other: WordBeginnings) -> WordBeginnings {
    var union = self
    for index in union.seconds.indices {
      union.seconds[index] |= other.seconds[index]
      union.lengths[index] |= other.lengths[index]
    }
    return union
  }

  /// Whether a word of a text could be of the set; its ASCII letters may be of either case.
  @inline(__always)
  func mayHold(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Bool {
    lengths[Int(bytes[word.lowerBound] & 31)] >> UInt32(min(word.count, 31)) & 1 != 0
      && (word.count == 1 || mayBegin(bytes, word.lowerBound))
  }

  /// Whether one begins with the two bytes at `start`.
  func mayBegin(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
    seconds[Int(bytes[start] & 31)] >> UInt32(bytes[start + 1] & 31) & 1 != 0
  }
}
