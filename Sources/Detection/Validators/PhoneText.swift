/// A phone number as it is written: prefix, groups of digits, extension.
struct PhoneText {
  /// The digits, without a trunk zero in parentheses after a country code, and the extension's.
  let number: GroupedNumber
  let hasPlus: Bool
  /// Whether every digit before the extension touches the next.
  var isBare: Bool { number.groupCount == 1 && !hasPunctuation }

  /// Whether no digit is separated from the next, whatever stands before the first.
  var isUnbroken: Bool { number.groupCount == 1 && !hasExtension }

  private let hasPunctuation: Bool
  private let match: Range<Int>
  let hasExtension: Bool

  init(_ text: Span<UInt8>, _ match: Range<Int>) {
    var numberEnd = match.lowerBound
    var sawDigit = false
    while numberEnd < match.upperBound, !Self.startsExtension(text, numberEnd, sawDigit) {
      if text[numberEnd].isASCIIDigit { sawDigit = true }
      numberEnd += 1
    }
    self.match = match
    self.hasExtension = numberEnd < match.upperBound
    self.number = GroupedNumber(text, match.lowerBound..<numberEnd, skippingTrunkZero: true)
    let first = text[match.lowerBound]
    let second = match.count > 1 ? text[match.lowerBound + 1] : 0
    self.hasPlus = first == UInt8(ascii: "+") || second == UInt8(ascii: "+")
    self.hasPunctuation = !first.isASCIIDigit
  }

  /// The bytes up to the end of a group, and the extension if that group is the last.
  func range(upTo group: Int) -> Range<Int> {
    if hasExtension, group == number.groupCount - 1 { return match }
    return match.lowerBound..<number[group].end
  }

  /// Whether a group ends after so many digits, or no group goes on after them.
  func hasBoundary(after digits: Int) -> Bool {
    number.groupCount == 1 || (0..<number.groupCount).contains { number[$0].digits == digits }
  }

  /// Whether area and exchange code end where groups do, or every digit stands alone.
  func isGroupedLikeNorthAmerican(upTo group: Int) -> Bool {
    let count = number[group].digits
    if group == 0 || (0...group).allSatisfy({ number.size(of: $0) == 1 }) { return true }
    return (0..<group).allSatisfy {
      let rest = count - number[$0].digits
      return rest == 4 || rest == 7 || rest == 10
    }
  }

  /// Three, three and four digits with a hyphen, dot or parenthesis between them.
  func isShapedLikeNorthAmerican(_ text: Span<UInt8>) -> Bool {
    let count = number.groupCount
    guard count >= 3, number.size(of: count - 1) == 4, number.size(of: count - 2) == 3,
      number.size(of: count - 3) == 3, count == 3 || (count == 4 && number.size(of: 0) == 1)
    else { return false }
    let separator = text[number[count - 2].end]
    return separator == UInt8(ascii: "-") || separator == UInt8(ascii: ".")
  }

  /// A letter, `#`, `,` or `;` ends the number: what follows is the extension.
  ///
  /// `xx` is a carrier's code that is left open, as in `0xx11 3123-4567` (Anatel, Resolução 263).
  private static func startsExtension(_ text: Span<UInt8>, _ index: Int, _ sawDigit: Bool) -> Bool {
    let byte = text[index]
    if byte | 0x20 == UInt8(ascii: "x"),
      (index > 0 && text[index - 1] | 0x20 == byte | 0x20)
        || (index + 1 < text.count && text[index + 1] | 0x20 == byte | 0x20)
    {
      return false
    }
    return sawDigit
      && (byte.isASCIILetter || byte == UInt8(ascii: "#") || byte == UInt8(ascii: ",")
        || byte == UInt8(ascii: ";"))
  }
}
