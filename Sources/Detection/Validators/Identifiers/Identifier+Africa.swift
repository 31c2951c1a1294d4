/// Identifiers of South Africa.
extension Identifier {
  /// Identity number (Identification Act 68 of 1997): date of birth, serial, citizenship, Luhn's digit.
  static func isZAID(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, id.value(10) <= 2,
      CalendarDate.exists(
        yearOfCentury: id.number(0..<2), month: id.number(2..<4), day: id.number(4..<6)),
      id.satisfiesLuhn(0..<13)
    else { return nil }
    return id.grouping(0x643, or: 0x6412, bonus: 0.2)
  }
}
