/// The check digit of the dihedral group D5, which notices all single errors and all swaps of neighbours.
///
/// J. Verhoeff, Error Detecting Decimal Codes, Mathematical Centre Tracts 29, 1969.
enum Verhoeff {
  /// Whether the digit at `check` is the check digit of the first `length`.
  static func isValid(_ text: IdentifierText, first length: Int, check: Int) -> Bool {
    var state = text.value(check)
    for index in 0..<length {
      state = multiply(state, permute(text.value(length - 1 - index), (index + 1) % 8))
    }
    return state == 0
  }

  /// The product in D5: rotations are 0…4, reflections 5…9.
  private static func multiply(_ left: Int, _ right: Int) -> Int {
    if left < 5 {
      return right < 5 ? (left + right) % 5 : 5 + (left + right - 5) % 5
    }
    return right < 5 ? 5 + (left - 5 - right + 5) % 5 : (left - right + 5) % 5
  }

  /// Verhoeff's permutation (1 5 7 6 2 8 3 0 9 4) applied `times` times.
  private static func permute(_ digit: Int, _ times: Int) -> Int {
    var digit = digit
    for _ in 0..<times { digit = permutation[digit] }
    return digit
  }

  private static let permutation: InlineArray<10, Int> = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
}
