/// What speaks against a run of digits being a phone number, whatever the country.
enum PhoneSurroundings {
  /// The verdict on a valid number in a range, or nil where it cannot be a phone number.
  static func verdict(
    _ text: Span<UInt8>, _ range: Range<Int>, _ phone: PhoneText
  ) -> Verdict? {
    adjustment(text, range, phone).map { Verdict(range: range, adjustment: $0) }
  }

  private static func adjustment(
    _ text: Span<UInt8>, _ match: Range<Int>, _ phone: PhoneText
  ) -> Float? {
    let start = match.lowerBound
    if phone.number.groupCount == 0 || isDate(phone.number) { return nil }
    if TokenShape.touchesAlphanumeric(text, match) { return nil }
    if TokenShape.isDecimal(text, before: start) || TokenShape.followsCurrency(text, start) {
      return nil
    }
    if TokenShape.isDecimal(text, after: match.upperBound) { return nil }
    if TokenShape.isInURLPath(text, start) || TokenShape.isInUUID(text, match) { return nil }
    if follows(text, start, UInt8(ascii: "-")) || precedes(text, match.upperBound) { return nil }
    if TokenShape.isInIdentifier(text, match) { return phone.isBare ? nil : -0.3 }
    if start > 0, text[start - 1] == UInt8(ascii: "#") { return -0.3 }
    return phone.hasExtension ? 0.15 : 0
  }

  /// A hyphen, slash or colon that joins the match to a digit before it: a longer id or a date.
  private static func follows(_ text: Span<UInt8>, _ start: Int, _ joint: UInt8) -> Bool {
    guard start >= 2, text[start - 2].isASCIIDigit else { return false }
    let before = text[start - 1]
    return before == joint || before == UInt8(ascii: "/") || before == UInt8(ascii: ":")
      || before == UInt8(ascii: "+") || before == UInt8(ascii: "*") || before == UInt8(ascii: "_")
  }

  /// The same after the match, a per cent sign included.
  private static func precedes(_ text: Span<UInt8>, _ end: Int) -> Bool {
    guard end < text.count else { return false }
    if text[end] == UInt8(ascii: "%") { return true }
    guard end + 1 < text.count, text[end + 1].isASCIIDigit else { return false }
    return text[end] == UInt8(ascii: "-") || text[end] == UInt8(ascii: ":")
      || text[end] == UInt8(ascii: "_") || text[end] == UInt8(ascii: "+")
  }
}
