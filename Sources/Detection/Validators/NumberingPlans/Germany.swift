extension NumberingPlan {
  /// Germany: Bundesnetzagentur, Nummernplan; area codes (ONB) of two to five digits.
  ///
  /// Subscriber numbers differ in length. Old short ones are let in from six digits in all,
  /// the longest are eleven.
  static let germany = NumberingPlan(
    countryCode: 49, trunk: .required(0),
    blocks: [
      // Mobile: 015 with eleven digits, 016 and 017 with ten or eleven.
      Block(15, width: 2, 11),
      Block(160, width: 3, 10...11),
      Block(162...163, width: 3, 10...11),
      Block(170...179, width: 3, 10...11),
      // Service numbers.
      Block(180, width: 3, 7...11),
      Block(700, width: 3, 11),
      Block(800, width: 3, 10...11),
      Block(900, width: 3, 10),
      // National subscriber numbers.
      Block(32, width: 2, 11),
      // Areas: Berlin 30, Hamburg 40, Frankfurt 69, Munich 89, and the blocks of longer codes.
      Block(30, width: 2, 7...11),
      Block(40, width: 2, 7...11),
      Block(69, width: 2, 7...11),
      Block(89, width: 2, 7...11),
      Block(20...29, width: 2, 7...11),
      Block(31...31, width: 2, 7...11),
      Block(33...39, width: 2, 7...11),
      Block(41...49, width: 2, 7...11),
      Block(50...59, width: 2, 7...11),
      Block(60...68, width: 2, 7...11),
      Block(71...79, width: 2, 7...11),
      Block(81...88, width: 2, 7...11),
      Block(90...99, width: 2, 7...11),
    ])
}
