extension SpokenNumbers {
  /// The number that words make: `nine hundred and two`, `twelve`, `four`.
  func cardinal(at index: Int) -> (value: Int, end: Int, isThousands: Bool)? {
    guard let (value, end) = hundreds(at: index) else { return nil }
    guard value > 0, value < 100, word(end) == .thousand, isClose(end) else {
      return (value, end, false)
    }
    var behind = end + 1
    let hasAnd = word(behind) == .and && isClose(behind)
    if hasAnd { behind += 1 }
    if isClose(behind), let (rest, restEnd) = hundreds(at: behind), rest > 0,
      rest >= 10 || hasAnd
    {
      return (value * 1000 + rest, restEnd, true)
    }
    return (value * 1000, end + 1, true)
  }

  private func hundreds(at index: Int) -> (value: Int, end: Int)? {
    var (value, end) = (0, index)
    if word(index) == .hundred {
      // "ciento veintitrés"; in English nobody begins so.
      guard !tokens.isEnglish else { return nil }
      (value, end) = (100, index + 1)
    } else {
      guard let tens = tens(at: index) else { return nil }
      guard tens.value > 0, isClose(tens.end), word(tens.end) == .hundred else { return tens }
      (value, end) = (tens.value * 100, tens.end + 1)
    }
    var behind = end
    let hasAnd = word(behind) == .and && isClose(behind)
    if hasAnd { behind += 1 }
    guard isClose(behind), let rest = tens(at: behind), rest.value > 0 else { return (value, end) }
    // "nine hundred one two three" goes on digit by digit.
    let isLastDigit = rest.value < 10 && !(isClose(rest.end) && isNumber(rest.end))
    guard rest.value >= 10 || hasAnd || isLastDigit else { return (value, end) }
    return (value + rest.value, rest.end)
  }

  private func tens(at index: Int) -> (value: Int, end: Int)? {
    switch word(index) {
    case .digit(let digit):
      // "quatre-vingt-dix"
      if tokens.isFrench, digit == 4, isClose(index + 1), word(index + 1) == .tens(20) {
        let rest = rest(at: index + 2, below: 20)
        return (80 + rest.value, rest.end)
      }
      return (Int(digit), index + 1)
    case .pair: return pair(at: index)
    case .tens(let tens):
      let rest = rest(at: index + 1, below: tokens.isFrench && tens == 60 ? 20 : 10)
      return (Int(tens) + rest.value, rest.end)
    default: return nil
    }
  }

  /// What is added to tens by the words behind them, over an `and` where the language has one there; zero for nothing.
  private func rest(at index: Int, below limit: Int) -> (value: Int, end: Int) {
    var place = index
    if !tokens.isEnglish, word(place) == .and, isClose(place) { place += 1 }
    guard isClose(place) else { return (0, index) }
    if case .digit(let value) = word(place), value > 0 { return (Int(value), place + 1) }
    if let pair = pair(at: place), pair.value < limit { return pair }
    return (0, index)
  }

  /// A number of two digits in one word, or `dix-sept`.
  private func pair(at index: Int) -> (value: Int, end: Int)? {
    guard case .pair(let value) = word(index) else { return nil }
    if tokens.isFrench, value == 10, isClose(index + 1), case .digit(let digit) = word(index + 1),
      digit > 6
    {
      return (10 + Int(digit), index + 2)
    }
    return (Int(value), index + 1)
  }
}
