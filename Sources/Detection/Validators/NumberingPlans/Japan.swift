extension NumberingPlan {
  /// Japan: Ministry of Internal Affairs and Communications, Numbering Plan for E.164.
  ///
  /// Ten digits with the trunk zero for fixed lines, eleven for mobiles, pagers and IP phones.
  static let japan = NumberingPlan(
    countryCode: 81, trunk: .required(0),
    blocks: [
      // Mobile and M2M.
      Block(60, width: 2, 10),
      Block(70, width: 2, 10),
      Block(80, width: 2, 10),
      Block(90, width: 2, 10),
      Block(20, width: 2, 10),
      // IP phones.
      Block(50, width: 2, 10),
      // Freephone and special.
      Block(120, width: 3, 9),
      Block(800, width: 3, 10),
      Block(570, width: 3, 9),
      Block(990, width: 3, 9),
      // Geographic, one to four digits of area code: Tokyo 3, Osaka 6… A zero after the first digit
      // belongs to the ranges above.
      Block(11...19, width: 2, 9),
      Block(21...29, width: 2, 9),
      Block(31...39, width: 2, 9),
      Block(41...49, width: 2, 9),
      Block(51...59, width: 2, 9),
      Block(61...69, width: 2, 9),
      Block(71...79, width: 2, 9),
      Block(81...89, width: 2, 9),
      Block(91...99, width: 2, 9),
    ])
}
