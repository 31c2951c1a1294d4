/// Characters outside ASCII that a reader takes for a digit, a letter or a sign of a value.
///
/// A string of such characters holds no trigger byte, so it must be examined because of them. Spaces and dashes alone
/// hide no trigger; invisible characters cut a long token into short ones.
enum Foldable {
  /// Whether a character of `bytes[start..<end]` could be one, judged by its first bytes alone: too often rather
  /// than too seldom. The bytes may be ill-formed UTF-8.
  static func stands(in bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var at = start
    while at < end {
      // Eight bytes of ASCII at a time.
      let high = SpanBytes.word(bytes, at: at, count: min(8, end - at)) & 0x8080_8080_8080_8080
      guard high != 0 else {
        at += 8
        continue
      }
      at += high.trailingZeroBitCount / 8
      let lead = bytes[at]
      if lead >= 0xC2, at + 1 < end,
        isFoldable(lead, bytes[at + 1], bytes, at, end)
          || (at > start && isTokenByte(bytes[at - 1]) && isInvisible(bytes, at, end))
      {
        return true
      }
      at += 1
    }
    return false
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
  }

  /// Soft hyphen, U+034F, U+180B…F, U+200B…F, U+202A…E, U+2060…F, variation selectors, U+FEFF: by their first bytes.
  private static func isInvisible(_ bytes: Span<UInt8>, _ at: Int, _ end: Int) -> Bool {
    let second = bytes[at + 1]
    let third = at + 2 < end ? bytes[at + 2] : 0
    return switch bytes[at] {
    case 0xC2: second == 0xAD
    case 0xCD: second == 0x8F
    case 0xE1: second == 0xA0 && third >= 0x8B && third <= 0x8F
    case 0xE2:
      second == 0x80 && (0x8B...0x8F ~= third || 0xAA...0xAE ~= third)
        || second == 0x81 && third >= 0xA0 && third <= 0xAF
    case 0xEF: second == 0xB8 && third < 0x90 || second == 0xBB && third == 0xBF
    default: false
    }
  }

  private static func isFoldable(
    _ lead: UInt8, _ second: UInt8, _ bytes: Span<UInt8>, _ at: Int, _ end: Int
  ) -> Bool {
    switch lead {
    // U+00B2, U+00B3, U+00B7, U+00B9
    case 0xC2: second == 0xB2 || second == 0xB3 || second == 0xB7 || second == 0xB9
    // Arabic and N'Ko digits, Arabic full stop
    case 0xD9, 0xDB, 0xDF: true
    // Scripts of South and South-East Asia, Ethiopia, Mongolia; not the Latin and Greek letters from U+1E00 on
    case 0xE0: true
    case 0xE1: second < 0xB8
    // U+2024 and U+2027, superscripts, letter-like symbols, operators, numbers and letters in circles
    case 0xE2:
      switch second {
      case 0x80: at + 2 < end && (bytes[at + 2] == 0xA4 || bytes[at + 2] == 0xA7)
      case 0x81, 0x82, 0x84, 0x85, 0x88, 0x8B, 0x91, 0x92, 0x93, 0x9D, 0x9E: true
      default: false
      }
    // U+3002
    case 0xE3: second == 0x80 && at + 2 < end && bytes[at + 2] == 0x82
    // Digits of Vai and others; from 0xB0 on Hangul
    case 0xEA: second < 0xB0
    // Small and full-width forms
    case 0xEF: second == 0xB9 || second == 0xBC || second == 0xBD
    // Beyond the first plane all but pictographs
    case 0xF0:
      second != 0x9F || at + 2 < end && (0x84...0x86).contains(bytes[at + 2])
        || at + 2 < end && bytes[at + 2] == 0xAF
    default: false
    }
  }
}
