/// The spellings under which a person's name is looked for.
struct PersonName {
  /// More words than this are hardly one person's name; they are looked for as a whole only.
  static let mostParts = 5
  /// A shorter part says nothing by itself: `Bo`, `Al`, an initial.
  static let shortestPart = 3

  /// A spelling: its words, and whether it is but one part of the name.
  struct Spelling {
    var words: KnownValues.Row
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
      add(KnownValues.Row(words.lazy.filter { !Self.isTitle($0) }))
    }
    ordered.removeAll(where: Self.isTitle)
    let isOrganisation = words.contains { KnownWords.organisations.contains($0.hash) }
    guard let first = ordered.first, let last = ordered.last else { return }
    if ordered.count > 1 {
      add(KnownValues.Row(ordered))
      if isOrganisation || ordered.count > Self.mostParts { return }
      // `Doe, Jane`, and `Jane Doe` for `Jane Q. Doe`.
      var turned = KnownValues.Row(CollectionOfOne(last))
      for word in ordered.dropLast() { turned.append(word) }
      add(turned)
      if ordered.count > 2, !last.standsAlone {
        for pair in [[first, last], [last, first]] { add(KnownValues.Row(pair)) }
      }
    }
    addParts(ordered)
  }

  private static func isTitle(_ word: Word) -> Bool {
    KnownWords.titles.contains(word.hash) && word.length > 1
  }

  /// Adds a spelling of more than one word.
  private mutating func add(_ words: KnownValues.Row) {
    if words.count > 1 {
      spellings.append(Spelling(words: words, isPart: false, isCommonWord: false))
    }
  }

  /// Words without spaces between them make a name together; alone each stands for too much.
  private mutating func addParts(_ words: [Word]) {
    for word in words
    where !word.standsAlone && word.length >= Self.shortestPart
      && !KnownWords.particles.contains(word.hash) && !KnownWords.roles.contains(word.hash)
    {
      spellings.append(
        Spelling(
          words: KnownValues.Row(CollectionOfOne(word)), isPart: true,
          isCommonWord: KnownWords.common.contains(word.hash)))
    }
  }
}
