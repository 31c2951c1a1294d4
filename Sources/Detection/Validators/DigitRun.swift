/// Up to nineteen decimal digits, leading zeros included, in two machine words.
struct DigitRun: Equatable {
  /// The most digits that fit: 10¹⁹ is below 2⁶⁴. Also the longest payment card (ISO/IEC 7812-1).
  static let capacity = 19

  private(set) var value: UInt64 = 0
  private(set) var count = 0

  init() {}

  private init(value: UInt64, count: Int) {
    self.value = value
    self.count = count
  }

  /// Adds a digit at the end; false if there is no room.
  mutating func append(_ ascii: UInt8) -> Bool {
    guard count < Self.capacity else { return false }
    value = value * 10 + UInt64(ascii &- 0x30)
    count += 1
    return true
  }

  /// The number that the first `length` digits make, or nil if there are fewer.
  func leading(_ length: Int) -> Int? {
    guard length <= count else { return nil }
    return Int(value / Self.powers[count - length])
  }

  /// The digits after the first `length`.
  func dropping(_ length: Int) -> DigitRun {
    guard length < count else { return DigitRun() }
    return DigitRun(value: value % Self.powers[count - length], count: count - length)
  }

  /// The first `length` digits.
  func prefix(_ length: Int) -> DigitRun {
    guard length < count else { return self }
    return DigitRun(value: value / Self.powers[count - length], count: length)
  }

  /// The digit at `index`, from the left.
  func digit(at index: Int) -> Int {
    Int(value / Self.powers[count - 1 - index] % 10)
  }

  /// Whether all digits are one and the same, as in 0000000 and 1111111.
  var isUniform: Bool {
    guard count > 1 else { return true }
    // A repunit times the digit: 333 is 3 × 111.
    let repunit = (Self.powers[count - 1] - 1) / 9 * 10 + 1
    return value % repunit == 0
  }

  private static let powers: InlineArray<20, UInt64> = {
    var powers = InlineArray<20, UInt64>(repeating: 1)
    for index in 1..<20 { powers[index] = powers[index - 1] * 10 }
    return powers
  }()
}
