/// Identifiers of Brazil, Argentina, Chile and Mexico.
extension Identifier {
  /// CPF (Receita Federal, IN RFB 1548/2015): two check digits, modulus 11.
  static func isBRCPF(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, !id.isUniform else { return nil }
    let first = id.weightedSum([10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10
    let second = id.weightedSum([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10
    guard first == id.value(9), second == id.value(10) else { return nil }
    return id.grouping(0x3332, or: 0x92, bonus: 0.5)
  }

  /// CNPJ (IN RFB 2119/2022; letters since IN RFB 2229/2024): characters count from 0 by ASCII, modulus 11.
  static func isBRCNPJ(_ id: IdentifierText) -> Float? {
    guard id.areDigits(12..<14), !id.isUniform else { return nil }
    let weights: InlineArray<13, Int> = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]
    var (first, second) = (0, 0)
    for index in 0..<12 {
      let value = Int(id[index]) - 48
      first += value * weights[index + 1]
      second += value * weights[index]
    }
    let firstCheck = first % 11 < 2 ? 0 : 11 - first % 11
    second += firstCheck * 2
    let secondCheck = second % 11 < 2 ? 0 : 11 - second % 11
    guard firstCheck == id.value(12), secondCheck == id.value(13) else { return nil }
    return id.grouping(0x23342, or: 0x842, bonus: 0.5)
  }

  /// CUIT and CUIL (AFIP RG 3995): kind of person, number, modulus 11.
  static func isARCUIT(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits else { return nil }
    switch id.number(0..<2) {
    case 20, 23...27, 30, 33, 34: break
    default: return nil
    }
    let check = 11 - id.weightedSum([5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
    guard (check == 11 ? 0 : check == 10 ? 9 : check) == id.value(10) else { return nil }
    return id.grouping(0x281, bonus: 0.3)
  }

  /// RUT and RUN (DS 1111 of 1999): weights from 2 to 7 and again, modulus 11, K for 10.
  static func isCLRUT(_ id: IdentifierText) -> Float? {
    let last = id.count - 1
    // The check digit stands behind a hyphen of its own, or nothing is separated.
    guard id.areDigits(0..<last), id.isBare || id.groups & 0xF == 1 else { return nil }
    var sum = 0
    for index in 0..<last { sum += id.value(last - 1 - index) * (2 + index % 6) }
    let check = (11 - sum % 11) % 11
    guard id[last] == (check == 10 ? UInt8(ascii: "K") : UInt8(48 + check)) else { return nil }
    return id.groups == 0x2331 || id.groups == 0x1331 ? 0.25 : 0
  }

  /// CURP (DOF 18 October 2021): name, date of birth, sex, state, consonants, check digit; Ñ stands behind N.
  static func isMXCURP(_ id: IdentifierText) -> Float? {
    guard id.areLetters(0..<4), id.areDigits(4..<10), id.areLetters(10..<16), id.isDigit(17),
      "HMX".utf8.contains(id[10]),
      CalendarDate.exists(
        yearOfCentury: id.number(4..<6), month: id.number(6..<8), day: id.number(8..<10))
    else { return nil }
    var sum = 0
    for index in 0..<17 {
      let value = id.value(index)
      sum += (value > 23 ? value + 1 : value) * (18 - index)
    }
    return (10 - sum % 10) % 10 == id.value(17) ? 0 : nil
  }
}
