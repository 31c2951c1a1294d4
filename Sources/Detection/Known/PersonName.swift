/// The spellings under which a person's name is looked for.
struct PersonName {
  /// More words than this are hardly one person's name; they are looked for as a whole only.
  static let mostParts = 5
  /// A shorter part says nothing by itself: `Bo`, `Al`, an initial.
  static let shortestPart = 3

  /// A spelling: its words, and whether it is but one part of the name.
  struct Spelling {
    var hashes: [UInt64]
    var isPart: Bool
    var isCommonWord: Bool
  }

  private(set) var spellings: [Spelling] = []

  /// - Parameters:
  ///   - words: the name's words as they stand, titles and all.
  ///   - comma: how many words stand before a comma: those are the family name.
  init(_ words: [Word], commaAfter comma: Int? = nil) {
    var ordered = words
    // `van den Berg, Jo`: as it stands, too.
    if let comma, comma > 0, comma < words.count {
      ordered = Array(words[comma...] + words[..<comma])
      let asGiven = words.filter { !Self.isTitle($0) }
      if asGiven.count > 1 { add(asGiven.map(\.hash)) }
    }
    ordered.removeAll(where: Self.isTitle)
    let isOrganisation = words.contains { KnownWords.organisations.contains($0.hash) }
    guard let last = ordered.last else { return }
    let hashes = ordered.map(\.hash)
    if ordered.count > 1 {
      add(hashes)
      if isOrganisation || ordered.count > Self.mostParts { return }
      // `Doe, Jane`, and `Jane Doe` for `Jane Q. Doe`.
      add([last.hash] + hashes.dropLast())
      if ordered.count > 2, !last.standsAlone {
        add([hashes[0], last.hash])
        add([last.hash, hashes[0]])
      }
    }
    addParts(ordered)
  }

  private static func isTitle(_ word: Word) -> Bool {
    KnownWords.titles.contains(word.hash) && word.length > 1
  }

  private mutating func add(_ hashes: [UInt64]) {
    spellings.append(Spelling(hashes: hashes, isPart: false, isCommonWord: false))
  }

  /// Words without spaces between them make a name together; alone each stands for too much.
  private mutating func addParts(_ words: [Word]) {
    for word in words
    where !word.standsAlone && word.length >= Self.shortestPart
      && !KnownWords.particles.contains(word.hash) && !KnownWords.roles.contains(word.hash)
    {
      spellings.append(
        Spelling(
          hashes: [word.hash], isPart: true, isCommonWord: KnownWords.common.contains(word.hash)))
    }
  }
}
