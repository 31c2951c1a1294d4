/// Dates of birth inside identifiers.
enum CalendarDate {
  /// Whether the day exists (Gregorian calendar).
  static func exists(year: Int, month: Int, day: Int) -> Bool {
    guard (1...12).contains(month), day >= 1 else { return false }
    return day <= length(of: month, year)
  }

  /// Whether the day exists in the year of a century that has it: two digits leave open which.
  static func exists(yearOfCentury: Int, month: Int, day: Int) -> Bool {
    // 2000 was a leap year, 1900 was not: where one century has the day, somebody can be born on it.
    exists(year: 2000 + yearOfCentury, month: month, day: day)
  }

  private static func length(of month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
