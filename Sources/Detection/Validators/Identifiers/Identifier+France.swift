/// Identifiers of France, Belgium, the Netherlands and Luxembourg.
extension Identifier {
  /// Numéro d'inscription au répertoire (décret 82-103): sex, year, month, place, serial, 97 less the rest.
  static func isFRNIR(_ id: IdentifierText) -> Float? {
    guard id.areDigits(0..<6), id.areDigits(7..<15), id.value(0) > 0, id.value(0) < 9 else {
      return nil
    }
    let month = id.number(3..<5)
    guard (1...12).contains(month) || (20...42).contains(month) || month >= 50 else { return nil }
    // Corsica: 2A counts as 19, 2B as 18.
    var department = id.number(5..<7)
    if !id.isDigit(6) {
      guard id.value(5) == 2, id.value(6) == 10 || id.value(6) == 11 else { return nil }
      department = id.value(6) == 10 ? 19 : 18
    }
    let number = (id.number(0..<5) * 100 + department) * 1_000_000 + id.number(7..<13)
    guard 97 - number % 97 == id.number(13..<15) else { return nil }
    return (id.value(0) <= 2 ? 0 : -0.2) + id.grouping(0x1222332, or: 0xD2, bonus: 0.3)
  }

  /// Numéro fiscal de référence (SPI): the first ten digits modulo 511 are the last three.
  static func isFRTaxID(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, id.value(0) <= 3, !id.isUniform,
      id.number(0..<10) % 511 == id.number(10..<13)
    else { return nil }
    return id.grouping(0x22333, or: 0x14332, bonus: 0.2)
  }

  /// Rijksregisternummer (arrêté royal du 3 avril 1984): date of birth, serial, 97 less the rest.
  ///
  /// Since 2000 a 2 is put before the number. Unknown months and days are 00; months of the bis register have
  /// 20 or 40 added.
  static func isBENationalRegister(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits else { return nil }
    let number = id.number(0..<9)
    let check = id.number(9..<11)
    let isOld = 97 - number % 97 == check
    let isNew = 97 - (2_000_000_000 + number) % 97 == check
    guard isOld || isNew else { return nil }
    let (month, day) = (id.number(2..<4) % 20, id.number(4..<6))
    guard month <= 12, id.number(2..<4) < 60, day <= 31 else { return nil }
    if month > 0, day > 0 {
      let year = id.number(0..<2)
      let exists =
        (isOld && CalendarDate.exists(year: 1900 + year, month: month, day: day))
        || (isNew && CalendarDate.exists(year: 2000 + year, month: month, day: day))
      guard exists else { return nil }
    }
    let isWhole = month > 0 && day > 0
    return (isWhole ? 0 : -0.3) + id.grouping(0x22232, or: 0x632, bonus: 0.4)
  }

  /// Burgerservicenummer (Besluit BSN): weights 9 to 2 and -1, modulus 11; leading zeros may be left out.
  static func isNLBSN(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, id.number(0..<id.count) > 0 else { return nil }
    var sum = -id.value(id.count - 1)
    for index in 0..<id.count - 1 { sum += id.value(index) * (id.count - index) }
    guard sum % 11 == 0 else { return nil }
    let isShort = id.count < 9 ? Float(-0.2) : 0
    return isShort + (id.isUniform ? -0.3 : 0) + id.grouping(0x333, or: 0x423, bonus: 0.1)
  }

  /// Matricule (règlement grand-ducal du 21 décembre 1987): date of birth, serial, Luhn's and Verhoeff's digits.
  static func isLUMatricule(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, (1850...2099).contains(id.number(0..<4)),
      CalendarDate.exists(
        year: id.number(0..<4), month: id.number(4..<6), day: id.number(6..<8)),
      id.satisfiesLuhn(0..<12), Verhoeff.isValid(id, first: 11, check: 12)
    else { return nil }
    return id.grouping(0x85, or: 0x4225, bonus: 0.1)
  }
}
