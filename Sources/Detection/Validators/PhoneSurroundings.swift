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
    let announced = announcement(text, start, phone)..<wordEnd(text, match.upperBound, phone)
    if TokenShape.touchesAlphanumeric(text, announced), !continuesPlus(text, match, phone) {
      return nil
    }
    if TokenShape.isDecimal(text, before: start) || TokenShape.followsCurrency(text, start) {
      return nil
    }
    if TokenShape.isDecimal(text, after: match.upperBound) { return nil }
    if TokenShape.isInURLPath(text, start) || TokenShape.isInUUID(text, match) { return nil }
    if follows(text, start, UInt8(ascii: "-")) || precedes(text, match.upperBound, phone) {
      return nil
    }
    if TokenShape.isInIdentifier(text, announced) { return phone.isBare ? nil : -0.3 }
    if start > 0, text[start - 1] == UInt8(ascii: "#") { return -0.3 }
    if !phone.hasPlus, isThing(text, match) { return -0.3 }
    return phone.hasExtension ? 0.15 : 0
  }

  /// Words that people glue to a phone number: `cell4155550123`.
  private static let announcers: [[UInt8]] = [
    "phone", "tel", "cell", "mobile", "mob", "whatsapp", "fax", "call",
  ].map { Array($0.utf8) }

  /// Words right before a number that is a thing's: `part 800-123-4567`.
  private static let things: [[UInt8]] = [
    "part", "parts", "sku", "model", "item", "catalog", "catalogue", "serial", "upc",
  ].map { Array($0.utf8) }

  /// Whether such a word stands before, or a letter alone behind a hyphen after: `555-123-4567-A`.
  private static func isThing(_ text: Span<UInt8>, _ match: Range<Int>) -> Bool {
    let end = match.upperBound
    if end + 1 < text.count, text[end] == UInt8(ascii: "-"), text[end + 1].isASCIIUppercase,
      end + 2 == text.count || !text[end + 2].isASCIIAlphanumeric
    {
      return true
    }
    guard match.lowerBound > 0, text[match.lowerBound - 1] == UInt8(ascii: " ") else {
      return false
    }
    return TokenShape.announcementStart(text, match.lowerBound - 1, things) != nil
  }

  /// Where the word glued before ten digits or more begins, or else where they do.
  private static func announcement(
    _ text: Span<UInt8>, _ start: Int, _ phone: PhoneText
  ) -> Int {
    guard phone.number.digits.count >= 10 else { return start }
    return TokenShape.announcementStart(text, start, announcers) ?? start
  }

  /// Where the letters end that are glued to a number with a plus and ten digits or more.
  private static func wordEnd(_ text: Span<UInt8>, _ end: Int, _ phone: PhoneText) -> Int {
    guard phone.hasPlus, phone.isUnbroken, phone.number.digits.count >= 10 else { return end }
    var wordEnd = end
    while wordEnd < text.count, text[wordEnd].isASCIILetter { wordEnd += 1 }
    return wordEnd < text.count && text[wordEnd].isASCIIDigit ? end : wordEnd
  }

  /// Whether the match stands behind another number with a plus: `+14155550123+14155550124`.
  ///
  /// A rule that lets a digit stand before its plus has looked what that digit ends.
  private static func continuesPlus(
    _ text: Span<UInt8>, _ match: Range<Int>, _ phone: PhoneText
  ) -> Bool {
    guard phone.hasPlus, match.lowerBound > 0 else { return false }
    return text[match.lowerBound - 1].isASCIIDigit
      && (match.upperBound == text.count || !text[match.upperBound].isASCIIAlphanumeric)
  }

  /// A hyphen, slash or colon that joins the match to a digit before it: a longer id or a date.
  private static func follows(_ text: Span<UInt8>, _ start: Int, _ joint: UInt8) -> Bool {
    guard start >= 2, text[start - 2].isASCIIDigit else { return false }
    let before = text[start - 1]
    return before == joint || before == UInt8(ascii: "/") || before == UInt8(ascii: ":")
      || before == UInt8(ascii: "+") || before == UInt8(ascii: "*") || before == UInt8(ascii: "_")
  }

  /// The same after the match, a per cent sign included.
  private static func precedes(
    _ text: Span<UInt8>, _ end: Int, _ phone: PhoneText
  ) -> Bool {
    guard end < text.count else { return false }
    if text[end] == UInt8(ascii: "%") { return true }
    guard end + 1 < text.count, text[end + 1].isASCIIDigit else { return false }
    return text[end] == UInt8(ascii: "-") || text[end] == UInt8(ascii: ":")
      || text[end] == UInt8(ascii: "_") || (text[end] == UInt8(ascii: "+") && !phone.hasPlus)
  }
}
