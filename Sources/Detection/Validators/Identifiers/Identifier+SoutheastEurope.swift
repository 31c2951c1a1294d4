/// Identifiers of Romania, Bulgaria, Slovenia, Croatia and Ukraine.
extension Identifier {
  /// Cod numeric personal (OUG 97/2005): sex and century, date of birth, county, serial, modulus 11.
  static func isROCNP(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, id.value(0) > 0 else { return nil }
    let year = id.number(1..<3)
    let (month, day) = (id.number(3..<5), id.number(5..<7))
    let exists =
      switch id.value(0) {
      case 1, 2: CalendarDate.exists(year: 1900 + year, month: month, day: day)
      case 3, 4: CalendarDate.exists(year: 1800 + year, month: month, day: day)
      case 5, 6: CalendarDate.exists(year: 2000 + year, month: month, day: day)
      default: CalendarDate.exists(yearOfCentury: year, month: month, day: day)
      }
    let check = id.weightedSum([2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11
    guard exists || (id.value(0) == 9 && month == 0), (check == 10 ? 1 : check) == id.value(12)
    else { return nil }
    return id.grouping(0x1666, or: 0x166, bonus: 0)
  }

  /// Единен граждански номер (Наредба № РД-02-20-9): century in the month, modulus 11, then 10.
  static func isBGEGN(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits else { return nil }
    let month = id.number(2..<4)
    let century = month > 40 ? 2000 : month > 20 ? 1800 : 1900
    guard month <= 52,
      CalendarDate.exists(
        year: century + id.number(0..<2), month: month % 20, day: id.number(4..<6)),
      id.weightedSum([2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == id.value(9)
    else { return nil }
    return id.grouping(0x64, bonus: 0)
  }

  /// EMŠO (Zakon o centralnem registru prebivalstva): date of birth, register, serial, modulus 11.
  static func isSIEMSO(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits else { return nil }
    let year = id.number(4..<7)
    guard
      CalendarDate.exists(
        year: year + (year > 799 ? 1000 : 2000), month: id.number(2..<4), day: id.number(0..<2))
    else { return nil }
    let sum = id.weightedSum([7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
    guard (11 - sum % 11) % 11 % 10 == id.value(12) else { return nil }
    return id.grouping(0x2232, or: 0x223231, bonus: 0)
  }

  /// Davčna številka (Zakon o davčnem postopku): weights 8 to 2, modulus 11.
  static func isSITaxID(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, id.value(0) != 0 else { return nil }
    let check = 11 - id.weightedSum([8, 7, 6, 5, 4, 3, 2]) % 11
    guard check < 11, check % 10 == id.value(7) else { return nil }
    return id.grouping(0x8, bonus: 0)
  }

  /// Osobni identifikacijski broj (Zakon o OIB-u): MOD 11,10.
  static func isHROIB(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, !id.isUniform, ISO7064.isMod11And10(id) else { return nil }
    return id.grouping(0xB, bonus: 0)
  }

  /// РНОКПП (наказ Мінфіну 822): days since 1899, serial, modulus 11, then 10.
  static func isUATaxID(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, !id.isUniform, id.number(0..<5) > 0 else { return nil }
    let sum = id.weightedSum([-1, 5, 7, 9, 4, 6, 10, 5, 7])
    return (sum + 11) % 11 % 10 == id.value(9) ? id.grouping(0xA, bonus: 0) : nil
  }
}
