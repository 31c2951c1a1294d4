import Records

/// Whether a text could hold a number said aloud: asked of the bitmaps and of the words beside digits, so that few
/// texts are read word by word.
struct SpokenSigns {
  private let lexicon = NumberLexicon.shared

  /// Bytes between two parts of one number: some fillers, and what stands around them.
  private static let reach = 64
  /// Digits, or words of numbers, of the shortest number that is read.
  private static let fewest = 3

  /// - Parameter maps: those of `bytes`, with the marks of ``NumberTables/waking``.
  /// - Complexity: O((`end` - `start`) / 64 + digits and words of numbers).
  func stand(
    in bytes: Span<UInt8>, _ maps: Span<UInt64>, _ start: Int, _ end: Int
  ) -> Bool {
    var rows = BitRows(maps, ByteMaps.Map.digit, of: ByteMaps.Map.count, from: start, to: end)
    var words = SetBits(
      maps, ByteMaps.Mark.base(bytes.count) + ByteMaps.Mark.word, of: ByteMaps.Mark.count,
      from: start, to: end)
    var row = rows.next(maps)
    var word = words.next(maps)
    var last = start - Self.reach
    var (count, single) = (0, 0)
    var (hasWord, isOpen) = (false, false)
    while true {
      let isWord: Bool
      switch (row, word) {
      case (nil, nil): return false
      case (nil, _): isWord = true
      case (_, nil): isWord = false
      case (let row?, let word?): isWord = word < row.lowerBound
      }
      let first = isWord ? word! : row!.lowerBound
      if first - last > Self.reach {
        (count, single) = (0, 0)
        (hasWord, isOpen) = (false, false)
      }
      if isWord {
        hasWord = true
        count += 1
        last = first
        word = words.next(maps)
      } else if let digits = row {
        if adds(wordBefore(bytes, digits.lowerBound, start)) { return true }
        let behind = wordBehind(bytes, digits.upperBound, end)
        if adds(behind) { return true }
        if isOpen, joins(wordBefore(bytes, digits.lowerBound, start)) { return true }
        isOpen = isOpen || joins(behind)
        count += digits.count
        if digits.count == 1 { single += 1 }
        last = digits.upperBound - 1
        row = rows.next(maps)
      }
      if hasWord && count >= Self.fewest || single >= SpokenTraits.shortestIdentifier {
        return true
      }
    }
  }

  private func adds(_ entry: Int?) -> Bool { entry.map { lexicon.entries[$0].addsDigits } ?? false }

  private func joins(_ entry: Int?) -> Bool {
    entry.map { lexicon.entries[$0].joinsDigits } ?? false
  }

  /// The word that stands close before digits, if it has to do with numbers.
  private func wordBefore(_ bytes: Span<UInt8>, _ position: Int, _ start: Int) -> Int? {
    var last = position
    let low = max(start, position - SpokenTokens.longestPause)
    while last > low, SpokenTokens.isPause(bytes[last - 1]) { last -= 1 }
    var first = last
    while first > start, SpokenTokens.isLetter(bytes[first - 1]) { first -= 1 }
    return first < last ? lexicon.entry(bytes, first..<last) : nil
  }

  private func wordBehind(_ bytes: Span<UInt8>, _ position: Int, _ end: Int) -> Int? {
    var first = position
    let high = min(end, position + SpokenTokens.longestPause)
    while first < high, SpokenTokens.isPause(bytes[first]) { first += 1 }
    var last = first
    while last < end, SpokenTokens.isLetter(bytes[last]) { last += 1 }
    return first < last ? lexicon.entry(bytes, first..<last) : nil
  }
}
