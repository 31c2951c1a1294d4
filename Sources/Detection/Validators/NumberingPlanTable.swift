/// Every numbering plan there is: by place and by country code.
enum NumberingPlanTable {
  /// All plans, in the order of their country codes.
  static let all: [NumberingPlan] =
    [
      NumberingPlan.northAmerica, NumberingPlan.africa, NumberingPlan.europe,
      NumberingPlan.latinAmerica, NumberingPlan.oceaniaAndSoutheastAsia, NumberingPlan.eurasia,
      NumberingPlan.eastAsiaAndServices, NumberingPlan.asia,
    ].flatMap { $0.utf8.split(separator: UInt8(ascii: "\n")).map { NumberingPlan($0) } }

  /// The number of the plan of a place; nil if no plan names it.
  static func number(region: String) -> Int? {
    all.firstIndex { $0.regions.contains(region) }
  }

  /// The plans a place named by its packed code has, for lookups that build no `String`.
  static func number(code: UInt16) -> Int? {
    let first = Int(code >> 8) - 0x41
    let second = Int(code & 0xFF) - 0x41
    guard (0..<26).contains(first), (0..<26).contains(second) else { return nil }
    let number = byRegion[first * 26 + second]
    return number == none ? nil : Int(number)
  }

  /// The plans that share the country code at the front of a number.
  ///
  /// - Returns: the first and last plan's numbers and how many digits the code has; nil if no code is assigned there.
  static func lookUp(_ digits: DigitRun) -> (plans: ClosedRange<Int>, width: Int)? {
    // No code begins with zero, which would fake a shorter one's value.
    guard digits.count > 0, digits.digit(at: 0) != 0 else { return nil }
    // No code is the beginning of another, so the first that fits is the one.
    for width in 1...3 {
      guard let code = digits.leading(width) else { return nil }
      let first = firstByCode[code]
      if first != none { return (Int(first)...Int(lastByCode[code]), width) }
    }
    return nil
  }

  private static let none = UInt8.max

  private static let byRegion: InlineArray<676, UInt8> = {
    var index = InlineArray<676, UInt8>(repeating: none)
    for (number, plan) in all.enumerated() {
      for region in plan.regions {
        let letters = region.utf8.map { Int($0) - 0x41 }
        index[letters[0] * 26 + letters[1]] = UInt8(number)
      }
    }
    return index
  }()

  private static let firstByCode: InlineArray<1000, UInt8> = {
    var index = InlineArray<1000, UInt8>(repeating: none)
    for number in all.indices.reversed() { index[all[number].countryCode] = UInt8(number) }
    return index
  }()

  private static let lastByCode: InlineArray<1000, UInt8> = {
    var index = InlineArray<1000, UInt8>(repeating: none)
    for number in all.indices { index[all[number].countryCode] = UInt8(number) }
    return index
  }()
}
