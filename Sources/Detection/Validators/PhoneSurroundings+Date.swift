extension PhoneSurroundings {
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
