import Records

/// Where a text could hold numbers said aloud: asked of the bitmaps and of the words beside digits, so that little of a
/// text is read word by word.
struct SpokenSigns {
  private let lexicon = NumberLexicon.shared
  /// What is to be read, in the order of the text: whole words, no stretch touching another.
  private(set) var stretches: [Range<Int>] = []

  /// Bytes between two parts of one number: some fillers, and what stands around them. What is said as far before a
  /// number or behind it may still say what it is.
  private static let reach = 64
  /// Digits, or words of numbers, of the shortest number that is read.
  private static let fewest = 3

  /// Digits and words of numbers that are no further from each other than ``reach``.
  private struct Group {
    var first: Int
    var last: Int
    var count = 0
    /// Digits that stand alone.
    var single = 0
    var hasWord = false
    /// Digits were followed by a word that joins them to others.
    var isOpen = false
    var isNumber = false
  }

  /// Finds the ``stretches`` of `bytes[start..<end]`.
  ///
  /// - Parameter maps: those of `bytes`, with the marks of ``NumberTables/waking``.
  /// - Returns: whether there are any.
  /// - Complexity: O((`end` - `start`) / 64 + digits and words of numbers + bytes of the stretches).
  mutating func find(
    in bytes: Span<UInt8>, _ maps: Span<UInt64>, _ start: Int, _ end: Int
  ) -> Bool {
    if !stretches.isEmpty { stretches.removeAll(keepingCapacity: true) }
    var rows = BitRows(maps, ByteMaps.Map.digit, of: ByteMaps.Map.count, from: start, to: end)
    var words = SetBits(
      maps, ByteMaps.Mark.base(bytes.count) + ByteMaps.Mark.word, of: ByteMaps.Mark.count,
      from: start, to: end)
    var row = rows.next(maps)
    var word = words.next(maps)
    var group = Group(first: start, last: start)
    while true {
      let isWord: Bool
      switch (row, word) {
      case (nil, nil):
        if group.isNumber { add(group, bytes, start, end) }
        return !stretches.isEmpty
      case (nil, _): isWord = true
      case (_, nil): isWord = false
      case (let row?, let word?): isWord = word < row.lowerBound
      }
      let first = isWord ? word! : row!.lowerBound
      if first - group.last > Self.reach {
        if group.isNumber { add(group, bytes, start, end) }
        group = Group(first: first, last: first)
      }
      if isWord {
        group.hasWord = true
        group.count += 1
        group.last = first
        word = words.next(maps)
      } else if let digits = row {
        if !group.isNumber { weigh(digits, &group, bytes, start, end) }
        group.count += digits.count
        if digits.count == 1 { group.single += 1 }
        group.last = digits.upperBound - 1
        row = rows.next(maps)
      }
      if group.hasWord && group.count >= Self.fewest
        || group.single >= SpokenTraits.shortestIdentifier
      {
        group.isNumber = true
      }
    }
  }

  /// Asks the words beside digits.
  private func weigh(
    _ digits: Range<Int>, _ group: inout Group, _ bytes: Span<UInt8>, _ start: Int, _ end: Int
  ) {
    let before = wordBefore(bytes, digits.lowerBound, start)
    let behind = wordBehind(bytes, digits.upperBound, end)
    if adds(before) || adds(behind) || group.isOpen && joins(before) { group.isNumber = true }
    group.isOpen = group.isOpen || joins(behind)
  }

  /// Adds a group with what stands around it, to the ends of the words there.
  private mutating func add(_ group: Group, _ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
    var first = max(start, group.first - Self.reach)
    var last = min(end, group.last + Self.reach)
    let previous = stretches.last?.upperBound ?? start
    while first > previous, Self.isInWord(bytes[first - 1]) { first -= 1 }
    while last < end, Self.isInWord(bytes[last]) { last += 1 }
    if !stretches.isEmpty, first <= previous {
      stretches[stretches.count - 1] = stretches[stretches.count - 1].lowerBound..<last
    } else {
      stretches.append(first..<last)
    }
  }

  private static func isInWord(_ byte: UInt8) -> Bool {
    byte.isASCIIDigit || SpokenTokens.isLetter(byte)
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
