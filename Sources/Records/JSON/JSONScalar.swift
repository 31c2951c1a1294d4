/// A number or literal outside strings (RFC 8259 sections 3 and 6).
struct JSONScalar {
  enum Kind { case integer, otherNumber, literal }

  var kind: Kind
  /// One past its last byte.
  var end: Int
  /// Digits of an integer.
  var digits: Int

  /// Reads the scalar at `start`; nil if it is not one, or something is glued to its end.
  static func parse(_ bytes: Span<UInt8>, from start: Int) -> JSONScalar? {
    switch bytes[start] {
    case UInt8(ascii: "t"): return literal("true", bytes, start)
    case UInt8(ascii: "f"): return literal("false", bytes, start)
    case UInt8(ascii: "n"): return literal("null", bytes, start)
    default: return number(bytes, start)
    }
  }

  private static func literal(
    _ word: StaticString, _ bytes: Span<UInt8>, _ start: Int
  ) -> JSONScalar? {
    let length = word.utf8CodeUnitCount
    guard start + length <= bytes.count else { return nil }
    for offset in 0..<length where bytes[start + offset] != byte(of: word, at: offset) {
      return nil
    }
    guard endsScalar(bytes, start + length) else { return nil }
    return JSONScalar(kind: .literal, end: start + length, digits: 0)
  }

  // Safety: `offset` is below the string's length, and a StaticString's bytes live for ever.
  private static func byte(of word: StaticString, at offset: Int) -> UInt8 {
    unsafe word.utf8Start[offset]
  }

  private static func number(_ bytes: Span<UInt8>, _ start: Int) -> JSONScalar? {
    var at = start
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    let firstDigit = at
    let wholeDigits = digits(bytes, &at)
    guard wholeDigits > 0 else { return nil }
    if wholeDigits > 1, bytes[firstDigit] == UInt8(ascii: "0") { return nil }
    var kind = Kind.integer
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      guard digits(bytes, &at) > 0 else { return nil }
      kind = .otherNumber
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") {
        at += 1
      }
      guard digits(bytes, &at) > 0 else { return nil }
      kind = .otherNumber
    }
    guard endsScalar(bytes, at) else { return nil }
    return JSONScalar(kind: kind, end: at, digits: wholeDigits)
  }

  /// Moves past a run of digits and counts them.
  private static func digits(_ bytes: Span<UInt8>, _ at: inout Int) -> Int {
    let start = at
    while at < bytes.count, bytes[at] &- UInt8(ascii: "0") < 10 { at += 1 }
    return at - start
  }

  /// Whether what stands at `position` may follow a scalar: white space or a structural character.
  ///
  /// A structural one that is wrong here (a second value, a bracket) is the walker's to refuse.
  private static func endsScalar(_ bytes: Span<UInt8>, _ position: Int) -> Bool {
    guard position < bytes.count else { return true }
    switch bytes[position] {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"),
      UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "}"), UInt8(ascii: "]"),
      UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""):
      return true
    default:
      return false
    }
  }
}
