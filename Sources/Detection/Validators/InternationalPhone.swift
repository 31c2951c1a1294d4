/// Phone numbers with their country code: `+`, `00` or `011` before it (ITU-T E.123 and E.164).
enum InternationalPhone {
  /// Takes the longest run of groups whose length fits the country code's national numbers.
  ///
  /// A trunk zero after the country code, in parentheses or not, is allowed: people write it.
  static func check(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    let phone = PhoneText(text, match)
    // `44 (0)20…` can only be a country code and a trunk zero.
    let isAnnounced = phone.hasPlus || phone.number.skippedTrunkZero
    let prefix = isAnnounced ? 0 : internationalPrefix(phone.number.digits)
    guard let prefix else { return nil }
    var group = phone.number.groupCount - 1
    while group >= 0 {
      let dialled = phone.number.digits.prefix(phone.number[group].digits).dropping(prefix)
      if isNumber(dialled),
        let verdict = PhoneSurroundings.verdict(text, phone.range(upTo: group), phone)
      {
        return verdict
      }
      group -= 1
    }
    return nil
  }

  /// The digits of the international prefix: `00` (ITU-T E.164) or North America's `011`.
  private static func internationalPrefix(_ digits: DigitRun) -> Int? {
    if digits.leading(3) == 11 { return 3 }
    if digits.leading(2) == 0 { return 2 }
    return nil
  }

  static func isNumber(_ digits: DigitRun) -> Bool {
    guard let (width, lengths) = CountryCode.lookUp(digits) else { return false }
    let national = digits.dropping(width)
    if national.isUniform { return false }
    if lengths.contains(national.count) { return true }
    return national.leading(1) == 0 && lengths.contains(national.count - 1)
  }
}
