/// What takes a value's place: `<EMAIL_ADDRESS>`, `<PERSON_…>`, `<PERSON:…>`; in markup `&lt;EMAIL_ADDRESS&gt;`.
enum ReplacementToken {
  /// Longer than any: entities have up to 40 characters, the longest keyed part 32.
  private static let longest = 96

  /// What stands between the brackets of a token that a range lies in; nil where it lies in none.
  ///
  /// The `ADDRESS` of `<IP_ADDRESS>` is nobody's word: it would make `redact`, which looks at its own output again,
  /// find more than `scan`.
  static func range(around range: Range<Int>, in text: Span<UInt8>) -> Range<Int>? {
    var start = range.lowerBound
    while start > 0, range.lowerBound - start < longest, isPart(text[start - 1]) { start -= 1 }
    guard start > 0, text[start - 1] == UInt8(ascii: "<") || stands("&lt;", in: text, at: start - 4)
    else { return nil }
    var end = start
    while end < text.count, end - start < longest, isPart(text[end]) { end += 1 }
    guard end >= range.upperBound, end < text.count,
      text[end] == UInt8(ascii: ">") || stands("&gt;", in: text, at: end),
      text[start].isASCIIUppercase, text[start + 1].isASCIIUppercase
    else { return nil }
    return start..<end
  }

  private static func stands(_ reference: String, in text: Span<UInt8>, at start: Int) -> Bool {
    guard start >= 0, start + reference.utf8.count <= text.count else { return false }
    return reference.utf8.enumerated().allSatisfy { text[start + $0.offset] == $0.element }
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
  }
}
