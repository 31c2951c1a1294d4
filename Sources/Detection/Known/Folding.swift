import Foundation

/// How scalars outside ASCII take part in words that are compared without regard to case and accents.
enum Folding {
  /// What a scalar is to a word.
  enum Part {
    /// Ends the word.
    case separator
    /// Belongs to the word and changes nothing: accents of their own, joiners, soft hyphens.
    case ignored
    /// A letter or digit, without case and accent.
    case letter(UInt32)
    /// A letter of a script that puts no spaces between words: a word by itself.
    case word(UInt32)
  }

  /// - Parameter scalar: above 0x7F.
  static func part(_ scalar: UInt32) -> Part {
    // Full-width forms are ASCII, U+FEE0 higher (Unicode 16, Halfwidth and Fullwidth Forms).
    if scalar &- 0xFF01 < 94 { return ascii(UInt8(scalar - 0xFEE0)) }
    if standsAlone(scalar) { return .word(scalar) }
    guard let value = Unicode.Scalar(scalar) else { return .separator }
    switch value.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .format: return .ignored
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter:
      return .letter(scalar < Self.foldedLimit ? Self.folded[Int(scalar)] : lowercased(value))
    case .modifierLetter, .otherLetter, .decimalNumber, .letterNumber:
      return .letter(scalar)
    default: return .separator
    }
  }

  static func isUppercase(_ scalar: UInt32) -> Bool {
    Unicode.Scalar(scalar)?.properties.isUppercase ?? false
  }

  private static func ascii(_ byte: UInt8) -> Part {
    if byte &- UInt8(ascii: "A") < 26 { return .letter(UInt32(byte | 0x20)) }
    if byte.isASCIIAlphanumeric { return .letter(UInt32(byte)) }
    return .separator
  }

  /// Scripts written without spaces: Thai to Tibetan, Myanmar, Hangul, Khmer, kana, Han.
  ///
  /// Korean has spaces, but its particles follow a name without one.
  private static func standsAlone(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0E00...0x0FFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x3040...0x30FF,
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }

  /// Latin, Greek and Cyrillic lie below; the others are asked for one by one.
  private static let foldedLimit: UInt32 = 0x0530

  private static let folded: [UInt32] = (0..<foldedLimit).map { scalar in
    Unicode.Scalar(scalar).map { lowercased($0) } ?? scalar
  }

  /// The lower-case letter, and of an accented Latin one its base: the first of its canonical decomposition.
  private static func lowercased(_ scalar: Unicode.Scalar) -> UInt32 {
    let lower = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
    if let base = undecomposed[lower.value] { return base }
    return (String(lower).decomposedStringWithCanonicalMapping.unicodeScalars.first ?? lower).value
  }

  /// Letters that Unicode does not decompose and people write without their stroke all the same; the final sigma.
  private static let undecomposed: [UInt32: UInt32] = [
    0x03C2: 0x03C3,
    0x00F8: 0x6F, 0x0142: 0x6C, 0x0111: 0x64, 0x0131: 0x69, 0x00F0: 0x64, 0x0127: 0x68,
  ]
}
