/// Sums of characters times weights: what most national check digits are made of.
extension IdentifierText {
  /// The sum of the values of the characters from `start` on, each times its weight.
  func weightedSum<let length: Int>(
    _ weights: InlineArray<length, Int>, from start: Int = 0
  ) -> Int {
    var sum = 0
    for index in weights.indices { sum += value(start + index) * weights[index] }
    return sum
  }

  /// The same with the digits of each product added (17 counts 8).
  func weightedDigitSum<let length: Int>(
    _ weights: InlineArray<length, Int>, from start: Int = 0
  ) -> Int {
    var sum = 0
    for index in weights.indices {
      let product = value(start + index) * weights[index]
      sum += product / 10 + product % 10
    }
    return sum
  }

  /// Whether the last digit of a range is the check digit of those before it: ISO/IEC 7812-1, annex B.
  func satisfiesLuhn(_ range: Range<Int>, startingWith carried: Int = 0) -> Bool {
    var sum = carried
    var isDoubled = false
    for index in range.reversed() {
      let digit = value(index)
      sum += isDoubled ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit
      isDoubled.toggle()
    }
    return sum % 10 == 0
  }
}
