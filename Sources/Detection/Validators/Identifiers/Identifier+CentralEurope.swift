/// Identifiers of Poland, Czechia, Slovakia and Hungary.
extension Identifier {
  /// PESEL (ustawa o ewidencji ludności): date of birth with the century in the month, weights 1, 3, 7, 9.
  ///
  /// A day that never was is doubted, not refused: forms and examples are full of such numbers.
  static func isPLPESEL(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, !id.isUniform,
      id.weightedSum([1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0
    else { return nil }
    let century = [1900, 2000, 2100, 2200, 1800] as InlineArray<5, Int>
    let month = id.number(2..<4)
    let exists = CalendarDate.exists(
      year: century[month / 20] + id.number(0..<2), month: month % 20, day: id.number(4..<6))
    return (exists ? 0 : -0.4) + id.grouping(0x65, bonus: 0)
  }

  /// NIP (ustawa o zasadach ewidencji podatników): weights 6 5 7 2 3 4 5 6 7, modulus 11.
  static func isPLNIP(_ id: IdentifierText) -> Float? {
    let first = id.count - 10
    guard first == 0 || (id[0] == UInt8(ascii: "P") && id[1] == UInt8(ascii: "L")),
      id.areDigits(first..<id.count), id.value(first) != 0,
      id.weightedSum([6, 5, 7, 2, 3, 4, 5, 6, 7], from: first) % 11 == id.value(id.count - 1)
    else { return nil }
    if first > 0 { return 0.3 }
    return id.grouping(0x3322, or: 0x3223, bonus: 0.3)
  }

  /// Rodné číslo (zákon č. 133/2000 Sb.; zákon č. 301/1995 Z. z.): date of birth, serial, since 1954 modulus 11.
  ///
  /// Women's months have 50 added, and 20 from 2004 on where numbers ran out. Where the rest is 10, the check
  /// digit is 0, as it was given out until 1985.
  static func isCZBirthNumber(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits else { return nil }
    let yearOfCentury = id.number(0..<2)
    let isOld = id.count == 9
    guard !isOld || (yearOfCentury < 54 && id.number(6..<9) > 0) else { return nil }
    let year = !isOld && yearOfCentury < 54 ? 2000 + yearOfCentury : 1900 + yearOfCentury
    var month = id.number(2..<4)
    if month > 50 { month -= 50 }
    if month > 20 {
      guard year >= 2004 else { return nil }
      month -= 20
    }
    guard CalendarDate.exists(year: year, month: month, day: id.number(4..<6)) else { return nil }
    if !isOld {
      let rest = id.number(0..<9) % 11
      guard rest % 10 == id.value(9) else { return nil }
    }
    return (isOld ? -0.2 : 0) + id.grouping(isOld ? 0x63 : 0x64, bonus: 0.15)
  }

  /// Adóazonosító jel (2017. évi CLI. törvény): 8, days since 1867, serial, weights 1 to 9, modulus 11.
  static func isHUTaxID(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, !id.isUniform,
      id.weightedSum([1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 == id.value(9)
    else { return nil }
    return (id.value(0) == 8 ? 0 : -0.3) + id.grouping(0xA, or: 0x3331, bonus: 0)
  }
}
