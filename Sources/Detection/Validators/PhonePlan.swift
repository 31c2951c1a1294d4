/// A numbering plan, by its place in the table of all.
package struct PhonePlan: Sendable, Equatable {
  /// Index into ``NumberingPlanTable/all``.
  let number: UInt8

  init(number: Int) { self.number = UInt8(number) }

  /// The plan of an ISO 3166-1 place; nil if none is known.
  package init?(region: String) {
    guard let number = NumberingPlanTable.number(region: region) else { return nil }
    self.number = UInt8(number)
  }

  package static let northAmerica = PhonePlan(region: "US")!

  var plan: NumberingPlan { NumberingPlanTable.all[Int(number)] }

  /// The main place that has the plan; nil for global services.
  package var region: String? { plan.regions.first }

  /// The digits of a number in the international form of ITU-T E.164, without plus.
  ///
  /// - Parameter dialled: the digits as written within the country, or behind a plus or an international prefix.
  /// - Returns: `dialled` itself where the plan does not know the number.
  package func international(_ dialled: [UInt8], isNational: Bool) -> [UInt8] {
    var digits = DigitRun()
    for digit in dialled where !digits.append(digit) { return dialled }
    let plan = plan
    let code = Array(String(plan.countryCode).utf8)
    if !isNational {
      return code
        + plan.withoutTrunk(digits.dropping(code.count), in: dialled.dropFirst(code.count))
    }
    switch plan.spelling(digits) {
    case .withCountryCode:
      return code
        + plan.withoutTrunk(digits.dropping(code.count), in: dialled.dropFirst(code.count))
    case .withTrunk, .withoutTrunk: return code + plan.withoutTrunk(digits, in: dialled[...])
    case nil: return code + dialled
    }
  }

  /// The plan whose country code begins a number; nil if none is assigned there.
  package init?(international dialled: ArraySlice<UInt8>) {
    var digits = DigitRun()
    for digit in dialled.prefix(DigitRun.capacity) { _ = digits.append(digit) }
    guard let (plans, width) = NumberingPlanTable.lookUp(digits) else { return nil }
    let national = digits.dropping(width)
    let number = plans.first { NumberingPlanTable.all[$0].matchesAbroad(national) }
    self.init(number: number ?? plans.lowerBound)
  }
}

extension NumberingPlan {
  fileprivate func withoutTrunk(_ number: DigitRun, in digits: ArraySlice<UInt8>) -> ArraySlice<
    UInt8
  > {
    if matches(number) { return digits }
    for prefix in trunkPrefixes where number.prefix(prefix.count) == prefix {
      if matches(number.dropping(prefix.count)) { return digits.dropFirst(prefix.count) }
    }
    return digits
  }
}

/// Plans whose numbers are expected.
package struct PhonePlans: Sendable {
  private var words = InlineArray<4, UInt64>(repeating: 0)
  private(set) var isEmpty = true

  package init() {}

  mutating func insert(_ number: Int) {
    words[number / 64] |= 1 << UInt64(number % 64)
    isEmpty = false
  }

  /// Adds the plans of places, as ``Regions`` packs their codes.
  mutating func formUnion(_ codes: [UInt16]) {
    for code in codes {
      if let number = NumberingPlanTable.number(code: code) { insert(number) }
    }
  }

  /// The first plan for which `isWanted` holds.
  func first(where isWanted: (NumberingPlan) -> Bool) -> PhonePlan? {
    for word in 0..<4 {
      var bits = words[word]
      while bits != 0 {
        let number = word * 64 + bits.trailingZeroBitCount
        if isWanted(NumberingPlanTable.all[number]) { return PhonePlan(number: number) }
        bits &= bits - 1
      }
    }
    return nil
  }
}
