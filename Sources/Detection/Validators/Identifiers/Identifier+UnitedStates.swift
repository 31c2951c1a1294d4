/// Identifiers of the United States and Canada.
extension Identifier {
  /// SSA, POMS RM 10201.030: no area 000, 666 or 900 and above, no group 00, no serial 0000.
  ///
  /// Numbers that were advertised count: 078-05-1120 and 219-09-9999 were given to people before they were
  /// printed, and who writes 987-65-4320 to 987-65-4329, kept for advertisements, writes it in place of one.
  static func isUSSSN(_ id: IdentifierText) -> Float? {
    let (area, group, serial) = (id.number(0..<3), id.number(3..<5), id.number(5..<9))
    guard id.areAllDigits, group > 0, serial > 0, area > 0, area != 666 else { return nil }
    guard area < 900 || (area == 987 && group == 65 && (4320...4329).contains(serial)) else {
      return nil
    }
    if id.isUniform { return -0.5 }
    return id.groups == 0x324 ? 0 : id.isBare ? 0 : -0.2
  }

  /// IRS Publication 1915: an area of 900 and above, groups 50–65, 70–88, 90–92 and 94–99.
  static func isUSITIN(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, id.number(0..<3) >= 900 else { return nil }
    switch id.number(3..<5) {
    case 50...65, 70...88, 90...92, 94...99: return id.grouping(0x324, bonus: 0)
    default: return nil
    }
  }

  /// IRS, How EINs are assigned and valid EIN prefixes.
  static func isUSEIN(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits else { return nil }
    switch id.number(0..<2) {
    case 0, 7...9, 17...19, 28, 29, 49, 69, 70, 78, 79, 89, 96, 97: return nil
    default: return id.grouping(0x27, bonus: 0)
    }
  }

  /// 45 CFR 162.406: the check digit of ISO/IEC 7812-1 with 80840, whose part of the sum is 24, before it.
  ///
  /// Numbers begin with 1 or 2; others pass the check and were never given out.
  static func isUSNPI(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, id.satisfiesLuhn(0..<10, startingWith: 24) else { return nil }
    return id.isBare && (1...2).contains(id.value(0)) ? 0 : -0.3
  }

  /// 21 CFR 1301: registrant's type, first letter of the name or 9, six digits, check digit.
  static func isUSDEA(_ id: IdentifierText) -> Float? {
    guard id.areDigits(2..<9), !id.isDigit(0), id.isBare else { return nil }
    let sum = id.weightedSum([1, 2, 1, 2, 1, 2], from: 2)
    return sum % 10 == id.value(8) ? 0 : nil
  }

  /// ABA Key to Routing Numbers: weights 3, 7, 1; 00–12, 21–32, 61–72 and 80 begin one.
  static func isABARoutingNumber(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, id.weightedSum([3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 == 0 else { return nil }
    if id.isUniform { return -1 }
    switch id.number(0..<2) {
    case 0...12, 21...32, 61...72, 80: return id.grouping(0x441, bonus: 0)
    default: return nil
    }
  }

  /// CMS, Understanding the MBI Format: C A AN N A AN N A A N N, with no S, L, O, I, B or Z.
  static func isUSMBI(_ id: IdentifierText) -> Float? {
    let kinds: InlineArray<11, UInt8> = [9, 0, 1, 2, 0, 1, 2, 0, 0, 2, 2]
    for index in 0..<11 {
      let isDigit = id.isDigit(index)
      switch kinds[index] {
      case 0 where isDigit, 2 where !isDigit: return nil
      case 9 where !isDigit || id.value(index) == 0: return nil
      default: break
      }
      if !isDigit {
        switch id[index] {
        case UInt8(ascii: "S"), UInt8(ascii: "L"), UInt8(ascii: "O"), UInt8(ascii: "I"),
          UInt8(ascii: "B"), UInt8(ascii: "Z"):
          return nil
        default: break
        }
      }
    }
    return id.grouping(0x434, bonus: 0.2)
  }

  /// Social insurance number (ESDC): the check digit of ISO/IEC 7812-1; 0 and 8 begin none.
  static func isCASIN(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, id.satisfiesLuhn(0..<9) else { return nil }
    let isGivenOut = id.value(0) != 0 && id.value(0) != 8 && !id.isUniform
    return (isGivenOut ? 0 : -0.3) + id.grouping(0x333, bonus: 0.2)
  }
}
