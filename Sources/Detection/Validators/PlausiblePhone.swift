/// Digits that could be a phone number of some place, for rules that ask for a word beside it.
enum PlausiblePhone {
  /// Takes seven to fifteen digits (ITU-T E.164 section 6.1) that are not a date, a
  /// fraction or a repetition of one digit.
  static func check(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    let phone = PhoneText(text, match)
    let digits = phone.number.digits
    guard (7...15).contains(digits.count), !digits.isUniform, !isOtherNumber(text, phone.number)
    else { return nil }
    return PhoneSurroundings.verdict(text, phone.range(upTo: phone.number.groupCount - 1), phone)
  }

  /// Whether the digits read as a decimal fraction, a range of years or a long identifier.
  private static func isOtherNumber(_ text: Span<UInt8>, _ number: GroupedNumber) -> Bool {
    // Nobody writes the country code and number of more than thirteen digits without a space.
    if number.groupCount == 1 { return number.digits.count > 13 }
    guard number.groupCount == 2 else { return false }
    if text[number[0].end] == UInt8(ascii: ".") { return true }
    if number.size(of: 0) == 4, number.size(of: 1) == 4, let first = number.digits.leading(4),
      let second = number.digits.dropping(4).leading(4)
    {
      return (1900...2099).contains(first) && (1900...2099).contains(second)
    }
    // Local numbers of three and four digits begin with no 0 or 1 (North American exchange codes).
    return number.size(of: 0) == 3 && number.size(of: 1) == 4 && number.digits.digit(at: 0) < 2
  }
}
