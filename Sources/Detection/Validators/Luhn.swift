/// The check digit of payment cards and other identifiers: ISO/IEC 7812-1, annex B.
enum Luhn {
  /// Whether the last digit is the check digit of those before it.
  ///
  /// Fewer than two digits, and nothing but zeros, are refused: a formula that zeros satisfy says
  /// nothing about them.
  static func isValid(_ digits: DigitRun) -> Bool {
    guard digits.count > 1, digits.value != 0 else { return false }
    var rest = digits.value
    var sum: UInt64 = 0
    var doubled = false
    while rest > 0 {
      let digit = rest % 10
      rest /= 10
      // Twice a digit above four has two digits, whose sum is nine less.
      sum += doubled ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit
      doubled.toggle()
    }
    return sum % 10 == 0
  }
}
