extension NumberingPlan {
  /// The United Kingdom: Ofcom, The National Telephone Numbering Plan.
  ///
  /// Numbers Ofcom keeps for drama (07700 900xxx, 020 7946 0xxx, 01632 960xxx…) are in the plan's
  /// own ranges.
  static let unitedKingdom = NumberingPlan(
    countryCode: 44, trunk: .required(0),
    blocks: [
      // Geographic: 01 with nine or ten digits, 02 with ten.
      Block(11...19, width: 2, 9...10),
      Block(20, width: 2, 10),
      Block(23...24, width: 2, 10),
      Block(28...29, width: 2, 10),
      // Location-independent.
      Block(30, width: 2, 10),
      Block(33...34, width: 2, 10),
      Block(37, width: 2, 10),
      // Corporate and VoIP.
      Block(55...56, width: 2, 10),
      // Personal numbers, pagers, mobiles.
      Block(70...79, width: 2, 10),
      // Freephone and special services.
      Block(80, width: 2, 9...10),
      Block(84...87, width: 2, 10),
      Block(90...91, width: 2, 10),
      Block(98, width: 2, 10),
    ])
}
