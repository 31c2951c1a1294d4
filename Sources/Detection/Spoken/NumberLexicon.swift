/// The words of numbers in all languages, found by their bytes.
struct NumberLexicon: Sendable {
  /// What one word means in each language; nil where it means nothing.
  struct Entry: Sendable {
    fileprivate(set) var meanings: [NumberWord?]
    /// Languages in which it is a number, a bit each.
    fileprivate(set) var numberIn: UInt8 = 0
  }

  /// Made when the first text with words of numbers comes.
  static let shared = NumberLexicon(NumberTables.languages)

  let entries: [Entry]
  /// Indices into ``entries`` by the hashes of their words: no two of some 400 share one.
  private let numbers: [UInt64: Int]
  private let longest: Int

  private init(_ languages: [[(String, NumberWord)]]) {
    var entries: [Entry] = []
    var numbers: [UInt64: Int] = [:]
    for (language, words) in languages.enumerated() {
      for (word, meaning) in words {
        var hash = FNV1a()
        hash.add(word)
        let number = numbers[hash.value] ?? entries.count
        if number == entries.count {
          numbers[hash.value] = number
          entries.append(Entry(meanings: Array(repeating: nil, count: languages.count)))
        }
        entries[number].meanings[language] = meaning
        if meaning.isNumber { entries[number].numberIn |= 1 << UInt8(language) }
      }
    }
    self.entries = entries
    self.numbers = numbers
    longest = languages.joined().map(\.0.utf8.count).max() ?? 0
  }

  /// The entry of a word, whose ASCII letters may be of either case; nil if there is none.
  func entry(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Int? {
    guard word.count <= longest else { return nil }
    return numbers[FNV1a(lowercasing: bytes, word).value]
  }
}
