/// Identifiers of Italy, Greece, Cyprus, Turkey and Israel.
extension Identifier {
  /// What digits, and letters from A on, count at odd places of a codice fiscale.
  private static let oddValues: [Int] = [
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
  ]
  private static let months = Array("ABCDEHLMPRST".utf8)
  /// Letters that stand for digits where two people would have the same code (omocodia).
  private static let omocodia = Array("LMNPQRSTUV".utf8)

  /// Codice fiscale (DM 23 dicembre 1976): name, date of birth, place, check letter.
  static func isITFiscalCode(_ id: IdentifierText) -> Float? {
    guard id.areLetters(0..<6), isNamePart(id, 0), isNamePart(id, 3),
      let month = months.firstIndex(of: id[8]), !id.isDigit(11), !id.isDigit(15),
      let year = decimal(id, 6, 7), var day = decimal(id, 9, 10), decimal(id, 12, 13) != nil,
      decimal(id, 14, 14) != nil
    else { return nil }
    if day > 40 { day -= 40 }  // women's
    guard CalendarDate.exists(yearOfCentury: year, month: month + 1, day: day) else { return nil }
    var sum = 0
    for index in 0..<15 {
      let value = id.isDigit(index) ? id.value(index) : id.value(index) - 10
      sum += index % 2 == 0 ? oddValues[value] : value
    }
    return UInt8(65 + sum % 26) == id[15] ? 0 : nil
  }

  /// Consonants, then vowels, then X: how three letters of a name are taken.
  private static func isNamePart(_ id: IdentifierText, _ start: Int) -> Bool {
    var seenVowel = false
    for index in start..<start + 3 {
      let isVowel = "AEIOU".utf8.contains(id[index])
      if seenVowel, !isVowel, id[index] != UInt8(ascii: "X") { return false }
      seenVowel = seenVowel || isVowel
    }
    return true
  }

  /// The number of two places, or of one; nil if one is neither a digit nor its stand-in.
  private static func decimal(_ id: IdentifierText, _ first: Int, _ last: Int) -> Int? {
    var number = 0
    for index in first...last {
      guard let digit = id.isDigit(index) ? id.value(index) : omocodia.firstIndex(of: id[index])
      else { return nil }
      number = number * 10 + digit
    }
    return number
  }

  /// ΑΦΜ (AADE): powers of two from 256, modulus 11, then 10.
  static func isGRAFM(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, !id.isUniform else { return nil }
    let sum = id.weightedSum([256, 128, 64, 32, 16, 8, 4, 2])
    guard sum % 11 % 10 == id.value(8) else { return nil }
    return ((5...6).contains(id.value(0)) ? -0.2 : 0) + id.grouping(0x333, bonus: 0)
  }

  /// ΑΜΚΑ (Law 3655/2008): date of birth and the check digit of ISO/IEC 7812-1.
  static func isGRAMKA(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, id.satisfiesLuhn(0..<11),
      CalendarDate.exists(
        yearOfCentury: id.number(4..<6), month: id.number(2..<4), day: id.number(0..<2))
    else { return nil }
    return id.grouping(0x65, or: 0x2225, bonus: 0.1)
  }

  /// Tax identification code (Cyprus Tax Department): odd digits as in a codice fiscale, modulus 26.
  static func isCYTIC(_ id: IdentifierText) -> Float? {
    guard id.areDigits(0..<8), !id.isDigit(8), id.isBare else { return nil }
    var sum = 0
    for index in 0..<8 { sum += index % 2 == 0 ? oddValues[id.value(index)] : id.value(index) }
    return UInt8(65 + sum % 26) == id[8] ? 0 : nil
  }

  /// T.C. Kimlik No (Law 5490): eleven digits, the last two of which check those before them.
  static func isTRKimlik(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, id.value(0) != 0 else { return nil }
    let odd = id.weightedSum([1, 0, 1, 0, 1, 0, 1, 0, 1])
    let even = id.weightedSum([0, 1, 0, 1, 0, 1, 0, 1])
    guard (odd * 7 - even + 100) % 10 == id.value(9),
      (odd + even + id.value(9)) % 10 == id.value(10)
    else { return nil }
    return id.grouping(0x3332, or: 0x335, bonus: 0.1)
  }

  /// Mispar Zehut (Population Registry): the check digit of ISO/IEC 7812-1.
  static func isILIdentity(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, !id.isUniform, id.satisfiesLuhn(0..<9) else { return nil }
    return id.grouping(0x81, or: 0x333, bonus: 0.1)
  }
}
