/// What stands before the `@` of an address: RFC 5322 section 3.2.3, outside ASCII RFC 6531 section 3.3.
enum EmailLocalPart {
  /// Finds where the local part begins that ends before `at`; nil if there is none.
  ///
  /// It begins with a letter, digit or underscore and holds nothing that separates fields in URLs and forms, so that
  /// `to=jane@example.com` keeps its `to=`. Writing without spaces that stands before ASCII is not taken. A key
  /// pressed twice, as in `jane@@example.com`, does not end it.
  ///
  /// - Complexity: O(the local part's length).
  static func before(_ at: Int, in text: Span<UInt8>) -> Range<Int>? {
    let end = at > 0 && text[at - 1] == UInt8(ascii: "@") ? at - 1 : at
    var index = end
    var start = end
    var holdsASCIILetters = false
    while index > 0 {
      let byte = text[index - 1]
      if byte.isNonASCII {
        let (scalar, first) = scalar(endingAt: index, in: text)
        let properties = scalar.properties
        guard properties.isAlphabetic || properties.numericType != nil || isMark(properties)
        else { break }
        // Scripts without spaces between words: their letters before ASCII are another word.
        if holdsASCIILetters, isUnspaced(scalar) { break }
        index = first
        start = first
      } else {
        guard isAtomByte(byte) else { break }
        index -= 1
        if byte.isASCIIAlphanumeric { holdsASCIILetters = true }
        if byte.isASCIIAlphanumeric || byte == UInt8(ascii: "_") { start = index }
      }
    }
    return start < end ? start..<end : nil
  }

  /// Below zero for what no address has by RFC 5322: a dot at the front or the end, two in a row.
  ///
  /// Three and more are a writer's ellipsis before an address.
  static func doubt(_ text: Span<UInt8>, _ local: Range<Int>) -> Float {
    var dots = 0
    var isOdd = text[local.upperBound - 1] == UInt8(ascii: ".")
    for index in local {
      if text[index] == UInt8(ascii: ".") {
        dots += 1
      } else {
        if dots == 2 { isOdd = true }
        dots = 0
      }
    }
    var start = local.lowerBound
    while start > 0, text[start - 1] == UInt8(ascii: ".") { start -= 1 }
    if local.lowerBound - start == 1, start == 0 || text[start - 1] <= 0x20 { isOdd = true }
    return isOdd ? -0.6 : 0
  }

  /// `atext` of RFC 5322 without the slash, the equals sign and the like, and the dot.
  private static func isAtomByte(_ byte: UInt8) -> Bool {
    if byte.isASCIIAlphanumeric { return true }
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"),
      UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"),
      UInt8(ascii: "+"), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "~"),
      UInt8(ascii: "-"):
      return true
    default: return false
    }
  }

  private static func isMark(_ properties: Unicode.Scalar.Properties) -> Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  /// Kana, Bopomofo, Han and Hangul.
  private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    (0x2E80...0x9FFF).contains(scalar.value) || (0xAC00...0xD7AF).contains(scalar.value)
      || (0xF900...0xFAFF).contains(scalar.value) || (0x20000...0x3FFFF).contains(scalar.value)
  }

  /// The scalar whose last byte stands before `end`, and where it begins; the text is valid UTF-8.
  private static func scalar(
    endingAt end: Int, in text: Span<UInt8>
  ) -> (scalar: Unicode.Scalar, first: Int) {
    var first = end - 1
    while first > 0, text[first] & 0xC0 == 0x80 { first -= 1 }
    let lead = UInt32(text[first])
    var value = lead & (0x7F >> UInt32(end - first))
    for index in first + 1..<max(end, first + 1) { value = value << 6 | UInt32(text[index] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", first)
  }
}
