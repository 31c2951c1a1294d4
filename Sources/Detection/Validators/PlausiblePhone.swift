/// Digits that could be a phone number of some place, for rules that ask for a word beside it.
enum PlausiblePhone {
  /// Takes seven to fifteen digits (ITU-T E.164 section 6.1) that are not a date, a time or a
  /// repetition of one digit.
  static func check(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    let phone = PhoneText(text, match)
    let digits = phone.number.digits
    guard (7...15).contains(digits.count), !digits.isUniform, !isDate(phone.number) else {
      return nil
    }
    return PhoneSurroundings.verdict(text, phone.range(upTo: phone.number.groupCount - 1), phone)
  }

  /// Year, month and day in either order, with separators or without (ISO 8601).
  static func isDate(_ number: GroupedNumber) -> Bool {
    let digits = number.digits
    if number.groupCount == 1, digits.count == 8 || digits.count == 14 {
      return isCalendarDate(
        year: digits.leading(4), month: digits.dropping(4).leading(2),
        day: digits.dropping(6).leading(2))
    }
    guard number.groupCount >= 3 else { return false }
    if number.size(of: 0) == 4, number.size(of: 1) <= 2, number.size(of: 2) <= 2 {
      let rest = digits.dropping(4)
      return isCalendarDate(
        year: digits.leading(4), month: rest.leading(number.size(of: 1)),
        day: rest.dropping(number.size(of: 1)).leading(number.size(of: 2)))
    }
    guard number.size(of: 0) <= 2, number.size(of: 1) <= 2, number.size(of: 2) == 4 else {
      return false
    }
    let rest = digits.dropping(number.size(of: 0))
    let (first, second) = (digits.leading(number.size(of: 0)), rest.leading(number.size(of: 1)))
    let year = rest.dropping(number.size(of: 1)).leading(4)
    return isCalendarDate(year: year, month: second, day: first)
      || isCalendarDate(year: year, month: first, day: second)
  }

  private static func isCalendarDate(year: Int?, month: Int?, day: Int?) -> Bool {
    guard let year, let month, let day else { return false }
    return (1900...2099).contains(year) && (1...12).contains(month) && (1...31).contains(day)
  }
}
