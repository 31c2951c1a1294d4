extension NumberingPlan {
  /// France: ARCEP, Plan national de numérotation (décision 2022-1583). Ten digits, 01 to 09.
  ///
  /// 01 99 00, 06 39 98 and their like are kept for works of fiction and are in the ranges.
  static let france = NumberingPlan(
    countryCode: 33, trunk: .required(0),
    blocks: [Block(1...9, width: 1, 9)])
}
