import Records

/// Whether a turn ends inside a value, or begins with the rest of one: what a conversation is held back for.
///
/// Most turns are told by their last word alone: it is no digit, no word of a number and no sign of an address.
package enum OpenText {
  /// How a turn ends.
  package struct End: Sendable {
    /// A value may go on behind it.
    package var isOpen = false
    /// It ends with digits, however few: enough where a value is being said already.
    package var endsWithDigits = false
    /// It says what is to come, so whatever comes belongs to it.
    package var isAnnounced = false
    /// It asks for a number, an address, a name or a date, so the answer is read with it.
    package var asks = false
    /// It asks for a name or a date, so any short answer may hold one.
    package var takesAnyAnswer = false
    /// It is about a payment card, whose number may be taken for a telephone's while it is being said.
    package var isAboutCard = false

    package init() {}

    init(isOpen: Bool, endsWithDigits: Bool = false, isAnnounced: Bool) {
      self.isOpen = isOpen
      self.endsWithDigits = endsWithDigits
      self.isAnnounced = isAnnounced
    }
  }

  /// How a turn ends whose text is `bytes[start..<end]`.
  ///
  /// - Parameters:
  ///   - covered: up to where something was found; a value that was found whole is not open.
  ///   - isKeyed: digits come one by one, as from a telephone's keys.
  /// - Complexity: O(1) for most turns, O(the last ``LastWords.most`` words) for others.
  package static func end(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, covered: Int, isKeyed: Bool = false
  ) -> End {
    var last = end
    while last > start, isPause(bytes[last - 1]) { last -= 1 }
    guard last > max(start, covered) else { return End() }
    // What is asked is no dictation.
    if hasQuestion(bytes, last, end) { return question(bytes, max(start, covered), last) }
    let byte = bytes[last - 1]
    if byte == UInt8(ascii: "@") { return End(isOpen: true, isAnnounced: true) }
    guard byte.isASCIIDigit || SpokenTokens.isLetter(byte) else { return End() }
    if hasSign(bytes, max(start, covered), last) { return End(isOpen: true, isAnnounced: true) }
    // Of most turns only the last word counts; of a short one, which says little more, an address that it has begun.
    let isLastOpen = byte.isASCIIDigit || mayBeOpen(bytes, start, last)
    let said = bytes.extracting(max(start, covered)..<last)
    guard isLastOpen || end - start <= shortTurn && TurnWords.begunAddress.stands(in: said) else {
      return End()
    }
    let words = TurnWords.shared.last(of: bytes, max(start, covered), last)
    let kinds = TurnWords.kinds(of: words)
    guard isLastOpen || kinds.contains(.sign) || kinds.isSuperset(of: [.mail, .answer]) else {
      return End()
    }
    return weigh(bytes, words, isKeyed: isKeyed)
  }

  /// Whether a word at whose end a turn ends could be the beginning of a value, or of what says that one comes.
  private static func mayBeOpen(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var first = end - 1
    while first > start, SpokenTokens.isLetter(bytes[first - 1]) { first -= 1 }
    return end - first == 1
      || !TurnWords.kinds(of: first..<end, in: bytes).isDisjoint(with: [.opener, .sign])
      || NumberLexicon.shared.entry(bytes, first..<end) != nil
  }

  /// Whether a turn could go on with a value that another left open: with digits, a sign, a letter.
  package static func continues(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var at = start
    for _ in 0..<fillersBefore {
      while at < end, isPause(bytes[at]) { at += 1 }
      guard at < end else { return false }
      if bytes[at].isASCIIDigit { return true }
      guard SpokenTokens.isLetter(bytes[at]) else { return isSign(bytes[at]) }
      var next = at
      while next < end, SpokenTokens.isLetter(bytes[next]) { next += 1 }
      let kinds = TurnWords.kinds(of: at..<next, in: bytes)
      if next - at == 1 || kinds.contains(.sign) { return true }
      if let entry = NumberLexicon.shared.entry(bytes, at..<next) {
        if NumberLexicon.shared.entries[entry].addsDigits { return true }
      } else if !kinds.contains(.lead) {
        // Digits run together, an address with its sign in the middle of a word.
        return NumberLexicon.shared.englishDigit(bytes, at, next) != nil
          || next < end && isSign(bytes[next])
      }
      at = next
    }
    return false
  }

  /// Whether a turn is what listeners say while somebody else goes on speaking.
  package static func isBackchannel(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    Backchannel.isAll(bytes, start, end)
  }

  /// Whether the last word holds the sign of an address.
  private static func hasSign(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var at = end
    while at > start, bytes[at - 1] != UInt8(ascii: " ") {
      at -= 1
      if bytes[at] == UInt8(ascii: "@") { return true }
    }
    return false
  }

  private static func isPause(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "-"),
      UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "?"), UInt8(ascii: "\t"):
      true
    default: false
    }
  }

  private static func isSign(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "@") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: "(")
  }

  private static func hasQuestion(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    (start..<end).contains { bytes[$0] == UInt8(ascii: "?") }
  }

  private static let fillersBefore = 4
  /// Bytes of a turn that says little more than a value.
  private static let shortTurn = 96
}

extension OpenText {
  @inline(never)
  private static func question(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> End {
    var result = End()
    let kinds = TurnWords.kinds(of: TurnWords.shared.last(of: bytes, start, end))
    result.asks = !kinds.isDisjoint(with: [.number, .mail, .wording])
    result.takesAnyAnswer = kinds.contains(.wording)
    result.isAboutCard = kinds.contains(.card)
    return result
  }

  @inline(never)
  private static func weigh(_ bytes: Span<UInt8>, _ words: LastWords, isKeyed: Bool) -> End {
    let kinds = TurnWords.kinds(of: words)
    let isNumberAnnounced = kinds.contains(.number)
    let isMailAnnounced = kinds.contains(.mail)
    var result = End()
    result.isAboutCard = kinds.contains(.card)
    var (digits, tokens, next) = (0, 0, 0)
    while next < words.count, let weight = weight(bytes, words[next]) {
      digits += weight
      if weight > 0 { tokens += 1 }
      next += 1
    }
    if digits > 0, digits < longestNumber {
      // What stands before the number: nothing, little, or all that is looked at.
      let before = words.count < LastWords.most ? words.count - next : LastWords.most
      result.endsWithDigits = before == 0
      result.isOpen =
        isNumberAnnounced || isKeyed && before == 0
        || digits >= 3 && (tokens >= 2 || before <= 2)
      if digits > 9, before > 0, !isNumberAnnounced, tokens == 1 { result.isOpen = false }
    }
    guard words.count > 0 else { return result }
    if isNumberAnnounced || isMailAnnounced, TurnWords.kinds(of: words, at: 0).contains(.opener) {
      return End(isOpen: true, isAnnounced: true)
    }
    if isAddressOpen(bytes, words, isMailAnnounced) {
      return End(isOpen: true, endsWithDigits: result.endsWithDigits, isAnnounced: true)
    }
    return result
  }

  /// Digits that a word stands for; 0 for what may stand between them, nil for other words.
  private static func weight(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Int? {
    if bytes[word.lowerBound].isASCIIDigit { return word.count }
    guard let entry = NumberLexicon.shared.entry(bytes, word) else {
      return NumberLexicon.shared.englishDigit(bytes, word.lowerBound, word.upperBound)
        .map { _ in word.count / 4 }
    }
    let meaning = NumberLexicon.shared.entries[entry]
    if meaning.addsDigits { return 1 }
    return meaning.joinsDigits ? 0 : nil
  }

  /// Whether an address was begun: its name is said, or part of it, and not its end.
  private static func isAddressOpen(
    _ bytes: Span<UInt8>, _ words: LastWords, _ isAnnounced: Bool
  ) -> Bool {
    var signs = 0
    var letters = 0
    for index in 0..<min(words.count, addressReach) {
      let word = words[index]
      if TurnWords.kinds(of: words, at: index).contains(.sign) {
        // A sign at the end, or an `at` whose domain is still to come.
        if index == 0, isAnnounced { return true }
        signs += 1
      } else if index == letters, word.count == 1, !bytes[word.lowerBound].isASCIIDigit {
        letters += 1
      }
    }
    if letters >= 2 { return isAnnounced || signs > 0 || letters >= 4 }
    if signs >= 2 { return true }
    guard isAnnounced else { return false }
    // "my email is jane", whatever comes behind what announces it.
    return signs > 0 || TurnWords.kinds(of: words).contains(.opener)
  }

  private static let longestNumber = 19
  private static let addressReach = 10
}
