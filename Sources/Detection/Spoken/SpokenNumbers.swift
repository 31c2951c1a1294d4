import Records

/// Numbers that are said aloud, as digits: one text's at a time.
struct SpokenNumbers {
  /// Digits, or a sign, and the words that they stand for.
  private struct Piece {
    /// Range of ``SpokenNumbers/characters``.
    var characters: Range<Int>
    var start: Int
    var end: Int
    /// Whether a space belongs before it.
    var isApart = false
  }

  /// The numbers in digits.
  private(set) var rewriting = Rewriting()
  /// What makes one number together.
  private var pieces: [Piece] = []
  private var characters: [UInt8] = []
  private(set) var tokens = SpokenTokens()
  private var traits = SpokenTraits()
  /// Where in ``pieces`` what was said before is corrected.
  private var corrections: [Int] = []

  /// Finds the numbers in stretches of a text.
  ///
  /// - Returns: whether there are any that are not written in digits already.
  /// - Complexity: O(bytes of the stretches).
  mutating func read(_ bytes: Span<UInt8>, _ stretches: [Range<Int>]) -> Bool {
    rewriting.removeAll()
    tokens.read(bytes, stretches)
    var next = 0
    while next < tokens.all.count {
      guard begins(at: next) else {
        next += 1
        continue
      }
      next = readNumber(from: next, bytes)
    }
    return !rewriting.isEmpty
  }

  /// Adds the number that begins at a token, if it is one worth reading; returns where to go on.
  private mutating func readNumber(from first: Int, _ bytes: Span<UInt8>) -> Int {
    pieces.removeAll(keepingCapacity: true)
    characters.removeAll(keepingCapacity: true)
    corrections.removeAll(keepingCapacity: true)
    traits = SpokenTraits()
    var next = first
    var end = first
    var isApart = false
    while true {
      guard let behind = readPiece(at: next, isApart: isApart, bytes) else { break }
      end = behind
      guard let following = tokenBehind(behind, &isApart) else { break }
      next = following
    }
    // A sign at the end belongs to what comes after.
    while let last = pieces.last, isSign(last) { pieces.removeLast() }
    applyCorrections()
    let digits = pieces.reduce(0) { sum, piece in
      sum + (isSign(piece) ? 0 : piece.characters.count)
    }
    if !pieces.isEmpty, traits.isNumberLike(digits: digits),
      !isMeasured(behind: end, digits: digits), !touchesLetters(first, end)
    {
      writePieces()
    }
    return max(first + 1, end)
  }

  /// Puts the pieces in their words' place, and a space or nothing between them.
  private mutating func writePieces() {
    for (index, piece) in pieces.enumerated() {
      if index > 0 {
        let gap = pieces[index - 1].end
        if piece.isApart, gap < piece.start, !isSign(piece), !isSign(pieces[index - 1]) {
          rewriting.replace(gap, piece.start, by: CollectionOfOne(UInt8(ascii: " ")))
        } else {
          rewriting.leaveOut(gap, piece.start)
        }
      }
      rewriting.replace(piece.start, piece.end, by: characters[piece.characters])
    }
  }

  func word(_ index: Int) -> NumberWord? {
    guard index < tokens.all.count, index >= 0, case .word(let word) = tokens.all[index].meaning
    else { return nil }
    return word
  }

  private func isNumeral(_ index: Int) -> Bool {
    guard index < tokens.all.count, case .numeral = tokens.all[index].meaning else { return false }
    return true
  }

  func isNumber(_ index: Int) -> Bool { isNumeral(index) || word(index)?.isNumber == true }

  /// Whether nothing but a space or a hyphen stands before a token.
  func isClose(_ index: Int) -> Bool {
    guard index < tokens.all.count else { return false }
    return switch tokens.all[index].joint {
    case .nothing, .hyphen, .space: true
    case .pause, .gap: false
    }
  }

  private func begins(at index: Int) -> Bool {
    if isNumber(index) { return word(index) != .hundred || !tokens.isEnglish }
    switch word(index) {
    case .times, .zeroLetter, .sign(UInt8(ascii: "+")):
      return isClose(index + 1) && (isNumber(index + 1) || word(index + 1) == .zeroLetter)
    default: return false
    }
  }

  /// Whether a token is one digit, heard well or badly.
  private func isOneDigit(_ index: Int) -> Bool {
    switch word(index) {
    case .digit, .zeroLetter, .misheard: return true
    default: return isNumeral(index) && tokens.all[index].end - tokens.all[index].start == 1
    }
  }

  /// The token with which a number goes on behind a piece: over fillers, an `and`, a correction.
  private mutating func tokenBehind(_ index: Int, _ isApart: inout Bool) -> Int? {
    var next = index
    isApart = false
    var (isCorrected, isSpoken) = (false, false)
    for _ in 0..<Self.mostFillers {
      guard next < tokens.all.count, tokens.all[next].joint != .gap else { return nil }
      if tokens.all[next].joint == .pause { isApart = true }
      switch word(next) {
      case .filler:
        isApart = true
        isSpoken = true
      case .and:
        // "two and three" are two numbers; "two and then three" need not be.
        guard word(next + 1) == .filler else { return nil }
        isApart = true
      case .correction:
        isApart = true
        isCorrected = true
      default:
        guard mayGoOn(at: next) else { return nil }
        if isCorrected { corrections.append(pieces.count) }
        if isSpoken || isCorrected { traits.isSpoken = true }
        return next
      }
      next += 1
    }
    return nil
  }

  private static let mostFillers = 5

  /// Takes what makes one piece: `forty two`, `triple five`, `4111`; nil if there is none.
  ///
  /// - Returns: the token behind it.
  private mutating func readPiece(
    at index: Int, isApart: Bool, _ bytes: Span<UInt8>
  ) -> Int? {
    guard index < tokens.all.count else { return nil }
    let begin = characters.count
    var behind = index + 1
    if isNumeral(index) {
      for at in tokens.all[index].start..<tokens.all[index].end { characters.append(bytes[at]) }
      traits.addNumeral(digits: characters.count - begin)
    } else {
      switch word(index) {
      case .sign(let sign):
        guard isSaid(sign, at: index) else { return nil }
        characters.append(sign)
        traits.isSpoken = true
        if sign == UInt8(ascii: ".") { traits.dots += 1 }
      case .times(let count):
        guard isClose(index + 1), let digit = digit(index + 1, bytes) else { return nil }
        for _ in 0..<count { characters.append(digit) }
        traits.addDigits(Int(count))
        behind = index + 2
      case .zeroLetter:
        guard isNumber(index + 1) || word(index + 1) == .zeroLetter || !pieces.isEmpty else {
          return nil
        }
        characters.append(UInt8(ascii: "0"))
        traits.addDigits(1)
      case .misheard(let digit):
        guard !pieces.isEmpty, isOneDigit(index - 1), isOneDigit(index + 1) else {
          return nil
        }
        characters.append(UInt8(ascii: "0") + digit)
        traits.addMisheard()
      case .digit, .pair, .tens, .hundred:
        guard let number = cardinal(at: index) else { return nil }
        for character in String(number.value).utf8 { characters.append(character) }
        behind = number.end
        traits.add(number.value, isDigit: number.end == index + 1 && number.value < 10)
        if number.isThousands { traits.hasThousands = true }
      default: return nil
      }
    }
    pieces.append(
      Piece(
        characters: begin..<characters.count, start: tokens.all[index].start,
        end: tokens.all[behind - 1].end, isApart: isApart || staysApart(index)))
    return behind
  }

  /// Digits that are written in groups stay apart.
  private func staysApart(_ index: Int) -> Bool {
    func isGroup(_ index: Int) -> Bool {
      isNumeral(index) && tokens.all[index].end - tokens.all[index].start > 1
    }
    return index > 0 && tokens.all[index].joint != .nothing
      && (isGroup(index) || isGroup(index - 1))
  }

  /// A plus only begins a number; the other signs stand between digits.
  private func isSaid(_ sign: UInt8, at index: Int) -> Bool {
    let goesOn =
      index + 1 < tokens.all.count && tokens.all[index + 1].joint != .gap
      && (isNumber(index + 1) || isOneDigit(index + 1) || begins(at: index + 1))
    return goesOn && (sign == UInt8(ascii: "+")) == pieces.isEmpty
  }

  private func digit(_ index: Int, _ bytes: Span<UInt8>) -> UInt8? {
    if isNumeral(index), tokens.all[index].end - tokens.all[index].start == 1 {
      return bytes[tokens.all[index].start]
    }
    switch word(index) {
    case .digit(let digit): return UInt8(ascii: "0") + digit
    case .zeroLetter: return UInt8(ascii: "0")
    default: return nil
    }
  }

  private func mayGoOn(at index: Int) -> Bool {
    if case .sign = word(index) { return true }
    return isOneDigit(index) || begins(at: index)
  }

  private func isSign(_ piece: Piece) -> Bool {
    !characters[piece.characters.lowerBound].isASCIIDigit
  }
}

extension SpokenNumbers {
  /// Drops what was said wrong: as many digits as are said in its place, to which its words go.
  private mutating func applyCorrections() {
    for place in corrections.reversed() where place > 0 && place < pieces.count {
      if let first = repeated(before: place) {
        correct(from: first, to: place)
        continue
      }
      var end = place + 1
      while end < pieces.count, !pieces[end].isApart { end += 1 }
      var digits = pieces[place..<end].reduce(0) { $0 + $1.characters.count }
      var first = place
      while first > 0, digits >= pieces[first - 1].characters.count {
        digits -= pieces[first - 1].characters.count
        first -= 1
      }
      if first < place { correct(from: first, to: place) }
    }
  }

  /// Gives the words of the pieces from `first` on to the one that takes their place.
  private mutating func correct(from first: Int, to place: Int) {
    pieces[place].start = pieces[first].start
    pieces[place].isApart = pieces[first].isApart
    pieces.removeSubrange(first..<place)
  }

  /// The first of the pieces before a correction that are said once more behind it, all but the last, which was wrong.
  private func repeated(before place: Int) -> Int? {
    var first = max(0, place - Self.longestRepeated, 2 * place - pieces.count)
    while first + 1 < place {
      let isSame = (first..<place - 1).allSatisfy {
        characters[pieces[$0].characters] == characters[pieces[place + $0 - first].characters]
      }
      if isSame { return first }
      first += 1
    }
    return nil
  }

  /// Pieces of a number that are said again when its last is wrong.
  private static var longestRepeated: Int { 5 }

  /// Whether a number is an amount: `forty seven dollars`. Long ones said digit by digit are not.
  private func isMeasured(behind end: Int, digits: Int) -> Bool {
    guard word(end) == .measure, isClose(end) else { return false }
    return digits < SpokenTraits.shortestIdentifier || !traits.isDictated(digits: digits)
  }

  /// Whether letters are said before or behind: a number of both, which none of ours is.
  private func touchesLetters(_ first: Int, _ end: Int) -> Bool {
    func isLetter(_ index: Int) -> Bool {
      guard index >= 0, index < tokens.all.count, case .letter = tokens.all[index].meaning else {
        return false
      }
      return true
    }
    return first > 0 && tokens.all[first].joint != .gap && isLetter(first - 1)
      || end < tokens.all.count && tokens.all[end].joint != .gap && isLetter(end)
  }
}
