/// The escapes of JSON strings (RFC 8259 section 7).
package enum JSONEscapes {
  /// Checks every escape of a string's content.
  ///
  /// - Returns: nil if one is malformed; otherwise whether any can hide a byte that a trigger asks for: `\u`, `\/`, or an
  ///   escaped backslash before a `u`, which is the same one string deeper.
  package static func validate(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool? {
    var at = start
    var couldHide = false
    while at < end {
      guard bytes[at] == UInt8(ascii: "\\") else {
        at += 1
        continue
      }
      guard at + 1 < end else { return nil }
      switch bytes[at + 1] {
      case UInt8(ascii: "/"):
        couldHide = true
        at += 2
      case UInt8(ascii: "\\"):
        at += 2
        if at < end, bytes[at] == UInt8(ascii: "u") { couldHide = true }
      case UInt8(ascii: "\""), UInt8(ascii: "b"), UInt8(ascii: "f"),
        UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
        at += 2
      case UInt8(ascii: "u"):
        guard at + 6 <= end else { return nil }
        for digit in at + 2..<at + 6 where hexValue(bytes[digit]) == nil { return nil }
        couldHide = true
        at += 6
      default:
        return nil
      }
    }
    return couldHide
  }

  /// One element of a string's content: the scalar it stands for and how many bytes it takes.
  package struct Element {
    package var scalar: UInt32
    package var length: Int

    package init(scalar: UInt32, length: Int) {
      self.scalar = scalar
      self.length = length
    }
  }

  /// Reads the element at `position` of a validated string's content.
  ///
  /// A surrogate pair is one element of twelve bytes; a lone surrogate stands for U+FFFD.
  package static func element(_ bytes: Span<UInt8>, at position: Int, end: Int) -> Element {
    let byte = bytes[position]
    if byte != UInt8(ascii: "\\") { return utf8Element(bytes, at: position) }
    switch bytes[position + 1] {
    case UInt8(ascii: "b"): return Element(scalar: 0x08, length: 2)
    case UInt8(ascii: "f"): return Element(scalar: 0x0C, length: 2)
    case UInt8(ascii: "n"): return Element(scalar: 0x0A, length: 2)
    case UInt8(ascii: "r"): return Element(scalar: 0x0D, length: 2)
    case UInt8(ascii: "t"): return Element(scalar: 0x09, length: 2)
    case UInt8(ascii: "u"):
      let unit = codeUnit(bytes, at: position + 2)
      guard (0xD800...0xDFFF).contains(unit) else { return Element(scalar: unit, length: 6) }
      if unit < 0xDC00, position + 12 <= end, bytes[position + 6] == UInt8(ascii: "\\"),
        bytes[position + 7] == UInt8(ascii: "u")
      {
        let low = codeUnit(bytes, at: position + 8)
        if (0xDC00...0xDFFF).contains(low) {
          return Element(scalar: 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00), length: 12)
        }
      }
      return Element(scalar: 0xFFFD, length: 6)
    case let literal: return Element(scalar: UInt32(literal), length: 2)
    }
  }

  /// Reads the scalar at `position` of well-formed UTF-8.
  package static func utf8Element(_ bytes: Span<UInt8>, at position: Int) -> Element {
    let lead = bytes[position]
    func tail(_ offset: Int) -> UInt32 { UInt32(bytes[position + offset] & 0x3F) }
    switch lead {
    case ..<0x80: return Element(scalar: UInt32(lead), length: 1)
    case ..<0xE0: return Element(scalar: UInt32(lead & 0x1F) << 6 | tail(1), length: 2)
    case ..<0xF0:
      return Element(scalar: UInt32(lead & 0x0F) << 12 | tail(1) << 6 | tail(2), length: 3)
    default:
      return Element(
        scalar: UInt32(lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), length: 4)
    }
  }

  /// How many Unicode scalars the decoded form of `bytes[start..<end]` has.
  package static func scalarCount(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, escaped: Bool
  ) -> Int {
    var at = start
    var count = 0
    while at < end {
      at +=
        escaped
        ? element(bytes, at: at, end: end).length : utf8Element(bytes, at: at).length
      count += 1
    }
    return count
  }

  /// Appends the decoded form of a string's content as UTF-8.
  package static func decode(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, into output: inout [UInt8]
  ) {
    var at = start
    while at < end {
      let element = element(bytes, at: at, end: end)
      appendUTF8(element.scalar, to: &output)
      at += element.length
    }
  }

  /// Appends a scalar as one to four bytes of UTF-8.
  package static func appendUTF8(_ scalar: UInt32, to output: inout [UInt8]) {
    switch scalar {
    case ..<0x80:
      output.append(UInt8(scalar))
    case ..<0x800:
      output.append(UInt8(0xC0 | scalar >> 6))
      output.append(UInt8(0x80 | scalar & 0x3F))
    case ..<0x10000:
      output.append(UInt8(0xE0 | scalar >> 12))
      output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      output.append(UInt8(0x80 | scalar & 0x3F))
    default:
      output.append(UInt8(0xF0 | scalar >> 18))
      output.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      output.append(UInt8(0x80 | scalar & 0x3F))
    }
  }

  /// Appends text as the content of a JSON string, escaping only what RFC 8259 requires.
  package static func encode(_ text: Span<UInt8>, into output: inout [UInt8]) {
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        output.append(UInt8(ascii: "\\"))
        output.append(byte)
      case UInt8(ascii: "\n"): output.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
      case UInt8(ascii: "\r"): output.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
      case UInt8(ascii: "\t"): output.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
      case ..<0x20:
        output.append(contentsOf: Array("\\u00".utf8))
        output.append(hexDigit(byte >> 4))
        output.append(hexDigit(byte & 0x0F))
      default: output.append(byte)
      }
    }
  }

  private static func codeUnit(_ bytes: Span<UInt8>, at position: Int) -> UInt32 {
    var unit: UInt32 = 0
    for offset in 0..<4 { unit = unit << 4 | UInt32(hexValue(bytes[position + offset]) ?? 0) }
    return unit
  }

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private static func hexDigit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
  }
}
