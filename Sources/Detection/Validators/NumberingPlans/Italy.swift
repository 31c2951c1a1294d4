extension NumberingPlan {
  /// Italy: AGCOM, Piano di numerazione (delibera 8/15/CIR).
  ///
  /// The zero of geographic numbers is a part of them and is dialled from abroad too.
  static let italy = NumberingPlan(
    countryCode: 39, trunk: .none,
    blocks: [
      // Geographic: Milan 02, Rome 06 with six digits and more, other areas 03…09.
      Block(2, width: 2, 8...11),
      Block(6, width: 2, 8...11),
      Block(10...19, width: 3, 8...11),
      Block(30...59, width: 3, 8...11),
      Block(70...99, width: 3, 8...11),
      // Mobile.
      Block(31...39, width: 2, 9...10),
      // Freephone and shared cost.
      Block(800, width: 3, 9),
      Block(803, width: 3, 6),
      Block(840, width: 3, 9),
      Block(848, width: 3, 9),
      Block(199, width: 3, 9),
    ])
}
