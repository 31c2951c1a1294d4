/// Phone numbers with their country code: `+`, `00` or `011` before it (ITU-T E.123 and E.164).
enum InternationalPhone {
  /// Takes the longest run of groups that is a number of a plan with the country code, or else has its length.
  ///
  /// A trunk zero after the country code, in parentheses or not, is allowed: people write it. Leading digits that a plan
  /// does not know are doubted only: plans grow. Where a group holds the country code and more besides, as in
  /// `+2024 1234567`, it is no country code at all.
  static func check(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    let phone = PhoneText(text, match)
    // `44 (0)20…` can only be a country code and a trunk zero.
    let isAnnounced = phone.hasPlus || phone.number.skippedTrunkZero
    let prefix = isAnnounced ? 0 : internationalPrefix(phone.number.digits)
    guard let prefix, phone.number.groupCount > 0,
      let (plans, width) = NumberingPlanTable.lookUp(phone.number.digits.dropping(prefix))
    else { return nil }
    for isStrict in [true, false] {
      var group = phone.number.groupCount - 1
      while group >= 0 {
        let number = phone.number.digits.prefix(phone.number[group].digits)
          .dropping(prefix + width)
        if !number.isUniform, let plan = plan(plans, of: number, isStrict),
          let verdict = PhoneSurroundings.verdict(text, phone.range(upTo: group), phone)
        {
          // North America's code is written to the number, as in `+1800-…`.
          let isSetOff = width == 1 || phone.hasBoundary(after: prefix + width)
          let doubt: Float = isStrict ? 0 : isSetOff ? -0.2 : -0.45
          return verdict.with(.internationalPhone(plan), adding: doubt)
        }
        group -= 1
      }
    }
    return nil
  }

  private static func plan(
    _ plans: ClosedRange<Int>, of number: DigitRun, _ isStrict: Bool
  ) -> PhonePlan? {
    let found = plans.first {
      let plan = NumberingPlanTable.all[$0]
      if isStrict { return plan.matchesAbroad(number) }
      return plan.hasLength(number.count)
        || (number.leading(1) == 0 && plan.hasLength(number.count - 1))
    }
    return found.map { PhonePlan(number: $0) }
  }

  /// The digits of the international prefix: `00` (ITU-T E.164) or North America's `011`.
  private static func internationalPrefix(_ digits: DigitRun) -> Int? {
    if digits.leading(3) == 11 { return 3 }
    if digits.leading(2) == 0 { return 2 }
    return nil
  }
}
