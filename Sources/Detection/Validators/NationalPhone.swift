/// Phone numbers as they are dialled within a country.
enum NationalPhone {
  /// Takes a match whose digits are a number of the region's plan, up to its extension.
  ///
  /// The longest run of groups that is one is the number; what follows is left unless it is an
  /// extension. Numbers that regulators keep for fiction are phone numbers here.
  static func check(
    _ text: Span<UInt8>, _ match: Range<Int>, region: PhoneRegion
  ) -> Verdict? {
    let phone = PhoneText(text, match)
    guard !phone.hasPlus else { return nil }
    let plan = region.plan
    var group = phone.number.groupCount - 1
    while group >= 0 {
      let digits = phone.number.digits.prefix(phone.number[group].digits)
      if plan.contains(digits), !digits.isUniform,
        let verdict = PhoneSurroundings.verdict(text, phone.range(upTo: group), phone)
      {
        return verdict
      }
      group -= 1
    }
    guard region == .northAmerica, !phone.number.digits.isUniform,
      phone.isShapedLikeNorthAmerican(text)
    else { return nil }
    // (123) 456-7890 and 555-555-5555 are no numbers, yet written in place of one.
    var verdict = PhoneSurroundings.verdict(
      text, phone.range(upTo: phone.number.groupCount - 1), phone)
    verdict?.adjustment -= 0.15
    return verdict
  }
}
