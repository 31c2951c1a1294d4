/// International bank account numbers: ISO 13616-1 and its registry, release 99.
enum IBAN {
  static let lengths = 15...34

  /// Takes as many characters as the country's IBANs have; what follows is left.
  static func check(_ match: Range<Int>, _ written: IdentifierText) -> Verdict? {
    guard written.count >= lengths.lowerBound, !written.isDigit(0), !written.isDigit(1),
      let format = format(of: UInt16(written[0]) << 8 | UInt16(written[1])),
      written.boundaries & (1 << UInt64(format.length)) != 0
    else { return nil }
    let id = written.prefix(format.length)
    guard id.areDigits(2..<4), follows(id, format), ISO7064.isMod97(id, rotatedBy: 4)
    else { return nil }
    return Verdict(range: match.lowerBound..<id.end)
  }

  /// What the characters after the check digits are: `n` digits, `a` letters, `c` either.
  private struct Format: Sendable {
    var country: UInt16
    var length: Int
    /// Pairs of a kind and a count.
    var parts: [(kind: UInt8, count: Int)]

    init(_ text: String) {
      let bytes = Array(text.utf8)
      country = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
      parts = []
      length = 4
      var count = 0
      for byte in bytes[2...] {
        if byte.isASCIIDigit {
          count = count * 10 + Int(byte) - 48
        } else {
          parts.append((byte, count))
          length += count
          count = 0
        }
      }
    }
  }

  private static func format(of country: UInt16) -> Format? {
    var low = 0
    var high = formats.count
    while low < high {
      let middle = (low + high) / 2
      if formats[middle].country < country { low = middle + 1 } else { high = middle }
    }
    return low < formats.count && formats[low].country == country ? formats[low] : nil
  }

  private static func follows(_ id: IdentifierText, _ format: Format) -> Bool {
    var index = 4
    for part in format.parts {
      let range = index..<index + part.count
      switch part.kind {
      case UInt8(ascii: "n"): guard id.areDigits(range) else { return false }
      case UInt8(ascii: "a"): guard id.areLetters(range) else { return false }
      default: break
      }
      index += part.count
    }
    return true
  }

  /// The registry's structures, and those that banks of DZ, IR, MA and others use without being in it.
  private static let formats: [Format] =
    """
    AD8n12c AE19n AL8n16c AO21n AT16n AZ4a20c BA16n BE12n BF2c22n BG4a6n8c BH4a14c BI23n BJ2c22n \
    BR23n1a1c BY4c4n16c CF23n CG23n CH5n12c CI2c22n CM23n CR18n CV21n CY8n16c CZ20n DE18n DJ23n \
    DK14n DO4c20n DZ22n EE16n EG25n ES20n FI14n FK2a12n FO14n FR10n11c2n GA23n GB4a14n GE2a16n \
    GI4a15c GL14n GQ23n GR7n16c GT4c20c GW2c19n HN4a20n HR17n HU24n IE4a14n IL19n IQ4a15n IR22n \
    IS22n IT1a10n12c JO4a4n18c KM23n KW4a22c KZ3n13c LB4n20c LC4a24c LI5n12c LT16n LU3n13c LV4a13c \
    LY21n MA24n MC10n11c2n MD2c18c ME18n MG23n MK3n10c2n ML2c22n MN16n MR23n MT4a5n18c \
    MU4a19n3a MZ21n NE2a22n NI4a20n NL4a10n NO11n OM3n16c PK4a16c PL24n PS4a21c PT21n QA4a21c \
    RO4a16c RS18n RU14n15c SA2n18c SC4a20n3a SD14n SE20n SI15n SK20n SM1a10n12c SN2a22n SO19n ST21n \
    SV4a20n TD23n TG2a22n TL19n TN20n TR6n16c UA6n19c VA18n VG4a16n XK16n YE4a4n18c
    """.split(separator: " ").map { Format(String($0)) }
}
