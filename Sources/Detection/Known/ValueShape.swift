import Records

/// What a value looks like when nobody says what it is.
enum ValueShape: Sendable {
  case email
  case phone
  case name
  case other

  /// - Parameter words: the value's words.
  static func of(_ value: Span<UInt8>, _ words: [Word]) -> ValueShape {
    if holds(value, UInt8(ascii: "@")) { return words.count >= 3 ? .email : .other }
    if isPhone(value) { return .phone }
    return isName(value, words) ? .name : .other
  }

  static func holds(_ value: Span<UInt8>, _ byte: UInt8) -> Bool {
    value.indices.contains { value[$0] == byte }
  }

  /// Seven to fifteen digits (ITU-T E.164 section 6.1) and nothing but what stands between them.
  private static func isPhone(_ value: Span<UInt8>) -> Bool {
    var digits = 0
    for index in value.indices {
      switch value[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "+"), UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "/"):
        break
      default: return false
      }
    }
    return (7...15).contains(digits)
  }

  /// Words without digits that begin with capitals, and between them nothing but what names hold.
  private static func isName(_ value: Span<UInt8>, _ words: [Word]) -> Bool {
    guard (1...PersonName.mostParts).contains(words.count) else { return false }
    for index in value.indices where value[index] < 0x80 && !value[index].isASCIIAlphanumeric {
      switch value[index] {
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "'"), UInt8(ascii: "."),
        UInt8(ascii: ","):
        break
      default: return false
      }
    }
    return words.allSatisfy { word in
      !word.isDigits && (word.startsCapital || KnownWords.particles.contains(word.hash))
        && !holdsDigit(value, word)
    }
  }

  static func holdsDigit(_ value: Span<UInt8>, _ word: Word) -> Bool {
    (word.start..<word.end).contains { value[$0].isASCIIDigit }
  }
}
