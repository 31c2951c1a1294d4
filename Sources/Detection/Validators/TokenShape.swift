/// What the text around a match says about it: whether it is a piece of something else.
enum TokenShape {
  /// Whether a digit or ASCII letter stands right before or after.
  ///
  /// Letters outside ASCII do not count: Chinese and Japanese text puts no space before numbers.
  static func touchesAlphanumeric(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    (range.lowerBound > 0 && text[range.lowerBound - 1].isASCIIAlphanumeric)
      || (range.upperBound < text.count && text[range.upperBound].isASCIIAlphanumeric)
  }

  /// Where one of the lower-case `words` begins that ends at `end` and has no letter or digit
  /// before it, as in `card4111…`; nil if none does.
  static func announcementStart(
    _ text: Span<UInt8>, _ end: Int, _ words: [[UInt8]]
  ) -> Int? {
    var start = end
    while start > 0, end - start < 16, text[start - 1].isASCIILetter { start -= 1 }
    guard start < end, start == 0 || !text[start - 1].isASCIIAlphanumeric else { return nil }
    let found = words.contains { word in
      word.count == end - start
        && word.indices.allSatisfy { text[start + $0] | 0x20 == word[$0] }
    }
    return found ? start : nil
  }

  /// Whether a decimal point and a digit stand before: `0.`, `3.` or `0,`.
  ///
  /// Behind any other number a comma separates: `1001,4111111111111111,12/27` is a table's row.
  static func isDecimal(_ text: Span<UInt8>, before start: Int) -> Bool {
    guard start >= 2, text[start - 2].isASCIIDigit else { return false }
    if text[start - 1] == UInt8(ascii: ".") { return true }
    return text[start - 1] == UInt8(ascii: ",") && text[start - 2] == UInt8(ascii: "0")
      && (start == 2 || !text[start - 3].isASCIIDigit)
  }

  /// Whether a decimal point and a digit follow: `.5`.
  static func isDecimal(_ text: Span<UInt8>, after end: Int) -> Bool {
    guard end + 1 < text.count, text[end + 1].isASCIIDigit else { return false }
    return text[end] == UInt8(ascii: ".")
  }

  /// Whether a currency sign stands before, with or without a space: `$`, `€`, `£`, `¥`, `₹`.
  static func followsCurrency(_ text: Span<UInt8>, _ start: Int) -> Bool {
    var end = start
    if end > 0, text[end - 1] == UInt8(ascii: " ") { end -= 1 }
    guard end > 0 else { return false }
    if text[end - 1] == UInt8(ascii: "$") { return true }
    // £ and ¥ are C2 A3 and C2 A5; the currency signs block, U+20A0…U+20BF, is E2 82 A0…BF.
    if end >= 2, text[end - 2] == 0xC2 {
      return text[end - 1] == 0xA3 || text[end - 1] == 0xA5
    }
    return end >= 3 && text[end - 3] == 0xE2 && text[end - 2] == 0x82 && text[end - 1] >= 0xA0
  }

  /// Whether the match is inside a UUID: 8-4-4-4-12 hexadecimal digits (RFC 9562 section 4).
  static func isInUUID(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let token = extent(text, range) { $0.isASCIIHexDigit || $0 == UInt8(ascii: "-") }
    guard token.count >= 36 else { return false }
    for start in token.lowerBound...(token.upperBound - 36)
    where start <= range.lowerBound && range.upperBound <= start + 36 {
      if isUUID(text, at: start) { return true }
    }
    return false
  }

  private static func isUUID(_ text: Span<UInt8>, at start: Int) -> Bool {
    for offset in 0..<36 {
      let isHyphen = text[start + offset] == UInt8(ascii: "-")
      let expectsHyphen = offset == 8 || offset == 13 || offset == 18 || offset == 23
      guard isHyphen == expectsHyphen else { return false }
    }
    return true
  }

  /// Whether the match is a part of a longer token of letters, digits, hyphens and underscores.
  ///
  /// `ORD-4155550123`, `a1b2-4155550123` and `4155550123_v2` are names of things. A word of
  /// letters that ends in a hyphen or an underscore makes one too, unless it names a number:
  /// those end in a letter and a separator that is neither (`tel:`, `phone=`).
  static func isInIdentifier(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let token = extent(text, range) {
      $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
    for index in token.lowerBound..<range.lowerBound where text[index].isASCIIAlphanumeric {
      return true
    }
    // A plain word after a hyphen is the writer's (`…0123-office`); a digit or an underscore is a
    // program's.
    for index in range.upperBound..<token.upperBound
    where text[index].isASCIIDigit || text[index] == UInt8(ascii: "_") {
      return index > range.upperBound || token.upperBound > index + 1
    }
    return false
  }

  /// Whether nothing but a name of letters and an underscore stands before the match, and nothing behind: `id_4111…`.
  static func isNamed(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let token = extent(text, range) {
      $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
    guard token.upperBound == range.upperBound, token.lowerBound < range.lowerBound,
      text[range.lowerBound - 1] == UInt8(ascii: "_")
    else { return false }
    return (token.lowerBound..<range.lowerBound).allSatisfy {
      text[$0].isASCIILetter || text[$0] == UInt8(ascii: "_")
    }
  }

  /// Whether the match is a part of a URL's path: `https://example.com/orders/4155550123`.
  static func isInURLPath(_ text: Span<UInt8>, _ start: Int) -> Bool {
    guard start > 0, text[start - 1] == UInt8(ascii: "/") else { return false }
    var index = start - 1
    while index > 0, isURLByte(text[index - 1]), start - index < 512 {
      index -= 1
      if text[index] == UInt8(ascii: ":"), text[index + 1] == UInt8(ascii: "/") {
        return !endsWithChatHost(text, index, start - 1)
      }
    }
    return false
  }

  /// `wa.me/` is followed by nothing but phone numbers.
  private static func endsWithChatHost(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end - start >= 5 else { return false }
    return text[end - 5] == UInt8(ascii: "w") && text[end - 4] == UInt8(ascii: "a")
      && text[end - 3] == UInt8(ascii: ".") && text[end - 2] == UInt8(ascii: "m")
      && text[end - 1] == UInt8(ascii: "e")
  }

  private static func isURLByte(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "<")
  }

  /// Bytes of a class around a range, at most 64 to each side.
  private static func extent(
    _ text: Span<UInt8>, _ range: Range<Int>, _ belongs: (UInt8) -> Bool
  ) -> Range<Int> {
    var start = range.lowerBound
    while start > 0, range.lowerBound - start < 64, belongs(text[start - 1]) { start -= 1 }
    var end = range.upperBound
    while end < text.count, end - range.upperBound < 64, belongs(text[end]) { end += 1 }
    return start..<end
  }
}
