/// Identifiers of the United Kingdom and Ireland.
extension Identifier {
  /// NHS Data Dictionary, NHS NUMBER: weights 10 to 2, modulus 11.
  static func isUKNHS(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, !id.isUniform else { return nil }
    let check = (11 - id.weightedSum([10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11
    return check == id.value(9) ? id.grouping(0x334, bonus: 0.1) : nil
  }

  /// HMRC, NIM39110: two letters that are given out, six digits, A to D.
  ///
  /// The last letter may be a space, and then little tells the number from others.
  static func isUKNINO(_ id: IdentifierText) -> Float? {
    guard id.areDigits(2..<8), id.areLetters(0..<2), id.areLetters(8..<id.count) else {
      return nil
    }
    let hasSuffix = id.count == 9
    guard !"DFIQUV".utf8.contains(id[0]), !"DFIOQUV".utf8.contains(id[1]),
      !hasSuffix || id[8] <= UInt8(ascii: "D")
    else { return nil }
    switch (id[0], id[1]) {
    case (0x42, 0x47), (0x47, 0x42), (0x4B, 0x4E), (0x4E, 0x4B), (0x4E, 0x54), (0x54, 0x4E),
      (0x5A, 0x5A):
      return nil  // BG, GB, KN, NK, NT, TN, ZZ
    default: return (hasSuffix ? 0 : -0.4) + (id.isBare ? 0 : 0.1)
    }
  }

  /// HMRC's check of Unique Taxpayer References: the first digit checks the nine after it, modulus 11.
  ///
  /// A K may stand before or after, and three digits of the tax office before.
  static func isUKUTR(_ id: IdentifierText) -> Float? {
    let hasPrefix = id[0] == UInt8(ascii: "K")
    let hasSuffix = id[id.count - 1] == UInt8(ascii: "K")
    let first = hasPrefix ? 1 : 0
    let last = id.count - (hasSuffix ? 1 : 0)
    let digits = last - first
    guard digits == 10 || digits == 13, !(hasPrefix && hasSuffix), id.areDigits(first..<last) else {
      return nil
    }
    let sum = id.weightedSum([6, 7, 8, 9, 10, 5, 4, 3, 2], from: last - 9) % 11
    let check = sum == 0 ? 2 : sum == 1 ? 1 : 11 - sum
    guard check == id.value(last - 10) else { return nil }
    return hasPrefix || hasSuffix ? 0.2 : id.groups == 0x55 || id.isBare ? 0 : -0.1
  }

  /// DVLA INF45: five of the surname, date of birth around the month (women's plus 50), initials, check.
  static func isUKDrivingLicence(_ id: IdentifierText) -> Float? {
    guard id.areDigits(5..<11), id.isDigit(13), id.count == 16 || id.areDigits(16..<18) else {
      return nil
    }
    // Names shorter than five letters and missing initials are filled up with 9.
    for index in 0..<13 where index < 5 || index > 10 {
      guard !id.isDigit(index) || id[index] == UInt8(ascii: "9") else { return nil }
    }
    guard !id.isDigit(0) else { return nil }
    let month = id.number(6..<8)
    let year = id.value(5) * 10 + id.value(10)
    let exists = CalendarDate.exists(
      yearOfCentury: year, month: month > 50 ? month - 50 : month, day: id.number(8..<10))
    return exists ? 0 : nil
  }

  /// Revenue, PPS numbers: weights 8 to 2, nine times the second letter, modulus 23.
  static func isIEPPS(_ id: IdentifierText) -> Float? {
    guard id.areDigits(0..<7), id.areLetters(7..<id.count) else { return nil }
    var sum = id.weightedSum([8, 7, 6, 5, 4, 3, 2])
    if id.count == 9 {
      // A to I count; W, T and X mark numbers of spouses and trusts given out before 2013.
      let second = id.value(8) - 9
      let isOld = "WTX".utf8.contains(id[8])
      guard second <= 9 || isOld else { return nil }
      if !isOld { sum += second * 9 }
    }
    let check = sum % 23
    return (check == 0 ? UInt8(ascii: "W") : UInt8(64 + check)) == id[7] ? 0 : nil
  }
}
