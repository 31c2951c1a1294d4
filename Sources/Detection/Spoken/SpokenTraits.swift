/// What tells an identifier that is read out from a count, a year or an amount.
struct SpokenTraits {
  /// Fewer digits are read in any case: only words near them make something of them.
  static let shortestIdentifier = 7

  var hasThousands = false
  /// Something between the digits is said: there is more to read than what is written.
  var isSpoken = false
  /// How often a dot is said.
  var dots = 0
  /// Digits that were said one by one, or as `double` and `triple`.
  private var single = 0
  private var misheard = 0
  /// Tens without a digit.
  private var round = 0
  private var last = -1
  private var isCounting = true
  private var counted = 0
  /// A century and a year of it: `twenty nineteen`, `nineteen eighty five`.
  private var hasYear = false

  /// Takes digits that are written.
  mutating func addNumeral(digits: Int) {
    if digits == 1 { single += 1 }
    isCounting = false
    last = -1
  }

  mutating func addDigits(_ count: Int) {
    single += count
    isSpoken = true
    isCounting = false
    last = -1
  }

  mutating func addMisheard() {
    single += 1
    isSpoken = true
    misheard += 1
    isCounting = false
    last = -1
  }

  mutating func add(_ value: Int, isDigit: Bool) {
    isSpoken = true
    if isDigit { single += 1 }
    if value >= 20, value < 100, value % 10 == 0 { round += 1 }
    if last == 19 || last == 20, value >= 10, value < 100 { hasYear = true }
    if last >= 0, value != last + 1 { isCounting = false }
    last = value
    counted += 1
  }

  /// Whether most of `digits` were said one by one.
  func isDictated(digits: Int) -> Bool { 2 * single >= digits }

  /// Whether a number of so many digits is worth reading.
  func isNumberLike(digits: Int) -> Bool {
    guard digits >= 3, isSpoken || single >= Self.shortestIdentifier else { return false }
    // One digit of four may be misheard: prose is full of "to" and "for".
    guard misheard == 0 || digits >= Self.shortestIdentifier && 4 * misheard <= digits else {
      return false
    }
    // Of what has dots only an IPv4 address is no decimal number.
    guard dots == 0 || dots == 3 else { return false }
    guard digits >= Self.shortestIdentifier else { return true }
    if hasThousands || isCounting && last >= 10 && counted > 3 { return false }
    if isDictated(digits: digits) { return true }
    return !hasYear && round < 3
  }
}
