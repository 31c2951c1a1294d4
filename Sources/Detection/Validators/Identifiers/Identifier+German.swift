/// Identifiers of Germany, Austria and Switzerland.
extension Identifier {
  /// Steuer-Identifikationsnummer (§ 139b AO): MOD 11,10; of the first ten digits one comes two or three times,
  /// three times not in a row, the others once at the most.
  static func isDETaxID(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, id.value(0) != 0, ISO7064.isMod11And10(id) else { return nil }
    var seen = InlineArray<10, Int>(repeating: 0)
    for index in 0..<10 { seen[id.value(index)] += 1 }
    var repeated = 0
    for digit in 0..<10 where seen[digit] > 1 {
      guard seen[digit] <= 3 else { return nil }
      repeated += 1
    }
    guard repeated == 1 else { return nil }
    for index in 0..<8 where id[index] == id[index + 1] && id[index] == id[index + 2] {
      return nil
    }
    return id.grouping(0x2333, or: 0x3341, bonus: 0.1)
  }

  /// Identity cards and passports (ICAO Doc 9303 part 3, section 4.9): weights 7, 3, 1.
  ///
  /// Serial numbers have no vowels and no other letters that look like digits. A serial without check digit
  /// counts less; a trailing D is the nationality.
  static func isDEIdentityCard(_ id: IdentifierText) -> Float? {
    let hasNationality = id[id.count - 1] == UInt8(ascii: "D")
    let length = id.count - (hasNationality ? 1 : 0)
    guard length == 9 || length == 10, id.isBare else { return nil }
    for index in 0..<length where !id.isDigit(index) {
      guard "CFGHJKLMNPRTVWXYZ".utf8.contains(id[index]) else { return nil }
    }
    let hasLetter = !id.areDigits(0..<9)
    if length == 9 { return hasLetter && !id.isDigit(0) ? -0.3 : nil }
    guard id.isDigit(9), id.weightedSum([7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10 == id.value(9) else {
      return nil
    }
    return (hasLetter ? 0 : -0.3) + (hasNationality ? 0.2 : 0)
  }

  /// Rentenversicherungsnummer (§ 147 SGB VI, VKVV § 4): area, date of birth, letter, serial, check digit.
  static func isDESocialSecurity(_ id: IdentifierText) -> Float? {
    guard id.areDigits(0..<8), !id.isDigit(8), id.areDigits(9..<12) else { return nil }
    let month = id.number(4..<6)
    let day = id.number(2..<4)
    guard CalendarDate.exists(yearOfCentury: id.number(6..<8), month: month, day: day) else {
      return nil
    }
    let letter = id.value(8) - 9
    let letterSum = digitSum(letter / 10 * 2) + letter % 10
    let sum =
      id.weightedDigitSum([2, 1, 2, 5, 7, 1, 2, 1]) + letterSum
      + id.weightedDigitSum([2, 1], from: 9)
    return sum % 10 == id.value(11) ? 0 : nil
  }

  private static func digitSum(_ number: Int) -> Int { number / 10 + number % 10 }

  /// Krankenversichertennummer (§ 290 SGB V): a letter as two digits, eight digits, weights 1 and 2.
  static func isDEHealthInsurance(_ id: IdentifierText) -> Float? {
    guard !id.isDigit(0), id.areDigits(1..<10), id.isBare else { return nil }
    let letter = id.value(0) - 9
    let sum =
      letter / 10 + digitSum(letter % 10 * 2)
      + id.weightedDigitSum([1, 2, 1, 2, 1, 2, 1, 2], from: 1)
    return sum % 10 == id.value(9) ? 0 : nil
  }

  /// Sozialversicherungsnummer (§ 31 ASVG): serial of three, check digit, date of birth.
  ///
  /// Months 13 to 15 are used where a day's numbers ran out.
  static func isATSocialSecurity(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, id.value(0) != 0 else { return nil }
    let month = id.number(6..<8)
    let exists =
      (13...15).contains(month)
      || CalendarDate.exists(
        yearOfCentury: id.number(8..<10), month: month, day: id.number(4..<6))
    guard exists, (1...31).contains(id.number(4..<6)) else { return nil }
    let sum = id.weightedSum([3, 7, 9]) + id.weightedSum([5, 8, 4, 2, 1, 6], from: 4)
    return sum % 11 == id.value(3) ? id.grouping(0x46, bonus: 0.15) : nil
  }

  /// Abgabenkontonummer: tax office of two digits, seven digits with the check digit of ISO/IEC 7812-1.
  static func isATTaxID(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, !id.isUniform, id.satisfiesLuhn(0..<9) else { return nil }
    return id.grouping(0x234, or: 0x27, bonus: 0.1)
  }

  /// AHV-Nummer (BSV, since 2008): 756 and the check digit of EAN-13 (ISO/IEC 15420).
  static func isCHAHV(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, id.number(0..<3) == 756 else { return nil }
    let sum = id.weightedSum([1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1])
    return sum % 10 == 0 ? id.grouping(0x3442, bonus: 0.4) : nil
  }
}
