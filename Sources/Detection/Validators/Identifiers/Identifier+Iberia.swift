/// Identifiers of Spain and Portugal.
extension Identifier {
  /// The letter that a number modulo 23 gives.
  private static let letters = Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)

  /// NIF of Spaniards (Real Decreto 1553/2005): up to eight digits and a letter; K, L and M stand before seven.
  static func isESNIF(_ id: IdentifierText) -> Float? {
    let last = id.count - 1
    let first = id.isDigit(0) ? 0 : 1
    guard first == 0 || (id.count == 9 && "KLM".utf8.contains(id[0])), id.areDigits(first..<last),
      id[last] == letters[id.number(first..<last) % 23]
    else { return nil }
    return id.count == 9 ? 0 : id.count == 8 ? -0.2 : -0.4
  }

  /// NIE of foreigners (Orden INT/2058/2008): X, Y or Z stands for 0, 1 or 2 before seven digits.
  static func isESNIE(_ id: IdentifierText) -> Float? {
    guard "XYZ".utf8.contains(id[0]), id.areDigits(1..<8) else { return nil }
    let number = (id.value(0) - 33) * 10_000_000 + id.number(1..<8)
    return id[8] == letters[number % 23] ? 0 : nil
  }

  /// Número de la Seguridad Social (Orden de 7 de abril de 1984): province, serial, number modulo 97.
  static func isESSocialSecurity(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, !id.isUniform else { return nil }
    let province = id.number(0..<2)
    let serial = id.number(2..<10)
    // A serial below ten millions is joined to the province with seven digits.
    let number = province * (serial < 10_000_000 ? 10_000_000 : 100_000_000) + serial
    guard number % 97 == id.number(10..<12) else { return nil }
    let isProvince = (1...53).contains(province) || province == 66
    return (isProvince ? 0 : -0.2) + id.grouping(0x282, or: 0x2A, bonus: 0.2)
  }

  /// Número de Identificação Fiscal (Decreto-Lei 14/2013): weights 9 to 2, modulus 11.
  static func isPTNIF(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, id.value(0) != 0, !id.isUniform else { return nil }
    let check = 11 - id.weightedSum([9, 8, 7, 6, 5, 4, 3, 2]) % 11
    return (check > 9 ? 0 : check) == id.value(8) ? id.grouping(0x333, bonus: 0.1) : nil
  }
}
