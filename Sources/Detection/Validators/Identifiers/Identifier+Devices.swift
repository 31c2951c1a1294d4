/// Identifiers of devices and vehicles.
extension Identifier {
  /// IMEI (3GPP TS 23.003 section 6.2.1): the check digit of ISO/IEC 7812-1.
  static func isIMEI(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, !id.isUniform, id.satisfiesLuhn(0..<15) else { return nil }
    return id.grouping(0x2661, or: 0x861, bonus: 0.3)
  }

  /// Vehicle identification number (ISO 3779; 49 CFR 565.15): no I, O or Q, check digit at the ninth place.
  static func isVIN(_ id: IdentifierText) -> Float? {
    let weights: InlineArray<17, Int> = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
    var sum = 0
    var digits = 0
    for index in 0..<17 {
      let letter = id[index]
      if letter.isASCIIDigit {
        digits += 1
        sum += id.value(index) * weights[index]
      } else {
        guard letter != 0x49, letter != 0x4F, letter != 0x51 else { return nil }
        sum += transliteration[Int(letter) - 65] * weights[index]
      }
    }
    let check = sum % 11
    guard digits >= 5, digits < 17, id[8] == (check == 10 ? UInt8(ascii: "X") : UInt8(48 + check))
    else { return nil }
    return 0
  }

  /// What letters count in a vehicle identification number, from A on.
  private static let transliteration: [Int] = [
    1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9,
  ]
}
