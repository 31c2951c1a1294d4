/// What a whole leaf is when its form alone tells: values that fill most records and hold nothing.
///
/// Numbers-like rules skip such leaves before any expression runs. It takes a few nanoseconds.
package enum LeafShape {
  case timestamp
  case uuid
  case other

  /// Letters and digits that stand in a row in one at the most: the last group of a UUID.
  package static let longestToken = 12

  /// RFC 3339 date and time (also with a space between), or RFC 9562 section 4 UUID.
  package static func of(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> LeafShape {
    let length = end - start
    if length == 36 { return isUUID(bytes, start) ? .uuid : .other }
    guard length >= 19, length <= 35, isTimestamp(bytes, start, end) else { return .other }
    return .timestamp
  }

  private static let longestWhole = 6
  private static let longestFraction = 3
  /// In the whole and the fraction together.
  package static let mostDigitsOfDecimal = longestWhole + longestFraction

  /// Seconds, a share, a confidence, if nothing says otherwise: up to six digits, a full stop, up to three digits.
  package static func isDecimal(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    decimalPoint(bytes, start, end) != nil
  }

  /// Where such a number's full stop stands; nil for other leaves.
  package static func decimalPoint(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    let length = end - start
    guard length <= longestWhole + 1 + longestFraction else { return nil }
    // What is no digit must stand once, early enough, and be a full stop.
    let low = others(bytes, start, length)
    let whole = low.trailingZeroBitCount / 8
    guard low != 0, low & (low &- 1) == 0, 1...longestWhole ~= whole,
      1...longestFraction ~= length - 1 - whole, bytes[start + whole] == UInt8(ascii: "."),
      length <= 8 || others(bytes, start + 8, length - 8) == 0
    else { return nil }
    return start + whole
  }

  /// Which of up to eight of `count` bytes are no digits, the first byte the lowest.
  @inline(__always)
  private static func others(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> UInt64 {
    let ends = others(SpanBytes.word(bytes, at: start, count: min(count, 8)))
    return count < 8 ? ends & ((1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1) : ends
  }

  /// Of eight bytes the highest bit of each that is no digit.
  private static func others(_ word: UInt64) -> UInt64 {
    let bytes = word ^ 0x3030_3030_3030_3030
    // Up to nine more than a zero leaves the bit clear when 0x76 is added.
    let above = (bytes & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676
    return (above | bytes) & 0x8080_8080_8080_8080
  }

  private static func isTimestamp(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 7] == UInt8(ascii: "-"),
      bytes[start + 13] == UInt8(ascii: ":"), bytes[start + 16] == UInt8(ascii: ":"),
      bytes[start + 10] | 0x20 == UInt8(ascii: "t") || bytes[start + 10] == UInt8(ascii: " ")
    else { return false }
    // Twice eight and, over some of them again, the last eight of the nineteen.
    guard areDigits(bytes, start, 0xFFFF_FFFF_00FF_FF00),
      areDigits(bytes, start + 8, 0xFFFF_00FF_FF00_FFFF),
      areDigits(bytes, start + 11, 0xFFFF_00FF_FF00_FFFF)
    else { return false }
    for position in start + 19..<max(end, start + 19) {
      switch bytes[position] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: ":"),
        UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "Z"), UInt8(ascii: "z"):
        continue
      default: return false
      }
    }
    return true
  }

  /// Whether those of eight bytes are digits that `mask`, from its top down, has ones for.
  private static func areDigits(_ bytes: Span<UInt8>, _ start: Int, _ mask: UInt64) -> Bool {
    others(SpanBytes.word(bytes, at: start).bigEndian) & mask == 0
  }

  private static func isUUID(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
    for position in 0..<36 {
      let byte = bytes[start + position]
      switch position {
      case 8, 13, 18, 23: if byte != UInt8(ascii: "-") { return false }
      default: if !byte.isASCIIDigit, (byte | 0x20) &- UInt8(ascii: "a") > 5 { return false }
      }
    }
    return true
  }
}
