/// Identifiers of Estonia, Latvia and Lithuania.
extension Identifier {
  /// Isikukood (EVS 585) and asmens kodas: sex and century, date of birth, serial, modulus 11 in two rounds.
  static func isBalticPersonalCode(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, (1...8).contains(id.value(0)) else { return nil }
    let year = 1800 + (id.value(0) - 1) / 2 * 100 + id.number(1..<3)
    guard CalendarDate.exists(year: year, month: id.number(3..<5), day: id.number(5..<7)) else {
      return nil
    }
    var check = id.weightedSum([1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11
    if check == 10 { check = id.weightedSum([3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11 }
    return check % 10 == id.value(10) ? id.grouping(0x164, bonus: 0) : nil
  }

  /// Personas kods (Fizisko personu reģistra likums): date of birth and check digit, or, since 2017, 32 to 39
  /// and nothing that says anything.
  static func isLVPersonalCode(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits else { return nil }
    if (32...39).contains(id.number(0..<2)) { return -0.15 + id.grouping(0x65, bonus: 0.15) }
    let century = [1800, 1900, 2000] as InlineArray<3, Int>
    guard id.value(6) < 3,
      CalendarDate.exists(
        year: century[id.value(6)] + id.number(4..<6), month: id.number(2..<4),
        day: id.number(0..<2))
    else { return nil }
    let sum = id.weightedSum([1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
    guard (1101 - sum) % 11 % 10 == id.value(10) else { return nil }
    return id.grouping(0x65, bonus: 0.2)
  }
}
