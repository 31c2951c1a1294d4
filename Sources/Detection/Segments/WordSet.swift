/// Words, in ASCII letters of either case.
struct WordSet: Sendable {
  let beginnings: WordBeginnings
  private let hashes: Set<UInt64>

  /// - Parameter words: with spaces between.
  init(_ words: String) {
    var beginnings = WordBeginnings()
    var hashes: Set<UInt64> = []
    for word in words.split(separator: " ") {
      beginnings.insert(Array(word.utf8))
      hashes.insert(FNV1a(String(word)).value)
    }
    self.beginnings = beginnings
    self.hashes = hashes
  }

  func contains(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Bool {
    beginnings.mayHold(bytes, word) && hashes.contains(FNV1a(lowercasing: bytes, word).value)
  }
}
