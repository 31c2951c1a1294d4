extension NumberingPlan {
  /// The North American Numbering Plan: NPA-NXX-XXXX, with or without the trunk digit 1.
  ///
  /// Area codes are [2-9][0-8][0-9] without N11, exchange codes [2-9][0-9][0-9] without N11
  /// (ATIS-0300055, NANPA planning letters); area codes 370–379 and 960–969 are kept for expansion.
  /// An area code 555 is not assigned; the exchange 555 is, and its 01xx lines are fiction's.
  static let northAmerica = NumberingPlan(countryCode: 1, trunk: .optional(1), check: isNANP)

  private static func isNANP(_ number: DigitRun) -> Bool {
    guard number.count == 10, let area = number.leading(3),
      let exchange = number.dropping(3).leading(3)
    else { return false }
    // The middle digit of an area code is never 9, which leaves room to lengthen all numbers.
    guard (200...989).contains(area), area / 10 % 10 != 9, area % 100 != 11, area != 555,
      !(370...379).contains(area), !(960...969).contains(area)
    else { return false }
    return exchange >= 200 && exchange % 100 != 11
  }
}
