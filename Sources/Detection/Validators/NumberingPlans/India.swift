extension NumberingPlan {
  /// India: Department of Telecommunications, National Numbering Plan 2003. Ten digits.
  ///
  /// Mobiles begin with 6…9; fixed lines have an area code of two to four digits, which a
  /// trunk zero introduces.
  static let india = NumberingPlan(
    countryCode: 91, trunk: .optional(0),
    blocks: [
      Block(6...9, width: 1, 10),
      // Fixed lines: 11 Delhi, 20 Pune, 22 Mumbai, 33 Kolkata, 40 Hyderabad, 44 Chennai, 80 Bengaluru…
      Block(11...59, width: 2, 10),
      // Toll-free.
      Block(1800, width: 4, 10...11),
      Block(1860, width: 4, 11),
    ])
}
