import Records

/// A word of a text, ready to be compared.
struct Word {
  var start: Int
  var end: Int
  /// FNV-1a of its letters and digits without case and accents.
  var hash: UInt64
  /// Letters and digits in it.
  var length: Int
  var isDigits: Bool
  /// Written without spaces to its neighbours: Han, kana, Hangul, Thai…
  var standsAlone: Bool
  /// Its first letter is a capital, or has no case.
  var startsCapital: Bool
  var hasLowercase: Bool
  /// A sentence ends right behind it.
  var endsSentence = false
}

/// The words of a text, in order; storage is reused from text to text.
struct Words {
  private(set) var all: [Word] = []

  /// Splits `bytes[start..<end]`, well-formed UTF-8, into words.
  ///
  /// - Complexity: O(`end` - `start`).
  mutating func split(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
    if !all.isEmpty { all.removeAll(keepingCapacity: true) }
    var open: Word? = nil
    var at = start
    while at < end {
      let byte = bytes[at]
      if byte < 0x80 {
        if byte.isASCIIAlphanumeric {
          let isUpper = byte &- UInt8(ascii: "A") < 26
          extend(
            &open, with: UInt32(isUpper ? byte | 0x20 : byte), at, at + 1,
            isDigit: byte.isASCIIDigit, isUpper: isUpper)
        } else {
          close(&open)
          noteSentence(bytes, at, end)
        }
        at += 1
        continue
      }
      let element = JSONEscapes.utf8Element(bytes, at: at)
      let next = min(end, at + element.length)
      switch Folding.part(element.scalar) {
      case .separator: close(&open)
      case .ignored: if open != nil { open!.end = next }
      case .letter(let folded):
        extend(
          &open, with: folded, at, next, isDigit: folded &- 0x30 < 10,
          isUpper: Folding.isUppercase(element.scalar))
      case .word(let scalar):
        close(&open)
        extend(&open, with: scalar, at, next, isDigit: false, isUpper: true)
        open!.standsAlone = true
        close(&open)
      }
      at = next
    }
    close(&open)
  }

  /// Notes that a full stop behind the last word ends a sentence; behind `Q` or `St` it ends an abbreviation.
  @inline(__always)
  private mutating func noteSentence(_ bytes: Span<UInt8>, _ at: Int, _ end: Int) {
    switch bytes[at] {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
      guard let last = all.last, last.end == at, last.length > 3,
        at + 1 < end, bytes[at + 1] <= 0x20
      else { return }
      all[all.count - 1].endsSentence = true
    default: break
    }
  }

  @inline(__always)
  private func extend(
    _ open: inout Word?, with folded: UInt32, _ start: Int, _ end: Int, isDigit: Bool, isUpper: Bool
  ) {
    if open == nil {
      open = Word(
        start: start, end: end, hash: FNV1a().value, length: 0, isDigits: true,
        standsAlone: false, startsCapital: isUpper, hasLowercase: false)
    }
    var hash = FNV1a(after: open!.hash)
    hash.add(scalar: folded)
    open!.hash = hash.value
    open!.end = end
    open!.length += 1
    if !isDigit { open!.isDigits = false }
    if !isUpper, !isDigit { open!.hasLowercase = true }
  }

  private mutating func close(_ open: inout Word?) {
    if let word = open { all.append(word) }
    open = nil
  }
}

extension Words {
  /// Bytes that may stand between two words of one value: `, `, ` - `, a no-break space.
  private static let widestGap = 4

  /// Whether word `index` can follow the one before it in a value.
  func continues(_ index: Int) -> Bool {
    all[index].start - all[index - 1].end <= Self.widestGap && !all[index - 1].endsSentence
  }

  /// The hash of words in a row, given that of those before: order counts.
  static func join(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    var joined = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
    joined ^= joined >> 29
    return joined
  }
}
