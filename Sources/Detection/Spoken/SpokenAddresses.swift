import Records

/// E-mail addresses that are said aloud: `jane underscore doe at example dot co dot uk`, letter by letter too.
struct SpokenAddresses {
  /// The addresses as they are written.
  private(set) var rewriting = Rewriting()
  private var words: [AddressWord] = []

  /// Finds the addresses of a text.
  ///
  /// - Complexity: O(`end` - `start`).
  mutating func read(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    rewriting.removeAll()
    AddressWord.read(bytes, start, end, into: &words)
    var next = 0
    while next < words.count {
      if case .at(let isPlain) = words[next].meaning {
        next = readAddress(at: next, isPlain: isPlain, bytes, start)
      } else {
        next += 1
      }
    }
    return !rewriting.isEmpty
  }
}

extension SpokenAddresses {
  /// Reads the address around an `at`, if there is one; returns where to go on.
  private mutating func readAddress(
    at index: Int, isPlain: Bool, _ bytes: Span<UInt8>, _ start: Int
  ) -> Int {
    guard let domain = domain(behind: index, isPlain: isPlain, bytes, start),
      let first = local(before: index, isPlain: isPlain, bytes)
    else { return index + 1 }
    write(first..<domain)
    return domain
  }

  /// Puts signs in the place of their names, and nothing between what they join.
  private mutating func write(_ range: Range<Int>) {
    var written = words[range.lowerBound].start
    for index in range {
      let word = words[index]
      if word.joint == .dot, index > range.lowerBound {
        // The dot that stands there already.
        written = word.start
      }
      switch word.meaning {
      case .filler: continue
      case .at: replace(word, by: UInt8(ascii: "@"), &written)
      case .dot: replace(word, by: UInt8(ascii: "."), &written)
      case .sign(let sign): replace(word, by: sign, &written)
      case .other, .opener:
        rewriting.leaveOut(written, word.start)
        written = word.end
      }
    }
  }

  private mutating func replace(_ word: AddressWord, by sign: UInt8, _ written: inout Int) {
    rewriting.leaveOut(written, word.start)
    rewriting.replace(word.start, word.end, by: CollectionOfOne(sign))
    written = word.end
  }

  private func isLetter(_ index: Int) -> Bool { words[index].end - words[index].start == 1 }

  private func isDot(_ index: Int, isPlain: Bool) -> Bool {
    guard index < words.count, case .dot(let isPlainDot) = words[index].meaning else {
      return false
    }
    return isPlainDot || !isPlain
  }

  /// One past the last word of the domain behind an `at`; nil if none is said there.
  private func domain(
    behind index: Int, isPlain: Bool, _ bytes: Span<UInt8>, _ start: Int
  ) -> Int? {
    var next = index + 1
    var label: Range<Int>?
    var saidDots = 0
    var writtenDots = 0
    while next < words.count, words[next].joint != .gap {
      // A label is a word, letters in a row, or two words with a name in pieces between dots.
      let first = next
      if case .filler = words[next].meaning { next += 1 }
      while next < words.count, next - first < Self.mostWords, isPart(next, after: first) {
        next += 1
      }
      guard next > first else { break }
      label = first..<next
      if next < words.count, words[next].joint == .dot, case .other = words[next].meaning {
        writtenDots += 1
        continue
      }
      var behind = next
      if behind < words.count, words[behind].joint != .gap, case .filler = words[behind].meaning {
        behind += 1
      }
      if behind < words.count, words[behind].joint != .gap, isDot(behind, isPlain: isPlain) {
        saidDots += 1
        next = behind + 1
        continue
      }
      break
    }
    guard let label, saidDots + writtenDots > 0 else { return nil }
    // The last label may be followed by anything: only its first word, or its letters, count.
    var last = label.lowerBound
    var name: [UInt8] = []
    while last < label.upperBound, name.isEmpty || isLetter(last) && name.count < 3 {
      for position in words[last].start..<words[last].end { name.append(bytes[position]) }
      last += 1
      if name.count > 1 && last - label.lowerBound == 1 { break }
    }
    guard case .assigned = TopLevelDomain(name.span, 0..<name.count) else { return nil }
    if isPlain, saidDots == 0, !WrittenMarks.isAnnounced(bytes, words[index].start, start) {
      return nil
    }
    return last
  }

  private static let mostWords = 12

  /// Whether a word goes on with the label that begins at `first`.
  private func isPart(_ index: Int, after first: Int) -> Bool {
    let word = words[index]
    guard word.joint != .gap, index == first || word.joint != .dot else { return false }
    switch word.meaning {
    case .sign(let sign): return sign == UInt8(ascii: "-") && index > first
    case .other, .opener:
      if index == first { return true }
      // Letters in a row, what a hyphen joins, a second and third word.
      if isLetter(index), isLetter(index - 1) { return true }
      if case .sign = words[index - 1].meaning { return true }
      return index - first < 3 && word.joint == .close
    default: return false
    }
  }

  /// The first word of the local part before an `at`; nil if there is none.
  private func local(before index: Int, isPlain: Bool, _ bytes: Span<UInt8>) -> Int? {
    guard words[index].joint != .gap else { return nil }
    var first = index - 1
    guard first >= 0, isLocalWord(first, bytes) else { return nil }
    if isPlain, !isSign(first - 1),
      WrittenMarks.isProse(bytes, words[first].start..<words[first].end)
    {
      return nil
    }
    while first > 0, words[first].joint != .gap {
      let before = first - 1
      if words[first].joint == .dot, isLocalWord(before, bytes) {
        first = before
      } else if isSign(before), before > 0, words[before].joint != .gap,
        isLocalWord(before - 1, bytes)
      {
        first = before - 1
      } else if isLetter(first), isLetter(before), isLocalWord(before, bytes) {
        first = before
      } else if isDigits(first, bytes), isLocalWord(before, bytes), words[first].joint == .close {
        first = before
      } else {
        break
      }
    }
    return widened(first, bytes)
  }

  /// A name said in several words begins where the text or what announces it does.
  private func widened(_ first: Int, _ bytes: Span<UInt8>) -> Int {
    var begin = first
    for _ in 0..<3 {
      guard begin > 0, words[begin].joint == .close else {
        return begin == first || begin == 0 ? begin : first
      }
      if case .opener = words[begin - 1].meaning { return begin }
      guard case .other = words[begin - 1].meaning,
        !WrittenMarks.isProse(bytes, words[begin - 1].start..<words[begin - 1].end)
      else { return first }
      begin -= 1
    }
    return begin == 0 ? begin : first
  }

  private func isSign(_ index: Int) -> Bool {
    guard index >= 0 else { return false }
    return switch words[index].meaning {
    case .sign, .dot: true
    default: false
    }
  }

  private func isLocalWord(_ index: Int, _ bytes: Span<UInt8>) -> Bool {
    guard index >= 0 else { return false }
    if case .other = words[index].meaning { return true }
    return isLetter(index)
  }

  /// Written digits, or a word for some.
  private func isDigits(_ index: Int, _ bytes: Span<UInt8>) -> Bool {
    let word = words[index]
    if (word.start..<word.end).allSatisfy({ bytes[$0].isASCIIDigit }) { return true }
    guard let entry = NumberLexicon.shared.entry(bytes, word.start..<word.end) else { return false }
    return NumberLexicon.shared.entries[entry].numberIn != 0
  }
}
