/// Identifiers of India, Singapore, Thailand and Iran.
extension Identifier {
  /// Aadhaar (UIDAI): twelve digits with Verhoeff's check digit; none that begins with 0 or 1 has been given out.
  static func isINAadhaar(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, !id.isUniform, Verhoeff.isValid(id, first: 11, check: 11) else {
      return nil
    }
    return (id.value(0) < 2 ? -0.3 : 0) + id.grouping(0x444, bonus: 0.1)
  }

  /// Permanent account number (Income-tax Rules 1962, rule 114): the fourth letter is the holder's kind.
  static func isINPAN(_ id: IdentifierText) -> Float? {
    guard id.areLetters(0..<5), id.areDigits(5..<9), !id.isDigit(9), id.number(5..<9) > 0,
      "ABCFGHJLPT".utf8.contains(id[3])
    else { return nil }
    return id[3] == UInt8(ascii: "P") ? 0.1 : 0
  }

  private static let citizenLetters = Array("JZIHGFEDCBA".utf8)
  private static let foreignerLetters = Array("XWUTRQPNMLK".utf8)
  private static let foreigner2022Letters = Array("XWUTRQPNJLK".utf8)

  /// NRIC and FIN (National Registration Act 1965): weights 2 7 6 5 4 3 2, modulus 11, a table for each series.
  static func isSGNRIC(_ id: IdentifierText) -> Float? {
    guard id.areDigits(1..<8), !id.isDigit(8), id.isBare else { return nil }
    let sum = id.weightedSum([2, 7, 6, 5, 4, 3, 2], from: 1)
    let letter: UInt8
    switch id[0] {
    case UInt8(ascii: "S"): letter = citizenLetters[sum % 11]
    case UInt8(ascii: "T"): letter = citizenLetters[(sum + 4) % 11]
    case UInt8(ascii: "F"): letter = foreignerLetters[sum % 11]
    case UInt8(ascii: "G"): letter = foreignerLetters[(sum + 4) % 11]
    case UInt8(ascii: "M"): letter = foreigner2022Letters[(sum + 3) % 11]
    default: return nil
    }
    return letter == id[8] ? 0 : nil
  }

  /// เลขประจำตัวประชาชน (Civil Registration Act): kind of person, place, weights 13 to 2, modulus 11.
  static func isTHNationalID(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, (1...8).contains(id.value(0)), !id.isUniform else { return nil }
    let sum = id.weightedSum([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2])
    return (11 - sum % 11) % 10 == id.value(12) ? id.grouping(0x14521, bonus: 0.35) : nil
  }

  /// کد ملی (National Organization for Civil Registration): weights 10 to 2, modulus 11.
  static func isIRNationalCode(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, !id.isUniform else { return nil }
    let rest = id.weightedSum([10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11
    guard (rest < 2 ? rest : 11 - rest) == id.value(9) else { return nil }
    // Places are numbered from 001.
    return (id.number(0..<3) == 0 ? -0.2 : 0) + id.grouping(0x361, bonus: 0.1)
  }
}
