/// Identifiers of China, Hong Kong, Taiwan, Japan and Korea.
extension Identifier {
  /// GB 11643-1999: place, date of birth, serial, MOD 11-2; before 1999 fifteen digits and no check.
  static func isCNResidentID(_ id: IdentifierText) -> Float? {
    guard id.areDigits(0..<id.count - 1) else { return nil }
    switch id.number(0..<2) {
    case 11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71, 81, 82, 91: break
    default: return nil
    }
    if id.count == 15 {
      let exists = CalendarDate.exists(
        year: 1900 + id.number(6..<8), month: id.number(8..<10), day: id.number(10..<12))
      return exists && id.isDigit(14) && id.isBare ? -0.4 : nil
    }
    guard id.count == 18, (1850...2099).contains(id.number(6..<10)),
      CalendarDate.exists(
        year: id.number(6..<10), month: id.number(10..<12), day: id.number(12..<14)),
      id.isDigit(17) || id[17] == UInt8(ascii: "X"), ISO7064.isMod11And2(id)
    else { return nil }
    return id.grouping(0x684, or: 0x6444, bonus: 0)
  }

  /// Hong Kong identity card (Immigration Department): letters count from A = 10, weights 9 to 2, modulus 11.
  static func isHKID(_ id: IdentifierText) -> Float? {
    let letters = id.count - 7
    guard id.areLetters(0..<letters), id.areDigits(letters..<letters + 6) else { return nil }
    // One letter has a space before it, which counts 36.
    var sum = letters == 1 ? 36 * 9 : id.value(0) * 9
    sum += id.value(letters - 1) * 8 + id.weightedSum([7, 6, 5, 4, 3, 2], from: letters)
    let last = id[id.count - 1]
    guard last == UInt8(ascii: "A") || last.isASCIIDigit else { return nil }
    guard (sum + id.value(id.count - 1)) % 11 == 0 else { return nil }
    return id.isBare ? -0.2 : 0.1
  }

  /// What a letter counts before a Taiwanese number, from A on.
  private static let taiwaneseLetters: [Int] = [
    10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30,
    31, 33,
  ]

  /// National identification number (Household Registration Act) and, with 8 or 9, resident certificate.
  static func isTWNationalID(_ id: IdentifierText) -> Float? {
    guard !id.isDigit(0), id.areDigits(1..<10), id.isBare else { return nil }
    switch id.value(1) {
    case 1, 2, 8, 9: break
    default: return nil
    }
    let letter = taiwaneseLetters[id.value(0) - 10]
    let sum =
      letter / 10 + letter % 10 * 9 + id.weightedSum([8, 7, 6, 5, 4, 3, 2, 1, 1], from: 1)
    return sum % 10 == 0 ? 0 : nil
  }

  /// 個人番号 (MIC Ordinance 85 of 2014, article 5): weights 6 5 4 3 2 7 6 5 4 3 2, modulus 11.
  static func isJPMyNumber(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, !id.isUniform else { return nil }
    let rest = id.weightedSum([6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
    guard (rest <= 1 ? 0 : 11 - rest) == id.value(11) else { return nil }
    return id.grouping(0x444, bonus: 0.05)
  }

  /// 주민등록번호 (Resident Registration Act): date of birth, sex and century, modulus 11.
  ///
  /// Numbers given out since October 2020 have no check digit.
  static func isKRRRN(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits else { return nil }
    let kind = id.value(6)
    let centuries: InlineArray<10, Int> = [
      1800, 1900, 1900, 2000, 2000, 1900, 1900, 2000, 2000, 1800,
    ]
    let year = centuries[kind] + id.number(0..<2)
    let month = id.number(2..<4)
    guard CalendarDate.exists(year: year, month: month, day: id.number(4..<6)) else { return nil }
    let sum = id.weightedSum([2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5])
    let isForeign = (5...8).contains(kind)
    guard ((isForeign ? 13 : 11) - sum % 11) % 10 == id.value(12) else {
      let isUnchecked = year > 2020 || (year == 2020 && month >= 10)
      return isUnchecked && year < 2100 && id.groups == 0x67 ? -0.2 : nil
    }
    return id.grouping(0x67, bonus: 0.25)
  }
}
