/// What a word can do in a number that is said aloud.
enum NumberWord: Hashable, Sendable {
  /// A digit: `four`.
  case digit(UInt8)
  /// `oh`: a zero beside other digits.
  case zeroLetter
  /// What a recogniser writes for a digit that it misheard: counts between digits only.
  case misheard(UInt8)
  /// A number of two digits that takes no more: `fourteen`, `einundzwanzig`.
  case pair(UInt8)
  /// `forty`: a digit behind it is its second. French counts on from sixty and eighty.
  case tens(UInt8)
  case hundred
  case thousand
  /// `double`, `triple`: how often the digit behind it counts.
  case times(UInt8)
  /// A sign said aloud: `dash`, `plus`.
  case sign(UInt8)
  /// `um`, `then`: may stand in a number and says nothing.
  case filler
  /// As in `a hundred and four`.
  case and
  /// `no`, `sorry`: what follows takes the place of what was said before.
  case correction
  /// `million`, `dollars`, `minutes`: the number before it is an amount.
  case measure

  /// Whether it adds digits to those beside it, or a sign.
  var addsDigits: Bool {
    switch self {
    case .times, .sign, .zeroLetter: true
    default: isNumber
    }
  }

  /// Whether a number may go on behind it.
  var joinsDigits: Bool {
    switch self {
    case .measure: false
    default: true
    }
  }

  /// Whether it is one digit, heard well or badly.
  var isOneDigit: Bool {
    switch self {
    case .digit, .misheard: true
    default: false
    }
  }

  /// Whether it makes a number by itself.
  var isNumber: Bool {
    switch self {
    case .digit, .pair, .tens, .hundred, .thousand: true
    default: false
    }
  }
}
