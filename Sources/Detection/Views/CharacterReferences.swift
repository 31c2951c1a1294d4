import Records

/// Character references of HTML (HTML Standard, section 13.5), those that can be part of a value.
enum CharacterReferences {
  /// The scalar that a reference at `position` stands for; nil if there is none.
  static func element(
    _ bytes: Span<UInt8>, at position: Int, end: Int
  ) -> JSONEscapes.Element? {
    guard position + 3 < end else { return nil }
    return bytes[position + 1] == UInt8(ascii: "#")
      ? numeric(bytes, position, end) : named(bytes, position, end)
  }

  /// `&#64;` and `&#x40;`. Browsers read them without the semicolon too; where something encoded follows it may
  /// hold the rest of the number.
  private static func numeric(
    _ bytes: Span<UInt8>, _ position: Int, _ end: Int
  ) -> JSONEscapes.Element? {
    var at = position + 2
    let isHexadecimal = bytes[at] | 0x20 == UInt8(ascii: "x")
    if isHexadecimal { at += 1 }
    let first = at
    var value: UInt32 = 0
    while at < end, at - first < 10, let digit = bytes[at].hexDigitValue,
      isHexadecimal || digit < 10
    {
      value = min(0x110000, value * (isHexadecimal ? 16 : 10) + UInt32(digit))
      at += 1
    }
    guard at > first, value > 8, Unicode.Scalar(value) != nil else { return nil }
    if at < end, bytes[at] == UInt8(ascii: ";") {
      at += 1
    } else if at < end, startsEncoding(bytes[at]) {
      return nil
    }
    return JSONEscapes.Element(scalar: value, length: at - position)
  }

  private static func startsEncoding(_ byte: UInt8) -> Bool {
    byte.isNonASCII || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "%")
      || byte == UInt8(ascii: "\\")
  }

  private static func named(
    _ bytes: Span<UInt8>, _ position: Int, _ end: Int
  ) -> JSONEscapes.Element? {
    var at = position + 1
    while at < end, at - position <= longestName, bytes[at].isASCIILetter { at += 1 }
    guard at < end, bytes[at] == UInt8(ascii: ";"), at > position + 1 else { return nil }
    search: for (name, scalar) in names where name.count == at - position - 1 {
      for offset in name.indices where bytes[position + 1 + offset] != name[offset] {
        continue search
      }
      return JSONEscapes.Element(scalar: scalar, length: at + 1 - position)
    }
    return nil
  }

  private static let longestName = 12

  private static let names: [([UInt8], UInt32)] = [
    ("amp", 0x26), ("commat", 0x40), ("period", 0x2E), ("nbsp", 0xA0), ("hyphen", 0x2010),
    ("dash", 0x2010), ("ndash", 0x2013), ("mdash", 0x2014), ("horbar", 0x2015), ("minus", 0x2212),
    ("lt", 0x3C), ("gt", 0x3E), ("quot", 0x22), ("apos", 0x27), ("colon", 0x3A), ("num", 0x23),
    ("plus", 0x2B), ("lpar", 0x28), ("rpar", 0x29), ("sol", 0x2F), ("bsol", 0x5C),
    ("lowbar", 0x5F), ("comma", 0x2C), ("semi", 0x3B), ("equals", 0x3D), ("percnt", 0x25),
    ("ast", 0x2A), ("lsqb", 0x5B), ("rsqb", 0x5D), ("lbrack", 0x5B), ("rbrack", 0x5D),
    ("ensp", 0x2002), ("emsp", 0x2003), ("thinsp", 0x2009), ("hairsp", 0x200A), ("shy", 0xAD),
    ("zwj", 0x200D), ("zwnj", 0x200C), ("Tab", 0x09), ("NewLine", 0x0A), ("middot", 0xB7),
    ("bull", 0x2022), ("sup1", 0xB9), ("sup2", 0xB2), ("sup3", 0xB3),
  ].map { (Array($0.0.utf8), $0.1) }
}
