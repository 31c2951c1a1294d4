import Records

/// The words of numbers in all languages, found by their bytes.
struct NumberLexicon: Sendable {
  /// What one word means in each language; nil where it means nothing.
  struct Entry: Sendable {
    fileprivate(set) var meanings: [NumberWord?]
    /// Languages in which it is a number, a bit each.
    fileprivate(set) var numberIn: UInt8 = 0
    /// In some language it adds digits to those beside it.
    fileprivate(set) var addsDigits = false
    /// In some language a number may go on behind it.
    fileprivate(set) var joinsDigits = false
  }

  /// Made when the first text with words of numbers comes.
  static let shared = NumberLexicon(NumberTables.languages)

  let entries: [Entry]
  /// Indices into ``entries`` at their words' hashes, or at the next free place; -1 where there is none.
  private let slots: [Int16]
  /// The hashes of the words: no two of some 400 share one.
  private let hashes: [UInt64]
  private let longest: Int
  /// How the words begin that have a meaning, and those that are a digit in English.
  private let beginnings: WordBeginnings
  private let digitBeginnings: WordBeginnings

  private static let slotCount = 2048

  private init(_ languages: [[(String, NumberWord)]]) {
    var entries: [Entry] = []
    var hashes: [UInt64] = []
    var slots = [Int16](repeating: -1, count: Self.slotCount)
    var beginnings = WordBeginnings()
    var digitBeginnings = WordBeginnings()
    for (language, words) in languages.enumerated() {
      for (word, meaning) in words {
        beginnings.insert(Array(word.utf8))
        if language == 0, meaning.isOneDigit { digitBeginnings.insert(Array(word.utf8)) }
        let hash = FNV1a(word).value
        let slot = Self.slot(of: hash, slots, hashes)
        if slots[slot] < 0 {
          slots[slot] = Int16(entries.count)
          hashes.append(hash)
          entries.append(Entry(meanings: Array(repeating: nil, count: languages.count)))
        }
        let number = Int(slots[slot])
        entries[number].meanings[language] = meaning
        if meaning.isNumber { entries[number].numberIn |= 1 << UInt8(language) }
        entries[number].addsDigits = entries[number].addsDigits || meaning.addsDigits
        entries[number].joinsDigits = entries[number].joinsDigits || meaning.joinsDigits
      }
    }
    self.entries = entries
    self.slots = slots
    self.hashes = hashes
    self.beginnings = beginnings
    self.digitBeginnings = digitBeginnings
    longest = languages.joined().map(\.0.utf8.count).max() ?? 0
  }

  /// Where a hash is, or belongs.
  private static func slot(of hash: UInt64, _ slots: [Int16], _ hashes: [UInt64]) -> Int {
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (slotCount - 1)
    while slots[slot] >= 0, hashes[Int(slots[slot])] != hash { slot = (slot + 1) & (slotCount - 1) }
    return slot
  }

  /// The entry of a word, whose ASCII letters may be of either case; nil if there is none.
  func entry(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Int? {
    guard word.count <= longest, beginnings.mayHold(bytes, word) else { return nil }
    let number = slots[Self.slot(of: FNV1a(lowercasing: bytes, word).value, slots, hashes)]
    return number < 0 ? nil : Int(number)
  }

  /// The longest English digit that `bytes[start..<end]` begins with: its entry, and where it ends.
  func englishDigit(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> (entry: Int, end: Int)? {
    guard end - start > 1, digitBeginnings.mayBegin(bytes, start) else { return nil }
    var length = min(Self.longestDigit, end - start)
    while length >= Self.shortestDigit {
      if let entry = entry(bytes, start..<start + length),
        entries[entry].meanings[0]?.isOneDigit == true
      {
        return (entry, start + length)
      }
      length -= 1
    }
    return nil
  }

  private static let longestDigit = 5
  private static let shortestDigit = 3
}
