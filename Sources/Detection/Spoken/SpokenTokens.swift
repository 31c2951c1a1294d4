import Records

/// A word or a row of digits in a text, as far as numbers said aloud are concerned.
struct SpokenToken {
  enum Meaning {
    /// What the word means in the language of the text.
    case word(NumberWord)
    /// Digits as they are written.
    case numeral
    /// One letter that is no number's.
    case letter
    case other
  }

  /// What stands between a token and the one before it.
  enum Joint {
    case nothing
    case hyphen
    case space
    /// A comma, a full stop, dots: said apart, and may be one number still.
    case pause
    /// Anything else: no number goes on behind it.
    case gap
  }

  var start: Int
  var end: Int
  var joint: Joint
  var meaning: Meaning
  /// Index into ``NumberLexicon/entries``; -1 for what stands in no table.
  fileprivate var entry = -1
}

/// The tokens of one text. Its storage is used again.
struct SpokenTokens {
  private let lexicon = NumberLexicon.shared
  private(set) var all: [SpokenToken] = []
  private(set) var isFrench = false
  /// In English only hundreds and thousands take an `and`.
  private(set) var isEnglish = true

  /// Cuts stretches of `bytes` into tokens and says what they mean in the language that knows most of their numbers.
  ///
  /// - Complexity: O(bytes of the stretches).
  mutating func read(_ bytes: Span<UInt8>, _ stretches: [Range<Int>]) {
    all.removeAll(keepingCapacity: true)
    var counts = InlineArray<8, Int>(repeating: 0)
    for stretch in stretches { cut(bytes, stretch, &counts) }
    // Words by themselves prove no language: "due" and "do" are English, too.
    var language = 0
    for index in 1..<8
    where counts[index] > counts[language] && counts[index] >= Self.leastProofs {
      language = index
    }
    isEnglish = language == 0
    isFrench = language == 2
    for index in all.indices where all[index].entry >= 0 {
      if let meaning = lexicon.entries[all[index].entry].meanings[language] {
        all[index].meaning = .word(meaning)
      } else if all[index].end - all[index].start == 1 {
        all[index].meaning = .letter
      }
    }
  }

  private mutating func cut(
    _ bytes: Span<UInt8>, _ stretch: Range<Int>, _ counts: inout InlineArray<8, Int>
  ) {
    var at = stretch.lowerBound
    var last: Int?
    while at < stretch.upperBound {
      let isDigit = bytes[at].isASCIIDigit
      guard isDigit || Self.isLetter(bytes[at]) else {
        at += 1
        continue
      }
      var next = at + 1
      while next < stretch.upperBound,
        isDigit ? bytes[next].isASCIIDigit : Self.isLetter(bytes[next])
      {
        next += 1
      }
      let joint = last.map { Self.joint(bytes, $0, at) } ?? .gap
      if isDigit {
        all.append(SpokenToken(start: at, end: next, joint: joint, meaning: .numeral))
      } else {
        addWord(bytes, at, next, joint, &counts)
      }
      at = next
      last = next
    }
  }

  /// Adds a word; one that is made of digits run together, digit by digit.
  private mutating func addWord(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ joint: SpokenToken.Joint,
    _ counts: inout InlineArray<8, Int>
  ) {
    if let entry = lexicon.entry(bytes, start..<end) {
      let numberIn = lexicon.entries[entry].numberIn
      let spoken = numberIn & languagesAtHand
      for language in 0..<8 where spoken >> UInt8(language) & 1 != 0 { counts[language] += 1 }
      all.append(
        SpokenToken(start: start, end: end, joint: joint, meaning: .other, entry: entry))
      return
    }
    let first = all.count
    var at = start
    while at < end, let digit = lexicon.englishDigit(bytes, at, end) {
      all.append(
        SpokenToken(
          start: at, end: digit.end, joint: at == start ? joint : .nothing, meaning: .other,
          entry: digit.entry))
      at = digit.end
    }
    if at == end {
      counts[0] += all.count - first
      return
    }
    all.removeSubrange(first...)
    all.append(
      SpokenToken(
        start: start, end: end, joint: joint, meaning: end - start == 1 ? .letter : .other))
  }

  /// Languages in which one of the last words is a number, a bit each: there is a word between `treinta y cuatro`.
  private var languagesAtHand: UInt8 {
    var languages: UInt8 = 0
    for token in all.suffix(2) where token.entry >= 0 {
      languages |= lexicon.entries[token.entry].numberIn
    }
    return languages
  }

  /// Numbers behind numbers that prove a language other than English.
  private static let leastProofs = 2

  /// What stands between two tokens, from `start` to `end`.
  private static func joint(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int
  ) -> SpokenToken.Joint {
    guard start < end else { return .nothing }
    guard end - start <= longestPause else { return .gap }
    var (hasHyphen, hasPause, hasSpace) = (false, false, false)
    for position in start..<end {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        hasSpace = true
      case UInt8(ascii: "-"): hasHyphen = true
      case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: "?"):
        hasPause = true
      default: return .gap
      }
    }
    if hasPause { return hasSpace || end - start > 1 ? .pause : .gap }
    return hasHyphen ? .hyphen : .space
  }

  /// What may stand between two parts of a number, but for words.
  static func isPause(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"),
      UInt8(ascii: "-"), UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ";"),
      UInt8(ascii: "?"):
      true
    default: false
    }
  }

  static let longestPause = 6

  static func isLetter(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isNonASCII || byte == UInt8(ascii: "'")
  }
}
