import Records

/// The `at`s and `dot`s by which people spell addresses so that machines miss them.
struct WrittenMarks {
  struct Mark {
    /// With the spaces around it.
    var start: Int
    var end: Int
    var isAt: Bool
    /// In brackets: nobody writes prose that way.
    var isStrong: Bool
    /// The sign `@` itself, in its place: it gives the dots behind it their meaning and is not rewritten.
    var isPlain = false
    /// Whether it is read as the sign it names.
    var isRead = false
  }

  private(set) var all: [Mark] = []
  /// The marks that are read, as signs.
  private(set) var rewriting = Rewriting()

  /// Finds the marks of a text and decides which of them stand in something of an address's shape.
  ///
  /// - Returns: whether any is read that is not a sign already.
  /// - Complexity: O(`end` - `start`): what is looked at around a mark is bounded.
  mutating func read(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    collect(bytes, start, end)
    rewriting.removeAll()
    for index in all.indices {
      if all[index].isAt {
        readAddress(index, bytes, start, end)
      } else {
        readDot(index, bytes, start, end)
      }
    }
    for mark in all where mark.isRead && !mark.isPlain {
      let sign = mark.isAt ? UInt8(ascii: "@") : UInt8(ascii: ".")
      rewriting.replace(mark.start, mark.end, by: CollectionOfOne(sign))
    }
    return !rewriting.isEmpty
  }

  private mutating func collect(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
    if !all.isEmpty { all.removeAll(keepingCapacity: true) }
    var at = start
    while at < end {
      let block = at
      at = min(end, block + TextHints.marksAtATime)
      var candidates = TextHints.marks(bytes.extracting(block..<end))
      while candidates != 0 {
        let position = block + candidates.trailingZeroBitCount
        candidates &= candidates - 1
        guard position >= (all.last?.end ?? start),
          var mark = Self.mark(bytes, position, start, end)
        else { continue }
        mark.start = max(mark.start, all.last?.end ?? start)
        all.append(mark)
        at = max(at, mark.end)
      }
    }
  }

  private static func mark(
    _ bytes: Span<UInt8>, _ at: Int, _ start: Int, _ end: Int
  ) -> Mark? {
    switch bytes[at] {
    case UInt8(ascii: "("): bracketed(bytes, at, UInt8(ascii: ")"), start, end)
    case UInt8(ascii: "["): bracketed(bytes, at, UInt8(ascii: "]"), start, end)
    case UInt8(ascii: "{"): bracketed(bytes, at, UInt8(ascii: "}"), start, end)
    case UInt8(ascii: "<"): bracketed(bytes, at, UInt8(ascii: ">"), start, end)
    case UInt8(ascii: " "), UInt8(ascii: "_"), UInt8(ascii: "-"): spaced(bytes, at, end)
    case UInt8(ascii: "@"):
      Mark(start: at, end: at + 1, isAt: true, isStrong: true, isPlain: true)
    default: nil
    }
  }

  /// `(at)`, `[.]`, ` { dot } `: at most two spaces at each place.
  private static func bracketed(
    _ bytes: Span<UInt8>, _ open: Int, _ closing: UInt8, _ start: Int, _ end: Int
  ) -> Mark? {
    let inner = skipSpaces(bytes, open + 1, end)
    guard let word = word(bytes, inner, end) else { return nil }
    let close = skipSpaces(bytes, word.end, end)
    guard close < end, bytes[close] == closing else { return nil }
    var mark = Mark(start: open, end: close + 1, isAt: word.isAt, isStrong: true)
    while mark.start > max(start, open - 2), bytes[mark.start - 1] == UInt8(ascii: " ") {
      mark.start -= 1
    }
    mark.end = skipSpaces(bytes, mark.end, end)
    return mark
  }

  /// ` at `, `_dot_`, `-at-`: the same on both sides.
  private static func spaced(_ bytes: Span<UInt8>, _ at: Int, _ end: Int) -> Mark? {
    let separator = bytes[at]
    let isSpace = separator == UInt8(ascii: " ")
    let inner = isSpace ? skipSpaces(bytes, at, end) : at + 1
    guard let word = word(bytes, inner, end), word.end < end, bytes[word.end] == separator
    else { return nil }
    let close = isSpace ? skipSpaces(bytes, word.end, end) : word.end + 1
    return Mark(start: at, end: close, isAt: word.isAt, isStrong: false)
  }

  private static func skipSpaces(_ bytes: Span<UInt8>, _ at: Int, _ end: Int) -> Int {
    var next = at
    while next < min(end, at + 2), bytes[next] == UInt8(ascii: " ") { next += 1 }
    return next
  }

  private static func word(
    _ bytes: Span<UInt8>, _ at: Int, _ end: Int
  ) -> (isAt: Bool, end: Int)? {
    guard at < end else { return nil }
    switch bytes[at] | 0x20 {
    case UInt8(ascii: "@") | 0x20 where bytes[at] == UInt8(ascii: "@"): return (true, at + 1)
    case UInt8(ascii: "."): return bytes[at] == UInt8(ascii: ".") ? (false, at + 1) : nil
    case UInt8(ascii: "a"):
      guard at + 1 < end, bytes[at + 1] | 0x20 == UInt8(ascii: "t") else { return nil }
      return (true, at + 2)
    case UInt8(ascii: "d"):
      guard at + 2 < end, bytes[at + 1] | 0x20 == UInt8(ascii: "o"),
        bytes[at + 2] | 0x20 == UInt8(ascii: "t")
      else { return nil }
      return (false, at + 3)
    default: return nil
    }
  }
}

extension WrittenMarks {
  /// Letters, digits and what lies outside ASCII.
  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte.isNonASCII
  }

  /// A dot in brackets between words is one: `192[.]0[.]2[.]1`. A spelled one between digits is, too.
  private mutating func readDot(_ index: Int, _ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
    let mark = all[index]
    guard mark.start > start, mark.end < end else { return }
    let (before, after) = (bytes[mark.start - 1], bytes[mark.end])
    if mark.isStrong, Self.isWordByte(before), Self.isWordByte(after) { all[index].isRead = true }
    if before.isASCIIDigit, after.isASCIIDigit { all[index].isRead = true }
  }

  private mutating func readAddress(_ index: Int, _ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
    let at = all[index]
    guard let domain = domain(behind: index, bytes, end) else { return }
    guard let local = local(before: index, bytes, start) else { return }
    if at.isPlain {
      // Without spelled dots nothing is to read.
      guard domain.marks > 0 else { return }
    } else if !at.isStrong {
      // Prose is full of `at`: the dots must be spelled too, and the word before must be nobody's verb.
      let isSign = (at.start..<at.end).contains { bytes[$0] == UInt8(ascii: "@") }
      guard !Self.isProse(bytes, local.first),
        domain.marks > 0 || isSign || MailProviders.stand(in: bytes, at.end, end)
          || Self.isAnnounced(bytes, local.first.lowerBound, start)
      else { return }
    }
    all[index].isRead = true
    for dot in index + 1..<index + 1 + domain.marks { all[dot].isRead = true }
    for dot in index - local.marks..<index { all[dot].isRead = true }
  }

  /// How many of the marks behind an `at` are dots of its domain; nil if no domain stands there.
  private func domain(
    behind index: Int, _ bytes: Span<UInt8>, _ end: Int
  ) -> (marks: Int, end: Int)? {
    var position = all[index].end
    var marks = 0
    var labels = 0
    while labels < Self.mostLabels {
      let labelStart = position
      while position < min(end, labelStart + Self.longestLabel),
        Self.isWordByte(bytes[position]) || bytes[position] == UInt8(ascii: "-")
      {
        // A hyphen that begins a spelled dot ends the label.
        if let next = mark(index + 1 + marks), next.start == position { break }
        position += 1
      }
      guard position > labelStart else { return nil }
      labels += 1
      if position + 1 < end, bytes[position] == UInt8(ascii: "."),
        Self.isWordByte(bytes[position + 1])
      {
        position += 1
      } else if let next = mark(index + 1 + marks), next.start == position, !next.isAt,
        next.end < end, Self.isWordByte(bytes[next.end])
      {
        position = next.end
        marks += 1
      } else {
        let isTop =
          position - labelStart >= 2
          && (labelStart..<position).allSatisfy { !bytes[$0].isASCIIDigit }
        return labels >= 2 && isTop ? (marks, position) : nil
      }
    }
    return nil
  }

  private static let mostLabels = 8
  /// RFC 1035 section 2.3.4.
  private static let longestLabel = 63
  /// RFC 5321 section 4.5.3.1.1.
  private static let longestLocalPart = 64

  private func mark(_ index: Int) -> Mark? { index < all.count ? all[index] : nil }

  /// The word before an `at`, and how many spelled dots belong to what is before the `at`; nil if there is no word.
  private func local(
    before index: Int, _ bytes: Span<UInt8>, _ start: Int
  ) -> (first: Range<Int>, marks: Int)? {
    var marks = 0
    var first: Range<Int>? = nil
    var end = all[index].start
    while true {
      var at = end
      while at > max(start, end - Self.longestLocalPart), Self.isLocal(bytes[at - 1]) { at -= 1 }
      guard at < end else { break }
      first = at..<end
      let before = index - marks - 1
      guard before >= 0, !all[before].isAt, all[before].end == at, marks < Self.mostLabels else {
        return (at..<end, marks)
      }
      marks += 1
      end = all[before].start
    }
    // A dot with no word before it belongs to nothing.
    guard let first else { return nil }
    return (first, max(0, marks - 1))
  }

  private static func isLocal(_ byte: UInt8) -> Bool {
    isWordByte(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "%") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
  }

  /// Words that stand before an `at` that means a place.
  private static let prose: Set<[UInt8]> = Set(
    [
      "me", "us", "him", "her", "them", "you", "it", "i", "we", "he", "she", "they", "is", "are",
      "was", "were", "be", "been", "am", "look", "looking", "looked", "site", "website", "page",
      "blog", "store", "shop", "online", "visit", "available", "here", "there", "out", "live",
      "found", "find", "located", "hosted", "reach", "reached", "work", "works", "worked",
      "working", "meet", "meeting", "met", "see", "seen", "lunch", "dinner", "party", "sale",
      "buy", "bought", "join", "arrive", "arrived", "stay", "staying", "check", "more", "address",
      "mail", "email", "e-mail", "contact", "or", "and", "only", "not", "that", "this", "now",
      "up", "in", "on", "off", "all", "down", "deals", "prices", "sold", "listed", "posted", "read",
      "info-page", "section", "sections", "tab", "portal", "link", "homepage", "webpage",
      "relations",
      "phone", "telephone", "account", "accounts", "someone", "people", "team", "support-page",
      "order", "ordered",
    ].map { Array($0.utf8) })

  /// Whether a word with `mail` in it stands close before: `my e-mail is jane at example.com`.
  static func isAnnounced(_ bytes: Span<UInt8>, _ position: Int, _ start: Int) -> Bool {
    let word = Array("mail".utf8)
    var at = max(start, position - announcement)
    while at + word.count < position {
      if word.indices.allSatisfy({ bytes[at + $0] | 0x20 == word[$0] }) { return true }
      at += 1
    }
    return false
  }

  /// How many bytes before an address its announcement may be.
  private static let announcement = 24

  static func isProse(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Bool {
    prose.contains(word.map { bytes[$0].isASCIILetter ? bytes[$0] | 0x20 : bytes[$0] })
  }
}
