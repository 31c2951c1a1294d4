/// An identifier's letters and digits, in capitals and without what separates them.
struct IdentifierText {
  /// The longest identifier is an IBAN of 34 characters (ISO 13616-1).
  static let capacity = 36

  /// How many characters there are.
  private(set) var count = 0
  private let start: Int
  private var characters = InlineArray<36, UInt8>(repeating: 0)
  /// Each character's distance from the first.
  private var offsets = InlineArray<36, UInt16>(repeating: 0)
  /// How many characters stand before a separator that differs from an earlier one.
  private var sameSeparatorCount = Int.max
  /// One bit for each count of characters after which neither a letter nor a digit stands.
  private(set) var boundaries: UInt64 = 0

  /// Reads `range` until there is no room.
  init(_ text: Span<UInt8>, _ range: Range<Int>) {
    start = range.lowerBound
    var separator: UInt8 = 0
    for index in range {
      let byte = text[index]
      if byte.isASCIIAlphanumeric {
        if count == Self.capacity { return }
        characters[count] = byte.isASCIIDigit ? byte : byte & ~0x20
        offsets[count] = UInt16(truncatingIfNeeded: index - start)
        count += 1
        if index + 1 == text.count || !text[index + 1].isASCIIAlphanumeric {
          boundaries |= 1 << UInt64(count)
        }
      } else if separator == 0 {
        separator = byte
      } else if byte != separator {
        sameSeparatorCount = min(sameSeparatorCount, count)
      }
    }
  }

  /// The first `length` characters.
  func prefix(_ length: Int) -> IdentifierText {
    var prefix = self
    prefix.count = min(count, length)
    return prefix
  }

  /// One past the last character's position in the text.
  var end: Int { start + Int(offsets[count - 1]) + 1 }

  subscript(index: Int) -> UInt8 { characters[index] }

  /// A digit's value; for letters A is 10 and Z is 35 (ISO 7064, ICAO 9303).
  func value(_ index: Int) -> Int {
    let byte = characters[index]
    return byte.isASCIIDigit ? Int(byte) - 48 : Int(byte) - 55
  }

  /// The number that the digits of a range make.
  func number(_ range: Range<Int>) -> Int {
    var number = 0
    for index in range { number = number * 10 + value(index) }
    return number
  }

  func isDigit(_ index: Int) -> Bool { characters[index].isASCIIDigit }

  func areDigits(_ range: Range<Int>) -> Bool {
    for index in range where !isDigit(index) { return false }
    return true
  }

  var areAllDigits: Bool { areDigits(0..<count) }

  func areLetters(_ range: Range<Int>) -> Bool {
    for index in range where isDigit(index) { return false }
    return true
  }

  /// Whether all characters are one and the same.
  var isUniform: Bool {
    for index in 1..<max(1, count) where characters[index] != characters[0] { return false }
    return true
  }
}

/// How it is written.
extension IdentifierText {
  /// Whether nothing separates the characters.
  var isBare: Bool { Int(offsets[count - 1]) == count - 1 }

  /// The sizes of the groups that separators make, a hexadecimal digit each: 0x324 for 123-45-6789.
  var groups: UInt64 {
    var groups: UInt64 = 0
    var size: UInt64 = 0
    for index in 0..<count {
      if index > 0, offsets[index] != offsets[index - 1] + 1 {
        groups = groups << 4 | size
        size = 0
      }
      size = min(15, size + 1)
    }
    return groups << 4 | size
  }

  /// What the way it is written says: `bonus` for one of its usual groupings, less than nothing for another.
  ///
  /// An identifier without separators says nothing; one in unusual groups with several kinds of separators is
  /// ``Identifier/impossible``.
  func grouping(_ usual: UInt64, or other: UInt64 = 0, bonus: Float) -> Float {
    if isBare { return 0 }
    let groups = groups
    if groups == usual || groups == other { return bonus }
    return sameSeparatorCount < count ? Identifier.impossible : -0.3
  }
}
