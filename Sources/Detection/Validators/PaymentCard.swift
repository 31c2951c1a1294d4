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
      if isCard(number, upTo: group) {
        let range = match.lowerBound..<boundary.end
        guard let adjustment = surroundings(text, range, groups: group + 1) else { return nil }
        return Verdict(
          range: range, adjustment: adjustment + likelihood(number, upTo: group))
      }
      group -= 1
    }
    return nil
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
    if group > 0 {
      for index in 0..<group where number.size(of: index) < 3 || number.size(of: index) > 8 {
        return adjustment - 0.2
      }
    }
    return adjustment
  }

  private static func surroundings(
    _ text: Span<UInt8>, _ range: Range<Int>, groups: Int
  ) -> Float? {
    if TokenShape.touchesAlphanumeric(text, range) { return nil }
    if TokenShape.isInUUID(text, range) { return nil }
    if groups == 1, TokenShape.isDecimal(text, after: range.upperBound) { return nil }
    if TokenShape.isInIdentifier(text, range) { return -0.45 }
    return 0
  }
}
