extension NumberingPlan {
  /// Australia: ACMA, Telecommunications Numbering Plan 2015. Nine digits after the trunk zero.
  ///
  /// ACMA's numbers for fiction (0491 570 156, 02 5550 0000…) are in the plan's ranges.
  static let australia = NumberingPlan(
    countryCode: 61, trunk: .optional(0),
    blocks: [
      // Geographic: NSW and ACT 2, Victoria and Tasmania 3, Queensland 7, the rest 8.
      Block(2...3, width: 1, 9),
      Block(7...8, width: 1, 9),
      // Mobile.
      Block(4, width: 1, 9),
      // Freephone and local rate.
      Block(1300, width: 4, 10),
      Block(1800, width: 4, 10),
      Block(13, width: 2, 6),
    ])
}
