/// A number as people write it: digits, and where its groups end.
struct GroupedNumber {
  /// The end of a group: how many digits there are so far, and the byte after the last of them.
  struct Boundary {
    var digits: Int
    var end: Int
  }

  static let groupCapacity = 20

  private(set) var digits = DigitRun()
  private(set) var groupCount = 0
  /// Whether a `(0)` was left out.
  private(set) var skippedTrunkZero = false
  private var boundaries = InlineArray<20, Boundary>(repeating: Boundary(digits: 0, end: 0))

  subscript(group: Int) -> Boundary { boundaries[group] }

  /// The number of digits in one group.
  func size(of group: Int) -> Int {
    boundaries[group].digits - (group == 0 ? 0 : boundaries[group - 1].digits)
  }

  /// Reads the digits of `range` until one that finds no room; the group it is in is left out.
  ///
  /// With `skippingTrunkZero`, a `(0)` that is not the first group is not read: in `+44 (0)20…`
  /// it is dialled only when the country code is not.
  init(_ text: Span<UInt8>, _ range: Range<Int>, skippingTrunkZero: Bool = false) {
    var inGroup = false
    var complete = DigitRun()
    for index in range {
      let byte = text[index]
      if skippingTrunkZero, digits.count > 0, byte == UInt8(ascii: "0"),
        text[index - 1] == UInt8(ascii: "("), index + 1 < range.upperBound,
        text[index + 1] == UInt8(ascii: ")")
      {
        skippedTrunkZero = true
        continue
      }
      if byte.isASCIIDigit {
        guard digits.append(byte) else {
          digits = complete
          return
        }
        inGroup = true
      } else if inGroup {
        close(at: index)
        complete = digits
        inGroup = false
        if groupCount == Self.groupCapacity { return }
      }
    }
    if inGroup { close(at: range.upperBound) }
  }

  private mutating func close(at end: Int) {
    boundaries[groupCount] = Boundary(digits: digits.count, end: end)
    groupCount += 1
  }
}
