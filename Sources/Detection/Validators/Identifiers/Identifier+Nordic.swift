/// Identifiers of the Nordic countries.
extension Identifier {
  /// Personnummer and samordningsnummer (Skatteverket SKV 704, SKV 707): date of birth, serial, Luhn's digit.
  ///
  /// A coordination number's day has 60 added. The year has two digits or four.
  static func isSEPersonnummer(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, id.count == 10 || id.count == 12 else { return nil }
    let first = id.count - 10
    let day = id.number(first + 4..<first + 6)
    let month = id.number(first + 2..<first + 4)
    let year = id.number(first..<first + 2)
    let dayOfMonth = day > 60 ? day - 60 : day
    let century = first > 0 ? id.number(0..<2) : 0
    guard first == 0 || (18...20).contains(century) else { return nil }
    let exists =
      first > 0
      ? CalendarDate.exists(year: century * 100 + year, month: month, day: dayOfMonth)
      : CalendarDate.exists(yearOfCentury: year, month: month, day: dayOfMonth)
    guard exists, id.satisfiesLuhn(first..<id.count) else { return nil }
    // 20240301-1030 is a time of day, and one in ten of those has a check digit that fits.
    let isTimeOfDay =
      century == 20 && id.number(8..<10) < 24 && id.number(10..<12) < 60
    return (isTimeOfDay ? -0.25 : 0) + id.grouping(first > 0 ? 0x84 : 0x64, bonus: 0.2)
  }

  private static let henkilotunnusLetters = Array("0123456789ABCDEFHJKLMNPRSTUVWXY".utf8)

  /// Henkilötunnus (DVV; asetus 128/2010): date of birth, century sign, serial, number modulo 31.
  static func isFIIdentityCode(_ id: IdentifierText) -> Float? {
    let first = id.isDigit(6) ? 6 : 7
    guard id.count == first + 4, id.areDigits(0..<6), id.areDigits(first..<first + 3),
      id.number(first..<first + 3) >= 2,
      CalendarDate.exists(
        yearOfCentury: id.number(4..<6), month: id.number(2..<4), day: id.number(0..<2))
    else { return nil }
    let number = id.number(0..<6) * 1000 + id.number(first..<first + 3)
    return henkilotunnusLetters[number % 31] == id[first + 3] ? 0 : nil
  }

  /// CPR-nummer (CPR-loven): date of birth, serial; weights 4 3 2 7 6 5 4 3 2 1, modulus 11.
  ///
  /// Since 2007 numbers without the check are given out for days whose others ran out: 1 January of 1960 to 1992.
  static func isDKCPR(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits,
      CalendarDate.exists(
        yearOfCentury: id.number(4..<6), month: id.number(2..<4), day: id.number(0..<2))
    else { return nil }
    guard id.weightedSum([4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0 else {
      let isExhausted = id.number(0..<4) == 101 && (60...92).contains(id.number(4..<6))
      return isExhausted && id.groups == 0x64 ? -0.15 : nil
    }
    return id.grouping(0x64, bonus: 0.15)
  }

  /// Fødselsnummer, D- and H-number (forskrift om folkeregistrering): date of birth, serial, two check digits.
  static func isNOFodselsnummer(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits else { return nil }
    let (day, month) = (id.number(0..<2), id.number(2..<4))
    guard
      CalendarDate.exists(
        yearOfCentury: id.number(4..<6), month: month > 40 ? month - 40 : month,
        day: day > 40 ? day - 40 : day),
      id.weightedSum([3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 == 0,
      id.weightedSum([5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0
    else { return nil }
    return id.grouping(0x65, bonus: 0.1)
  }

  /// Kennitala (Þjóðskrá): date of birth, serial, weights 3 2 7 6 5 4 3 2 1, modulus 11, century.
  static func isISKennitala(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, [0, 8, 9].contains(id.value(9)),
      CalendarDate.exists(
        yearOfCentury: id.number(4..<6), month: id.number(2..<4), day: id.number(0..<2)),
      id.weightedSum([3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0
    else { return nil }
    return id.grouping(0x64, bonus: 0.15)
  }
}
