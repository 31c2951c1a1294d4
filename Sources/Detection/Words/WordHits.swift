import Records

/// Which words of the rules' contexts stand in a text and in the name it belongs to: one worker's scratch space.
///
/// Most texts never ask. The first question looks for all words of all rules at once.
struct WordHits {
  private struct Hit {
    var word: Int
    /// In the text.
    var start: Int
    var end: Int
  }

  /// What a name says: a bit for each of its words, and whether it may be context at all.
  private typealias NameWords = [UInt64]

  private let table: WordTable
  private var hits: [Hit] = []
  private var nameWords: NameWords
  private var names = NameMemory<NameWords>()
  private var found = FoundLiterals()
  /// Rules that one of the words raises, a bit each.
  private(set) var awake: [UInt64]
  /// Searches for any such rule.
  private(set) var awakeSearches: [UInt64]
  /// For each word a set of rules, then a set of searches.
  private let wakened: [UInt64]
  private(set) var areKnown = false

  /// - Parameter contexts: the context of each of the run's rules.
  init(_ table: WordTable, contexts: [ContextWords?], searches: SearchPlan) {
    self.table = table
    nameWords = Array(repeating: 0, count: table.width)
    awake = Array(repeating: 0, count: (contexts.count + 63) / 64)
    awakeSearches = Array(repeating: 0, count: searches.width)
    let stride = awake.count + awakeSearches.count
    var wakened = [UInt64](repeating: 0, count: stride * table.words.count)
    for (rule, context) in contexts.enumerated() {
      guard let context else { continue }
      let search = searches.all.firstIndex { $0.rules.contains(rule) }
      for word in table.words.indices where context.contains(word) {
        wakened[word * stride + rule / 64] |= 1 << UInt64(rule % 64)
        guard let search else { continue }
        wakened[word * stride + awake.count + search / 64] |= 1 << UInt64(search % 64)
      }
    }
    self.wakened = wakened
  }

  /// Forgets the last text.
  mutating func forget() { areKnown = false }

  /// Finds all words of a text and its name, if that has not been done.
  ///
  /// - Complexity: O(`text.count`), about a nanosecond a byte; a name is searched when it is new.
  mutating func find(in text: Span<UInt8>, name: Span<UInt8>) {
    if areKnown { return }
    areKnown = true
    if !hits.isEmpty { hits.removeAll(keepingCapacity: true) }
    for index in awake.indices { awake[index] = 0 }
    for index in awakeSearches.indices { awakeSearches[index] = 0 }
    guard let literals = table.literals else { return }
    if name.isEmpty {
      for index in nameWords.indices { nameWords[index] = 0 }
    } else {
      nameWords = names.value(of: name) { [table] in Self.words(ofName: $0, table) }
      for index in nameWords.indices {
        var left = nameWords[index]
        while left != 0 {
          wake(by: index * 64 + left.trailingZeroBitCount)
          left &= left - 1
        }
      }
    }
    literals.find(in: text, into: &found)
    for index in 0..<found.count {
      let (literal, start) = found[index]
      for place in table.words(of: literal) {
        let word = table.word(at: place)
        guard table.words[word].stands(in: text, at: start) else { continue }
        hits.append(Hit(word: word, start: start, end: start + literals.lengths[literal]))
        wake(by: word)
      }
    }
  }

  /// Whether a name holds any of the words.
  mutating func stand(inName name: Span<UInt8>) -> Bool {
    guard !name.isEmpty, table.literals != nil else { return false }
    return names.value(of: name) { [table] in Self.words(ofName: $0, table) }.contains { $0 != 0 }
  }

  private mutating func wake(by word: Int) {
    var place = word * (awake.count + awakeSearches.count)
    for index in awake.indices {
      awake[index] |= wakened[place]
      place += 1
    }
    for index in awakeSearches.indices {
      awakeSearches[index] |= wakened[place]
      place += 1
    }
  }

  /// Whether ``stand(inName:)`` holds for a name; for callers that ask once.
  static func isTelling(_ name: Span<UInt8>, _ table: WordTable) -> Bool {
    var bytes: [UInt8] = []
    appendBytes(name, to: &bytes)
    return words(ofName: bytes, table).contains { $0 != 0 }
  }

  /// The words of a name; none where the name is that of free text, or holds what took a value's place:
  /// `<PHONE_NUMBER>` as a key must not make its member a phone.
  private static func words(ofName name: [UInt8], _ table: WordTable) -> NameWords {
    var words = NameWords(repeating: 0, count: table.width)
    guard let literals = table.literals, MemberRoles.shared.role(of: name.span) != .prose,
      !name.contains(UInt8(ascii: "<"))
    else { return words }
    for start in name.indices {
      var least = 0
      while let literal = literals.literal(in: name.span, at: start, end: name.count, from: least) {
        for place in table.words(of: literal) {
          let word = table.word(at: place)
          guard table.words[word].stands(in: name.span, at: start) else { continue }
          words[word / 64] |= 1 << UInt64(word % 64)
        }
        least = literal + 1
      }
    }
    return words
  }

  /// Whether one of a rule's words stands within reach of a match, or in the name the text belongs to.
  ///
  /// - Complexity: O(log of the hits + hits within reach).
  func stand(_ context: ContextWords, near match: Range<Int>) -> Bool {
    holdsNameWord(of: context) || firstHit(of: context, near: match, from: 0) != nil
  }

  /// Whether ``stand(_:near:)`` could hold for any match within a range.
  func mayStand(_ context: ContextWords, near matches: Range<Int>) -> Bool {
    if holdsNameWord(of: context) { return true }
    var index = firstHit(startingAt: matches.lowerBound - context.within)
    while index < hits.count, hits[index].start < matches.upperBound + context.within {
      if context.contains(hits[index].word) { return true }
      index += 1
    }
    return false
  }

  private func holdsNameWord(of context: ContextWords) -> Bool {
    nameWords.indices.contains { index in
      nameWords[index] != 0 && context.intersects(nameWords[index], at: index)
    }
  }

  private func firstHit(
    of context: ContextWords, near match: Range<Int>, from first: Int
  ) -> Int? {
    let low = match.lowerBound - context.within
    let high = match.upperBound + context.within
    var index = max(first, firstHit(startingAt: low))
    while index < hits.count, hits[index].start < high {
      let hit = hits[index]
      if context.contains(hit.word),
        hit.end <= match.lowerBound || (hit.start >= match.upperBound && hit.end <= high)
      {
        return index
      }
      index += 1
    }
    return nil
  }

  /// The first hit that does not start before `position`; they come in the order of the text.
  private func firstHit(startingAt position: Int) -> Int {
    var low = 0
    var high = hits.count
    while low < high {
      let middle = (low + high) / 2
      if hits[middle].start < position { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The words that ``stand(_:near:)`` goes by, as rules write them.
  func standing(_ context: ContextWords, near match: Range<Int>) -> [String] {
    var words: Set<Int> = []
    for word in table.words.indices where context.contains(word) {
      if nameWords[word / 64] >> UInt64(word % 64) & 1 != 0 { words.insert(word) }
    }
    var next = 0
    while let index = firstHit(of: context, near: match, from: next) {
      words.insert(hits[index].word)
      next = index + 1
    }
    return words.map { String(decoding: table.words[$0].bytes, as: UTF8.self) }.sorted()
  }
}
