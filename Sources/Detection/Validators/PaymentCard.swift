/// Payment card numbers: an issuer's range and length, and the check digit (ISO/IEC 7812-1).
enum PaymentCard {
  /// Cards have at least this many digits (Maestro).
  private static let shortest = 12

  /// Takes the longest valid number that starts where the match does and ends where a group does.
  ///
  /// So the expiry date or security code written after a number neither hides it nor is taken
  /// for a part of it.
  static func check(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    let number = GroupedNumber(text, match)
    guard !TokenShape.isDecimal(text, before: match.lowerBound) else { return nil }
    var group = number.groupCount - 1
    while group >= 0 {
      let boundary = number[group]
      guard boundary.digits >= shortest else { return nil }
      if isCard(number, upTo: group), !isPieceOfRow(text, number, match.lowerBound, upTo: group) {
        let range = match.lowerBound..<boundary.end
        guard let adjustment = surroundings(text, range, groups: group + 1) else { return nil }
        return Verdict(
          range: range, adjustment: adjustment + likelihood(number, upTo: group))
      }
      group -= 1
    }
    return nil
  }

  /// Takes what is grouped as cards are or begins as an issuer's do, although the check digit fails.
  ///
  /// A valid number is not taken: ``check(_:_:)`` has decided about it.
  static func checkShape(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    let number = GroupedNumber(text, match)
    let isIssued = CardIssuer.issues(number.digits)
    guard number.groupCount > 1 || isIssued, !Luhn.isValid(number.digits) || !isIssued,
      !number.digits.isUniform, !TokenShape.isDecimal(text, before: match.lowerBound),
      let adjustment = surroundings(text, match, groups: number.groupCount)
    else { return nil }
    return Verdict(range: match, adjustment: adjustment)
  }

  /// Whether the digits stand one by one in a longer row of such: somewhere in it some always fit.
  private static func isPieceOfRow(
    _ text: Span<UInt8>, _ number: GroupedNumber, _ start: Int, upTo group: Int
  ) -> Bool {
    guard (0...group).allSatisfy({ number.size(of: $0) == 1 }) else { return false }
    let end = number[group].end
    return (start >= 2 && text[start - 2].isASCIIDigit)
      || (end + 1 < text.count && text[end + 1].isASCIIDigit)
  }

  private static func isCard(_ number: GroupedNumber, upTo group: Int) -> Bool {
    let digits = number.digits.prefix(number[group].digits)
    return Luhn.isValid(digits) && CardIssuer.issues(digits)
  }

  /// Below zero for lengths other than 14…16 and for groupings that no card is printed in.
  ///
  /// One number in ten passes the check digit, so its length and groups must speak for it too.
  private static func likelihood(_ number: GroupedNumber, upTo group: Int) -> Float {
    var adjustment: Float = 0
    let count = number[group].digits
    switch count {
    case 14...16: break
    case 13 where number.digits.leading(1) == 4: adjustment -= 0.2
    case ..<14: adjustment -= 0.35
    default: adjustment -= count == 19 ? 0.1 : 0.2
    }
    // Digit by digit is a way to dictate, and no other number's.
    if group > 0, !(0...group).allSatisfy({ number.size(of: $0) == 1 }) {
      for index in 0..<group where number.size(of: index) < 3 || number.size(of: index) > 8 {
        return adjustment - 0.2
      }
    }
    return adjustment
  }

  private static func surroundings(
    _ text: Span<UInt8>, _ range: Range<Int>, groups: Int
  ) -> Float? {
    let start = TokenShape.announcementStart(text, range.lowerBound, announcers) ?? range.lowerBound
    let announced = start..<range.upperBound
    if TokenShape.touchesAlphanumeric(text, announced) { return nil }
    if TokenShape.isInUUID(text, range) { return nil }
    if groups == 1, TokenShape.isDecimal(text, after: range.upperBound) { return nil }
    let end = expiryEnd(text, range.upperBound) ?? range.upperBound
    if TokenShape.isNamed(text, start..<end) { return -0.25 }
    if TokenShape.isInIdentifier(text, start..<end) { return -0.45 }
    return 0
  }

  /// Words that people glue to a card number: `visa4111…`.
  private static let announcers: [[UInt8]] = [
    "card", "visa", "amex", "mastercard", "discover", "debit", "credit", "cc",
  ].map { Array($0.utf8) }

  /// The byte after `-12/27`, `-12-27`, `-1227` or the same with a year of four digits.
  private static func expiryEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var end = start
    guard end < text.count, text[end] == UInt8(ascii: "-") else { return nil }
    end += 1
    guard let month = twoDigits(text, end), (1...12).contains(month) else { return nil }
    end += 2
    if end < text.count, text[end] == UInt8(ascii: "/") || text[end] == UInt8(ascii: "-") {
      end += 1
    }
    guard var year = twoDigits(text, end) else { return nil }
    end += 2
    if year == 20, let last = twoDigits(text, end) {
      year = last
      end += 2
    }
    let isYear = (15...49).contains(year)
    return isYear && !(end < text.count && text[end].isASCIIAlphanumeric) ? end : nil
  }

  private static func twoDigits(_ text: Span<UInt8>, _ start: Int) -> Int? {
    guard start + 1 < text.count, text[start].isASCIIDigit, text[start + 1].isASCIIDigit
    else { return nil }
    return Int(text[start] - 0x30) * 10 + Int(text[start + 1] - 0x30)
  }
}
