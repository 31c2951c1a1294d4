import Records
import RuleFormat

/// The words of a rule's ``Context``, ready to be looked for in bytes.
struct ContextWords: Sendable {
  let boost: Float
  private let within: Int
  private let words: [Word]

  private struct Word: Sendable {
    /// ASCII letters in lower case.
    var bytes: [UInt8]
    var anyLettersBefore: Bool
    var anyLettersAfter: Bool
  }

  private init(boost: Float, within: Int, words: [Word]) {
    self.boost = boost
    self.within = within
    self.words = words
  }

  init(_ context: Context) {
    boost = Float(context.boost)
    within = context.within
    words = context.words.map { word in
      var bytes = Array(word.utf8).map(Self.lowercased)
      let before = bytes.first == UInt8(ascii: "*")
      let after = bytes.last == UInt8(ascii: "*")
      if before { bytes.removeFirst() }
      if after { bytes.removeLast() }
      let standsAlone = (bytes.first ?? 0) < 0x80
      return Word(
        bytes: bytes, anyLettersBefore: before || !standsAlone,
        anyLettersAfter: after || !standsAlone)
    }
  }

  /// Whether a name holds what took a value's place: `<PHONE_NUMBER>` as a key must not make its member a phone.
  private static func holdsToken(_ name: Span<UInt8>) -> Bool {
    name.indices.contains { name[$0] == UInt8(ascii: "<") }
  }

  /// Whether a word stands within reach of a match, or in the member name it belongs to.
  func stand(near match: Range<Int>, in text: Span<UInt8>, name: Span<UInt8>) -> Bool {
    let low = max(0, match.lowerBound - within)
    let high = min(text.count, match.upperBound + within)
    let seesName = MemberRole(name) != .prose && !Self.holdsToken(name)
    return words.contains { word in
      Self.find(word, in: text, low, match.lowerBound)
        || Self.find(word, in: text, match.upperBound, high)
        || (seesName && Self.find(word, in: name, 0, name.count))
    }
  }

  /// The words that ``stand(near:in:name:)`` finds.
  func standing(
    near match: Range<Int>, in text: Span<UInt8>, name: Span<UInt8>
  ) -> [String] {
    words.indices.filter { index in
      ContextWords(boost: boost, within: within, words: [words[index]])
        .stand(near: match, in: text, name: name)
    }.map { String(decoding: words[$0].bytes, as: UTF8.self) }
  }

  /// Looks for `word` inside `text[low..<high]`; its neighbours may lie outside.
  private static func find(_ word: Word, in text: Span<UInt8>, _ low: Int, _ high: Int) -> Bool {
    let length = word.bytes.count
    guard length > 0, high - low >= length else { return false }
    let first = word.bytes[0]
    next: for start in low...high - length where lowercased(text[start]) == first {
      for offset in 1..<max(1, length)
      where lowercased(text[start + offset]) != word.bytes[offset] { continue next }
      let beginsWord = word.anyLettersBefore || isWordStart(text, start)
      let endsWord = word.anyLettersAfter || isWordEnd(text, start + length)
      if beginsWord, endsWord, !isInToken(text, start..<start + length) { return true }
    }
    return false
  }

  /// Whether a range lies in what took a value's place: the `ADDRESS` of `<IP_ADDRESS>` is nobody's word, and would
  /// make `redact`, which looks at its own output again, find more than `scan`.
  private static func isInToken(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var start = range.upperBound
    while start > 0, isTokenByte(text[start - 1]) { start -= 1 }
    guard start > 0, start <= range.lowerBound, text[start - 1] == UInt8(ascii: "<") else {
      return false
    }
    var end = range.upperBound
    while end < text.count, isTokenByte(text[end]) { end += 1 }
    return end < text.count && (text[end] == UInt8(ascii: ">") || text[end] == UInt8(ascii: ":"))
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "A") < 26 || byte.isASCIIDigit || byte == UInt8(ascii: "_")
  }

  private static func isWordStart(_ text: Span<UInt8>, _ position: Int) -> Bool {
    guard position > 0 else { return true }
    let before = text[position - 1]
    return !isLetter(before) || (isLower(before) && !isLower(text[position]))
  }

  private static func isWordEnd(_ text: Span<UInt8>, _ position: Int) -> Bool {
    guard position < text.count else { return true }
    let after = text[position]
    return !isLetter(after) || (isLower(text[position - 1]) && !isLower(after))
  }

  private static func isLower(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "a") < 26 }
  private static func isLetter(_ byte: UInt8) -> Bool { isLower(byte | 0x20) }
  private static func lowercased(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }
}
