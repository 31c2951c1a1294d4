extension NumberingPlan {
  /// Mainland China: MIIT, Telecommunication Network Numbering Plan (2017 edition).
  ///
  /// Mobiles are eleven digits, 13 to 19; fixed lines have an area code after a trunk zero.
  static let china = NumberingPlan(
    countryCode: 86, trunk: .none,
    blocks: [
      // Mobile.
      Block(13...19, width: 2, 11),
      // Fixed: two-digit area codes (10 Beijing, 20…29) and eight digits.
      Block(10, width: 3, 11),
      Block(20...29, width: 3, 11),
      // Fixed: three-digit area codes and seven or eight digits.
      Block(31...39, width: 3, 11...12),
      Block(41...49, width: 3, 11...12),
      Block(51...59, width: 3, 11...12),
      Block(63...66, width: 3, 11...12),
      Block(69...79, width: 3, 11...12),
      Block(81...99, width: 3, 11...12),
      // Service numbers.
      Block(400, width: 3, 10),
      Block(800, width: 3, 10),
    ])
}
