/// Looks for known values in texts: one worker's scratch space.
struct KnownSearch {
  private var words = Words()
  /// What the last call found, in the order of the text.
  private(set) var found: [Found] = []

  /// A known value in a text.
  struct Found {
    var range: Range<Int>
    var meaning: KnownValues.Meaning
  }

  /// Finds the values in `text[start..<end]`, longest first from each word on.
  ///
  /// - Complexity: O(`end` - `start`) for texts without one.
  mutating func find(
    _ values: KnownValues, in text: Span<UInt8>, _ start: Int, _ end: Int
  ) {
    if !found.isEmpty { found.removeAll(keepingCapacity: true) }
    words.split(text, start, end)
    var index = 0
    while index < words.all.count {
      var match = values.longest(words, from: index)
      var isPhone = false
      if let named = match, named.words == 1, named.meaning.isCommonWord,
        !isWrittenAsName(index, text, start, end)
      {
        match = nil
      }
      if !values.phones.isEmpty, words.all[index].isDigits,
        let phone = values.longestPhone(words, from: index, text), phone.words > match?.words ?? 0
      {
        match = phone
        isPhone = true
      }
      guard let (count, meaning) = match else {
        index += 1
        continue
      }
      var first = words.all[index].start
      // The sign and the bracket before a number are the number's.
      while isPhone, first > start,
        text[first - 1] == UInt8(ascii: "+") || text[first - 1] == UInt8(ascii: "(")
      {
        first -= 1
      }
      let range = first..<words.all[index + count - 1].end
      found.append(Found(range: range, meaning: meaning))
      index += count
    }
  }

  /// Whether a word that is a common one too stands as a name: `Mark said`, not `mark it`, `Will you?` or `5 May`.
  private func isWrittenAsName(_ index: Int, _ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool
  {
    let word = words.all[index]
    guard word.startsCapital, word.hasLowercase else { return false }
    if index > 0, words.all[index - 1].isDigits, words.continues(index) { return false }
    if index + 1 < words.all.count, words.all[index + 1].isDigits, words.continues(index + 1) {
      return false
    }
    return !beginsSentence(word, text, start) || endsPhrase(word, text, end)
  }

  private func beginsSentence(_ word: Word, _ text: Span<UInt8>, _ start: Int) -> Bool {
    var at = word.start
    while at > start, text[at - 1] == UInt8(ascii: " ") || text[at - 1] == UInt8(ascii: "\"") {
      at -= 1
    }
    guard at > start else { return true }
    switch text[at - 1] {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"),
      UInt8(ascii: "\n"), UInt8(ascii: "-"), UInt8(ascii: "*"):
      return true
    default: return false
    }
  }

  /// Whether a mark follows that closes an address or a signature: `Mark,`.
  private func endsPhrase(_ word: Word, _ text: Span<UInt8>, _ end: Int) -> Bool {
    guard word.end < end else { return true }
    switch text[word.end] {
    case UInt8(ascii: ","), UInt8(ascii: "!"), UInt8(ascii: "."), UInt8(ascii: "\n"),
      UInt8(ascii: ";"), UInt8(ascii: "'"):
      return true
    default: return false
    }
  }
}
