/// What a whole leaf is when its form alone tells: values that fill most records and hold nothing.
///
/// Numbers-like rules skip such leaves before any expression runs. It takes a few nanoseconds.
package enum LeafShape {
  case timestamp
  case uuid
  case other

  /// RFC 3339 date and time (also with a space between), or RFC 9562 section 4 UUID.
  package static func of(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> LeafShape {
    let length = end - start
    if length == 36 { return isUUID(bytes, start) ? .uuid : .other }
    guard length >= 19, length <= 35, isTimestamp(bytes, start, end) else { return .other }
    return .timestamp
  }

  private static func isTimestamp(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 7] == UInt8(ascii: "-"),
      bytes[start + 13] == UInt8(ascii: ":"), bytes[start + 16] == UInt8(ascii: ":"),
      bytes[start + 10] | 0x20 == UInt8(ascii: "t") || bytes[start + 10] == UInt8(ascii: " ")
    else { return false }
    for offset in 0..<19 {
      switch offset {
      case 4, 7, 10, 13, 16: continue
      default: if !isDigit(bytes[start + offset]) { return false }
      }
    }
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

  private static func isUUID(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
    for position in 0..<36 {
      let byte = bytes[start + position]
      switch position {
      case 8, 13, 18, 23: if byte != UInt8(ascii: "-") { return false }
      default: if !isDigit(byte), (byte | 0x20) &- UInt8(ascii: "a") > 5 { return false }
      }
    }
    return true
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
