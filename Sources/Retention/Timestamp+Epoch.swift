extension Timestamp {
  /// The boundaries between seconds, milliseconds and microseconds since 1970.
  private static let secondsLimit: UInt64 = 100_000_000_000
  private static let millisecondsLimit: UInt64 = 100_000_000_000_000

  /// Milliseconds of a decimal number of seconds, milliseconds or microseconds since 1970.
  static func parseEpoch(_ text: Span<UInt8>) -> Int64? {
    var index = 0
    let negative = text.count > 0 && text[0] == UInt8(ascii: "-")
    if negative { index = 1 }
    let start = index
    var whole: UInt64 = 0
    while index < text.count, text[index] &- UInt8(ascii: "0") <= 9 {
      // 18 digits are microseconds for 30,000 years: more are no time, and might overflow.
      guard index - start < 18 else { return nil }
      whole = whole * 10 + UInt64(text[index] &- UInt8(ascii: "0"))
      index += 1
    }
    guard index > start else { return nil }
    var thousandths: UInt64 = 0
    if index < text.count, text[index] == UInt8(ascii: ".") {
      guard let decimals = decimals(text, after: &index) else { return nil }
      thousandths = decimals
    }
    guard index == text.count else { return parseExponent(text, at: index) }
    let magnitude = Int64(milliseconds(whole: whole, thousandths: thousandths))
    return negative ? -magnitude : magnitude
  }

  /// The first three decimals as thousandths, moving `index` past all of them.
  private static func decimals(_ text: Span<UInt8>, after index: inout Int) -> UInt64? {
    index += 1
    let start = index
    var value: UInt64 = 0
    while index < text.count, text[index] &- UInt8(ascii: "0") <= 9 {
      if index - start < 3 { value = value * 10 + UInt64(text[index] &- UInt8(ascii: "0")) }
      index += 1
    }
    guard index > start else { return nil }
    for _ in 0..<max(0, 3 - (index - start)) { value *= 10 }
    return value
  }

  private static func milliseconds(whole: UInt64, thousandths: UInt64) -> UInt64 {
    if whole < secondsLimit { return whole * 1_000 + thousandths }
    return whole < millisecondsLimit ? whole : whole / 1_000
  }

  /// Numbers such as `1.704067200E9`, as some serialisers write doubles.
  private static func parseExponent(_ text: Span<UInt8>, at index: Int) -> Int64? {
    guard text[index] == UInt8(ascii: "e") || text[index] == UInt8(ascii: "E"), text.count <= 40
    else { return nil }
    var bytes: [UInt8] = []
    for position in 0..<text.count { bytes.append(text[position]) }
    guard let number = Double(String(decoding: bytes, as: UTF8.self)), abs(number) < 1e18 else {
      return nil
    }
    // Three more digits than the unit has decimals: the double's own precision ends there.
    let magnitude = abs(number)
    let milliseconds =
      magnitude < Double(secondsLimit)
      ? magnitude * 1_000 : magnitude < Double(millisecondsLimit) ? magnitude : magnitude / 1_000
    return Int64(number < 0 ? -milliseconds.rounded() : milliseconds.rounded())
  }
}
