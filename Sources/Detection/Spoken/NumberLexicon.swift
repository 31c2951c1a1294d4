/// The words of numbers in all languages, found by their bytes.
struct NumberLexicon: Sendable {
  /// What one word means in each language; nil where it means nothing.
  struct Entry: Sendable {
    fileprivate var word: [UInt8]
    fileprivate(set) var meanings: [NumberWord?]
    /// Languages in which it is a number, a bit each.
    fileprivate(set) var numberIn: UInt8
  }

  static let shared = NumberLexicon(NumberTables.languages)

  let entries: [Entry]
  let longest: Int
  /// Indices into ``entries`` under the hashes of their words.
  private let places: [[Int]]

  private static let mask = 1023

  private init(_ languages: [[(String, NumberWord)]]) {
    var entries: [Entry] = []
    var numbers: [String: Int] = [:]
    for (language, words) in languages.enumerated() {
      for (word, meaning) in words {
        let number = numbers[word] ?? entries.count
        if number == entries.count {
          numbers[word] = number
          entries.append(
            Entry(
              word: Array(word.utf8),
              meanings: Array(repeating: nil, count: languages.count), numberIn: 0))
        }
        entries[number].meanings[language] = meaning
        if meaning.isNumber { entries[number].numberIn |= 1 << UInt8(language) }
      }
    }
    var places: [[Int]] = Array(repeating: [], count: Self.mask + 1)
    for (number, entry) in entries.enumerated() {
      places[Self.place(entry.word.span, 0, entry.word.count)].append(number)
    }
    self.entries = entries
    self.places = places
    longest = entries.map(\.word.count).max() ?? 0
  }

  /// The entry of the word `bytes[start..<end]`, whose ASCII letters may be of either case; nil if there is none.
  func entry(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    guard start < end, end - start <= longest else { return nil }
    return places[Self.place(bytes, start, end)].first { number in
      holds(entries[number].word, bytes, start, end)
    }
  }

  private func holds(_ word: [UInt8], _ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard word.count == end - start else { return false }
    return word.indices.allSatisfy { word[$0] == bytes[start + $0].asciiLowercased }
  }

  private static func place(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var hash = FNV1a()
    for position in start..<end { hash.add(bytes[position].asciiLowercased) }
    return Int(truncatingIfNeeded: hash.value ^ hash.value >> 32) & mask
  }
}
