extension NumberingPlan {
  /// Spain: CNMC, Plan nacional de numeración telefónica (RD 2296/2004). Nine digits, no trunk.
  static let spain = NumberingPlan(
    countryCode: 34, trunk: .none,
    blocks: [
      // Mobile.
      Block(6, width: 1, 9),
      Block(71...74, width: 2, 9),
      // Geographic.
      Block(81...88, width: 2, 9),
      Block(91...98, width: 2, 9),
      // Freephone, shared cost and premium.
      Block(800...809, width: 3, 9),
      Block(900...909, width: 3, 9),
      // Personal numbers.
      Block(70, width: 2, 9),
    ])
}
