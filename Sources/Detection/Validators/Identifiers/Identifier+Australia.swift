/// Identifiers of Australia.
extension Identifier {
  /// Tax file number (ATO): nine digits, or eight of the older ones, modulus 11.
  static func isAUTFN(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, !id.isUniform else { return nil }
    let sum =
      id.count == 9
      ? id.weightedSum([1, 4, 3, 7, 5, 8, 6, 9, 10]) : id.weightedSum([10, 7, 8, 4, 6, 3, 5, 1])
    guard sum % 11 == 0 else { return nil }
    return (id.count == 8 ? -0.05 : 0) + id.grouping(0x333, or: 0x233, bonus: 0.1)
  }

  /// Medicare card number (Services Australia): 2 to 6, weights 1 3 7 9, issue, perhaps the place on the card.
  static func isAUMedicare(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, (2...6).contains(id.value(0)),
      id.weightedSum([1, 3, 7, 9, 1, 3, 7, 9]) % 10 == id.value(8)
    else { return nil }
    return (id.count == 9 ? -0.2 : 0) + id.grouping(0x451, or: 0x4511, bonus: 0.25)
  }

  /// Australian business number (ABR): one less at the front, odd weights, modulus 89; perhaps behind `AU`.
  static func isAUABN(_ id: IdentifierText) -> Float? {
    let first = id.count - 11
    guard first == 0 || (id[0] == UInt8(ascii: "A") && id[1] == UInt8(ascii: "U")),
      id.areDigits(first..<id.count), id.value(first) > 0
    else { return nil }
    let sum = id.weightedSum([10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19], from: first) - 10
    guard sum % 89 == 0 else { return nil }
    return first > 0 ? 0.1 : id.grouping(0x2333, bonus: 0.3)
  }

  /// Australian company number (ASIC): weights 8 to 1, modulus 10.
  static func isAUACN(_ id: IdentifierText) -> Float? {
    guard id.areAllDigits, !id.isUniform else { return nil }
    let sum = id.weightedSum([8, 7, 6, 5, 4, 3, 2, 1])
    return (10 - sum % 10) % 10 == id.value(8) ? id.grouping(0x333, bonus: 0.1) : nil
  }
}
