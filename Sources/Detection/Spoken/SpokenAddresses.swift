import Records

/// E-mail addresses that are said aloud: `jane underscore doe at example dot co dot uk`, letter by letter too.
struct SpokenAddresses {
  /// A stretch of the text, and what stands in its place.
  struct Piece {
    var start: Int
    var end: Int
    /// The sign that is said; nil for words, which stay as they are but for what separates them.
    var sign: UInt8?
  }

  struct Address {
    /// Range of ``SpokenAddresses/pieces``.
    var pieces: Range<Int>
    var start: Int
    var end: Int
  }

  private struct Word {
    var start: Int
    var end: Int
    var meaning: Meaning
    /// Nothing that ends a sentence's part stands before it; or a dot alone, which is one of an address.
    var joint: Joint
  }

  private enum Joint {
    case close
    case dot
    case pause
    case gap
  }

  private enum Meaning {
    case other
    /// `at`; said in so many words as nobody says it of a place: `arroba`, `at sign`.
    case at(isPlain: Bool)
    /// `dot`; `point` is one only beside a plain sign for `at`.
    case dot(isPlain: Bool)
    case sign(UInt8)
    /// `the`, `then`, `sign`: may stand beside a sign.
    case filler
    /// Words behind which an address begins: `is`, `to`.
    case opener
  }

  private(set) var all: [Address] = []
  private(set) var pieces: [Piece] = []
  private var words: [Word] = []

  /// Finds the addresses of a text.
  ///
  /// - Complexity: O(`end` - `start`).
  mutating func read(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    all.removeAll(keepingCapacity: true)
    pieces.removeAll(keepingCapacity: true)
    collect(bytes, start, end)
    var next = 0
    while next < words.count {
      if case .at(let isPlain) = words[next].meaning {
        next = readAddress(at: next, isPlain: isPlain, bytes, start)
      } else {
        next += 1
      }
    }
    return !all.isEmpty
  }

  // MARK: - Words

  private mutating func collect(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
    words.removeAll(keepingCapacity: true)
    var at = start
    var last = start
    while at < end {
      guard Self.isWordByte(bytes[at]) else {
        at += 1
        continue
      }
      var next = at + 1
      while next < end, Self.isWordByte(bytes[next]) { next += 1 }
      words.append(
        Word(
          start: at, end: next, meaning: Self.meaning(bytes.extracting(at..<next)),
          joint: words.isEmpty ? .gap : Self.joint(bytes.extracting(last..<at))))
      last = next
      at = next
    }
    joinPhrases(bytes)
  }

  /// Makes one word each of `at sign`, `at the rate of` and `guion bajo`, and takes `sign` for what it is there.
  private mutating func joinPhrases(_ bytes: Span<UInt8>) {
    var kept = 0
    var next = 0
    while next < words.count {
      var word = words[next]
      var behind = next + 1
      for phrase in Self.phrases where holds(phrase.words, at: next, bytes) {
        word.meaning = phrase.meaning
        behind = next + phrase.words.count
        word.end = words[behind - 1].end
        break
      }
      words[kept] = word
      kept += 1
      next = behind
    }
    words.removeSubrange(kept...)
  }

  private func holds(_ phrase: [[UInt8]], at index: Int, _ bytes: Span<UInt8>) -> Bool {
    guard index + phrase.count <= words.count else { return false }
    for (offset, wanted) in phrase.enumerated() {
      let word = words[index + offset]
      guard word.end - word.start == wanted.count, offset == 0 || word.joint == .close,
        wanted.indices.allSatisfy({ bytes[word.start + $0].asciiLowercased == wanted[$0] })
      else { return false }
    }
    return true
  }

  private static let phrases: [(words: [[UInt8]], meaning: Meaning)] = [
    ("at the rate of", Meaning.at(isPlain: false)), ("at the rate", .at(isPlain: false)),
    ("the at sign", .at(isPlain: false)), ("at sign", .at(isPlain: false)),
    ("the at symbol", .at(isPlain: false)), ("at symbol", .at(isPlain: false)),
    ("guion bajo", .sign(UInt8(ascii: "_"))), ("guión bajo", .sign(UInt8(ascii: "_"))),
    ("tiret bas", .sign(UInt8(ascii: "_"))), ("trattino basso", .sign(UInt8(ascii: "_"))),
  ].map { phrase, meaning in (phrase.split(separator: " ").map { Array($0.utf8) }, meaning) }

  private static func meaning(_ word: Span<UInt8>) -> Meaning {
    guard word.count <= longestSign else { return .other }
    var bytes: [UInt8] = []
    for position in word.indices { bytes.append(word[position].asciiLowercased) }
    return meanings[bytes] ?? .other
  }

  private static let longestSign = 12

  private static let meanings: [[UInt8]: Meaning] = {
    var meanings: [[UInt8]: Meaning] = [:]
    func add(_ words: String, _ meaning: Meaning) {
      for word in words.split(separator: " ") { meanings[Array(word.utf8)] = meaning }
    }
    add("at", .at(isPlain: true))
    add("arroba arobase chiocciola klammeraffe apenstaart apenstaartje", .at(isPlain: false))
    add("dot period punto ponto punkt", .dot(isPlain: true))
    add("point punt", .dot(isPlain: false))
    add("underscore underline unterstrich sublinhado", .sign(UInt8(ascii: "_")))
    add("dash hyphen minus guion guión tiret bindestrich trattino", .sign(UInt8(ascii: "-")))
    add("streepje hífen traço", .sign(UInt8(ascii: "-")))
    add("plus", .sign(UInt8(ascii: "+")))
    add("then the sign symbol", .filler)
    add("is it's its that's to on me us via by and or so um uh yes yeah okay", .opener)
    add("my his her your our address email mail e-mail caller customer agent user", .opener)
    add("es mi correo a en y o la le con mein ist meine an mon est à meu é il mio", .opener)
    return meanings
  }()

  private static func joint(_ gap: Span<UInt8>) -> Joint {
    if gap.count == 1, gap[0] == UInt8(ascii: ".") { return .dot }
    guard gap.count <= 4 else { return .gap }
    var joint = Joint.close
    for position in gap.indices {
      switch gap[position] {
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "\t"): break
      case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ";"): joint = .pause
      default: return .gap
      }
    }
    return joint
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte.isNonASCII || byte == UInt8(ascii: "'")
      || byte == UInt8(ascii: "_")
  }
}

extension SpokenAddresses {
  /// Reads the address around an `at`, if there is one; returns where to go on.
  private mutating func readAddress(
    at index: Int, isPlain: Bool, _ bytes: Span<UInt8>, _ start: Int
  ) -> Int {
    guard let domain = domain(behind: index, isPlain: isPlain, bytes),
      let first = local(before: index, isPlain: isPlain, bytes)
    else { return index + 1 }
    let firstPiece = pieces.count
    addPieces(first..<index, isDomain: false)
    pieces.append(
      Piece(start: words[index].start, end: words[index].end, sign: UInt8(ascii: "@")))
    addPieces(index + 1..<domain, isDomain: true)
    all.append(
      Address(
        pieces: firstPiece..<pieces.count, start: words[first].start, end: words[domain - 1].end))
    return domain
  }

  private mutating func addPieces(_ range: Range<Int>, isDomain: Bool) {
    for index in range {
      let word = words[index]
      if word.joint == .dot, index > range.lowerBound {
        let before = words[index - 1].end
        pieces.append(Piece(start: before, end: before + 1, sign: UInt8(ascii: ".")))
      }
      switch word.meaning {
      case .filler: continue
      case .dot: pieces.append(Piece(start: word.start, end: word.end, sign: UInt8(ascii: ".")))
      case .sign(let sign): pieces.append(Piece(start: word.start, end: word.end, sign: sign))
      default: pieces.append(Piece(start: word.start, end: word.end, sign: nil))
      }
    }
  }

  private func isLetter(_ index: Int) -> Bool { words[index].end - words[index].start == 1 }

  private func isDot(_ index: Int, isPlain: Bool) -> Bool {
    guard index < words.count, case .dot(let isPlainDot) = words[index].meaning else {
      return false
    }
    return isPlainDot || !isPlain
  }

  /// One past the last word of the domain behind an `at`; nil if none is said there.
  private func domain(behind index: Int, isPlain: Bool, _ bytes: Span<UInt8>) -> Int? {
    var next = index + 1
    var label: Range<Int>?
    var saidDots = 0
    var writtenDots = 0
    var end: Int?
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
    end = last
    if isPlain, saidDots == 0, !WrittenMarks.isAnnounced(bytes, words[index].start, 0) {
      return nil
    }
    return end
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
    if isPlain, WrittenMarks.isProse(bytes, words[first].start..<words[first].end) { return nil }
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
    switch words[index].meaning {
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
    guard let entry = NumberLexicon.shared.entry(bytes, word.start, word.end) else { return false }
    return NumberLexicon.shared.entries[entry].numberIn != 0
  }
}

extension View {
  /// Fills the view with a text in which e-mail addresses that are said aloud are written.
  ///
  /// - Returns: whether there are any; if not, the view is empty.
  mutating func readSpokenAddresses(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ source: Span<Home>, origin: Int,
    addresses: inout SpokenAddresses
  ) -> Bool {
    begin(origin: origin)
    guard addresses.read(bytes, start, end) else { return false }
    var copied = start
    for address in addresses.all {
      copy(bytes, copied, address.start, source)
      for index in address.pieces {
        let piece = addresses.pieces[index]
        if let sign = piece.sign {
          append(UInt32(sign), for: piece.start, piece.end, source, .spoken)
        } else {
          copy(bytes, piece.start, piece.end, source)
        }
      }
      copied = address.end
    }
    copy(bytes, copied, end, source)
    finish()
    return true
  }
}
