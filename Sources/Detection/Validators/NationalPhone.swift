/// Phone numbers as they are dialled within a country.
enum NationalPhone {
  /// Takes a match whose digits are a number of the plan, up to its extension.
  ///
  /// The longest run of groups that is one is the number; what follows is left unless it is an
  /// extension. Numbers that regulators keep for fiction are phone numbers here.
  static func check(_ text: Span<UInt8>, _ match: Range<Int>, plan: PhonePlan) -> Verdict? {
    let phone = PhoneText(text, match)
    guard !phone.hasPlus else { return nil }
    let numbers = plan.plan
    var group = phone.number.groupCount - 1
    while group >= 0 {
      let digits = phone.number.digits.prefix(phone.number[group].digits)
      if !digits.isUniform, numbers.spelling(digits) != nil,
        let verdict = PhoneSurroundings.verdict(text, phone.range(upTo: group), phone)
      {
        return verdict.with(.nationalPhone(plan))
      }
      group -= 1
    }
    guard plan == .northAmerica, phone.number.digits.value != 0,
      phone.isShapedLikeNorthAmerican(text)
    else { return nil }
    // (123) 456-7890 and 555-555-5555 are no numbers, yet written in place of one.
    let isUniform = phone.number.digits.isUniform
    return PhoneSurroundings.verdict(
      text, phone.range(upTo: phone.number.groupCount - 1), phone
    )?.with(.nationalPhone(plan), adding: isUniform ? -0.3 : -0.15)
  }

  /// Takes a match whose digits are a number of one of the expected plans, however it is grouped.
  ///
  /// Only where a place is expected: of all the world's plans together almost any digits are a number. Written with
  /// its trunk prefix, its country code or in groups a number speaks for itself; digits in a row do not.
  static func check(
    _ text: Span<UInt8>, _ match: Range<Int>, expecting plans: PhonePlans
  ) -> Verdict? {
    guard !plans.isEmpty else { return nil }
    let phone = PhoneText(text, match)
    guard !phone.hasPlus else { return nil }
    var group = phone.number.groupCount - 1
    while group >= 0 {
      let digits = phone.number.digits.prefix(phone.number[group].digits)
      if !digits.isUniform, let plan = plans.first(where: { $0.spelling(digits) != nil }),
        let spelling = plan.plan.spelling(digits),
        plan != .northAmerica || phone.isGroupedLikeNorthAmerican(upTo: group),
        let verdict = PhoneSurroundings.verdict(text, phone.range(upTo: group), phone)
      {
        let speaks = digits.count >= 8 && (group > 0 || spelling != .withoutTrunk)
        return verdict.with(.nationalPhone(plan), adding: speaks ? 0.2 : 0)
      }
      group -= 1
    }
    return nil
  }
}
