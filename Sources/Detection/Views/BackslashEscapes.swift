import Records

/// Backslashes that a text holds after its own escapes are undone: JSON quoted in prose, logs, Markdown.
enum BackslashEscapes {
  /// The scalar that an escape at `position` stands for; nil if there is none.
  ///
  /// Known are JSON's escapes, `\x40`, and a backslash before ASCII punctuation (CommonMark 0.31, section 2.4).
  static func element(
    _ bytes: Span<UInt8>, at position: Int, end: Int
  ) -> JSONEscapes.Element? {
    guard position + 1 < end else { return nil }
    let next = bytes[position + 1]
    switch next {
    case UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"),
      UInt8(ascii: "t"):
      return JSONEscapes.element(bytes, at: position, end: end)
    case UInt8(ascii: "u"):
      guard hasHexDigits(bytes, position + 2, 4, end) else { return nil }
      let pairs =
        position + 12 <= end && bytes[position + 6] == UInt8(ascii: "\\")
        && bytes[position + 7] == UInt8(ascii: "u") && hasHexDigits(bytes, position + 8, 4, end)
      return JSONEscapes.element(bytes, at: position, end: pairs ? end : position + 6)
    case UInt8(ascii: "x"):
      guard position + 3 < end, let high = bytes[position + 2].hexDigitValue,
        let low = bytes[position + 3].hexDigitValue, high < 8
      else { return nil }
      return JSONEscapes.Element(scalar: UInt32(high << 4 | low), length: 4)
    // Before the sign of another encoding the backslash may be that of an escape whose letter is encoded.
    case UInt8(ascii: "%"), UInt8(ascii: "&"): return nil
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E:
      return JSONEscapes.Element(scalar: UInt32(next), length: 2)
    default:
      return nil
    }
  }

  private static func hasHexDigits(
    _ bytes: Span<UInt8>, _ start: Int, _ count: Int, _ end: Int
  ) -> Bool {
    start + count <= end
      && (start..<start + count).allSatisfy { bytes[$0].hexDigitValue != nil }
  }
}
