/// A word of a text, as far as addresses said aloud are concerned.
struct AddressWord {
  /// What stands before a word.
  enum Joint {
    /// Nothing that ends a part of a sentence.
    case close
    /// A dot alone, which is one of an address.
    case dot
    case pause
    case gap
  }

  enum Meaning {
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

  var start: Int
  var end: Int
  var meaning: Meaning
  var joint: Joint
}

extension AddressWord {
  /// Cuts `bytes[start..<end]` into words; phrases that mean one sign are one word.
  ///
  /// - Complexity: O(`end` - `start`).
  static func read(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, into words: inout [AddressWord]
  ) {
    words.removeAll(keepingCapacity: true)
    var at = start
    var last = start
    while at < end {
      guard isWordByte(bytes[at]) else {
        at += 1
        continue
      }
      var next = at + 1
      while next < end, isWordByte(bytes[next]) { next += 1 }
      words.append(
        AddressWord(
          start: at, end: next, meaning: meaning(of: bytes, at..<next),
          joint: words.isEmpty ? .gap : joint(bytes.extracting(last..<at))))
      last = next
      at = next
    }
    joinPhrases(bytes, &words)
  }

  private static func meaning(of bytes: Span<UInt8>, _ word: Range<Int>) -> Meaning {
    guard beginnings.mayHold(bytes, word) else { return .other }
    return meanings[FNV1a(lowercasing: bytes, word).value] ?? .other
  }

  /// Makes one word each of `at sign`, `at the rate of` and `guion bajo`, and takes `sign` for what it is there; of `j
  /// for juliet` the letter is left.
  private static func joinPhrases(_ bytes: Span<UInt8>, _ words: inout [AddressWord]) {
    var kept = 0
    var next = 0
    while next < words.count {
      var word = words[next]
      var behind = next + 1
      if word.end - word.start == 1, let end = spelling(of: word, words[behind...], bytes) {
        behind = end
      }
      if phraseBeginnings.mayHold(bytes, word.start..<word.end) {
        for phrase in phrases where holds(phrase.words, words[next...], bytes) {
          word.meaning = phrase.meaning
          behind = next + phrase.words.count
          word.end = words[behind - 1].end
          break
        }
      }
      words[kept] = word
      kept += 1
      next = behind
    }
    words.removeSubrange(kept...)
  }

  /// One past the words that say which letter was meant: `j for juliet`, `a as in alpha`; nil if none do.
  private static func spelling(
    of letter: AddressWord, _ words: ArraySlice<AddressWord>, _ bytes: Span<UInt8>
  ) -> Int? {
    for link in links where link.count < words.count && holds(link, words, bytes) {
      let name = words[words.startIndex + link.count]
      if name.joint == .close, name.end - name.start > 1,
        bytes[name.start].asciiLowercased == bytes[letter.start].asciiLowercased
      {
        return words.startIndex + link.count + 1
      }
    }
    return nil
  }

  private static let links = ["for", "as in", "like", "like in"].map { link in
    link.split(separator: " ").map { Array($0.utf8) }
  }

  private static func holds(
    _ phrase: [[UInt8]], _ words: ArraySlice<AddressWord>, _ bytes: Span<UInt8>
  ) -> Bool {
    guard phrase.count <= words.count else { return false }
    for (offset, wanted) in phrase.enumerated() {
      let word = words[words.startIndex + offset]
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

  private static let phraseBeginnings = phrases.reduce(into: WordBeginnings()) {
    $0.insert($1.words[0])
  }

  /// By the hashes of the words, and how these begin.
  private static let (meanings, beginnings): ([UInt64: Meaning], WordBeginnings) = {
    var meanings: [UInt64: Meaning] = [:]
    var beginnings = WordBeginnings()
    func add(_ words: String, _ meaning: Meaning) {
      for word in words.split(separator: " ") {
        meanings[FNV1a(String(word)).value] = meaning
        beginnings.insert(Array(word.utf8))
      }
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
    return (meanings, beginnings)
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
