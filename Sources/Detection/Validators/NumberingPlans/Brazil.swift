extension NumberingPlan {
  /// Brazil: Anatel, Plano de Numeração (Resolução 749/2022). Area code and eight or nine digits.
  ///
  /// Area codes have no zero (11…99); mobiles are nine digits that begin with 9, fixed lines
  /// eight that begin with 2…5. Old eight-digit mobiles, 6…9, are still written down.
  static let brazil = NumberingPlan(
    countryCode: 55, trunk: .optional(0), check: isBrazilian)

  private static func isBrazilian(_ number: DigitRun) -> Bool {
    // Non-geographic: 0800, 0300 and 0900 before seven digits, 4004 and 3003 before four.
    if number.count == 10, let code = number.leading(3), code == 800 || code == 300 || code == 900 {
      return true
    }
    guard let area = number.leading(2), area >= 11, area % 10 != 0,
      let first = number.dropping(2).leading(1)
    else { return false }
    return number.count == 11 ? first == 9 : number.count == 10 && first >= 2
  }
}
