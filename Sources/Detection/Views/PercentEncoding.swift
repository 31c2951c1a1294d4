import Records

/// Percent-encoding (RFC 3986 section 2.1) and the bytes that quoted-printable writes alike (RFC 2045 section 6.7).
enum PercentEncoding {
  /// The scalar whose UTF-8 form stands percent-encoded at `position`; nil if there is none.
  static func element(
    _ bytes: Span<UInt8>, at position: Int, end: Int
  ) -> JSONEscapes.Element? {
    guard let lead = byte(bytes, at: position, end, after: UInt8(ascii: "%")) else { return nil }
    if lead < 0x80 { return JSONEscapes.Element(scalar: UInt32(lead), length: 3) }
    guard let shape = UTF8Sequence(lead: lead) else { return nil }
    var scalar = shape.leadBits
    for index in 1..<shape.length {
      guard let next = byte(bytes, at: position + 3 * index, end, after: UInt8(ascii: "%")),
        next & 0xC0 == 0x80
      else { return nil }
      scalar = scalar << 6 | UInt32(next & 0x3F)
    }
    guard shape.allows(scalar) else { return nil }
    return JSONEscapes.Element(scalar: scalar, length: 3 * shape.length)
  }

  /// `=40` and the like: only what stands for a character of addresses, and only inside a word.
  static func quotedPrintable(
    _ bytes: Span<UInt8>, at position: Int, start: Int, end: Int
  ) -> JSONEscapes.Element? {
    guard let byte = byte(bytes, at: position, end, after: UInt8(ascii: "=")),
      byte == UInt8(ascii: "@") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+"),
      position > start, bytes[position - 1].isASCIIAlphanumeric,
      position + 3 < end, bytes[position + 3].isASCIIAlphanumeric
    else { return nil }
    return JSONEscapes.Element(scalar: UInt32(byte), length: 3)
  }

  /// Whether the `+` at `position` is a space of a query: between digits, in a word with `%` or `=` before it.
  static func isSpace(_ bytes: Span<UInt8>, at position: Int, start: Int, end: Int) -> Bool {
    guard position > start, bytes[position - 1].isASCIIDigit, position + 1 < end,
      bytes[position + 1].isASCIIDigit
    else { return false }
    var at = position - 1
    while at >= max(start, position - longestQueryValue), bytes[at] > 0x20 {
      if bytes[at] == UInt8(ascii: "%") || bytes[at] == UInt8(ascii: "=") { return true }
      at -= 1
    }
    return false
  }

  /// How far before a `+` its `=` may be.
  private static let longestQueryValue = 48

  private static func byte(
    _ bytes: Span<UInt8>, at position: Int, _ end: Int, after sign: UInt8
  ) -> UInt8? {
    guard position + 3 <= end, bytes[position] == sign,
      let high = bytes[position + 1].hexDigitValue, let low = bytes[position + 2].hexDigitValue
    else { return nil }
    return high << 4 | low
  }
}

/// The form of a UTF-8 sequence as its first byte tells it (Unicode, table 3-7).
private struct UTF8Sequence {
  var length: Int
  var leadBits: UInt32

  init?(lead: UInt8) {
    switch lead {
    case 0xC2...0xDF: (length, leadBits) = (2, UInt32(lead & 0x1F))
    case 0xE0...0xEF: (length, leadBits) = (3, UInt32(lead & 0x0F))
    case 0xF0...0xF4: (length, leadBits) = (4, UInt32(lead & 0x07))
    default: return nil
    }
  }

  func allows(_ scalar: UInt32) -> Bool {
    let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    return scalar >= least && Unicode.Scalar(scalar) != nil
  }
}
