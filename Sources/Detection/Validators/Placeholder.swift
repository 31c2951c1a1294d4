/// What people write where a secret would stand: `xxxxxxxx`, `YOUR_API_KEY`, `<token>`, `AKIAIOSFODNN7EXAMPLE`.
enum Placeholder {
  /// Words that stand in documentation and never in random letters, but for one in a hundred thousand.
  private static let words: [StaticString] = [
    "example", "placeholder", "changeme", "change_me", "change-me", "your_", "your-", "yourapi",
    "yourkey",
    "yoursecret", "youracc", "yourtoken", "yourpass", "redacted", "replace", "insert", "dummy",
    "sample",
    "notreal", "not-real",
    "not_a_", "not-a-", "fake", "todo", "foobar", "goeshere", "goes_here", "goes-here", "my_api",
    "my-api", "mysecret",
    "my-secret", "my_secret", "enter_", "undefined", "abcdefg", "1234567890", "0123456789",
    "deadbeef", "secret_key",
    "api_key", "access_token", "private_key", "hidden", "masked", "removed", "censored", "lorem",
  ]

  static func isPlaceholder(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    hasLongRun(text, range) || hasSequence(text, range) || words.contains { holds($0, text, range) }
  }

  /// Five times the same character: one in fifteen million random characters of sixty-two begins such a run, one in
  /// sixty-five thousand hexadecimal digits.
  private static func hasLongRun(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var run = 0
    for position in range {
      run = position > range.lowerBound && text[position] == text[position - 1] ? run + 1 : 1
      if run >= 5 { return true }
      if run >= 4, text[position] | 0x20 == UInt8(ascii: "x") || text[position] == UInt8(ascii: "*")
      {
        return true
      }
    }
    return false
  }

  /// Seven characters that count up, as `1234567` and `ghijklm` do.
  private static func hasSequence(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var run = 1
    for position in range.dropFirst() {
      let counts = text[position].isASCIIAlphanumeric && text[position] == text[position - 1] &+ 1
      run = counts ? run + 1 : 1
      if run >= 7 { return true }
    }
    return false
  }

  private static func holds(
    _ word: StaticString, _ text: Span<UInt8>, _ range: Range<Int>
  ) -> Bool {
    let length = word.utf8CodeUnitCount
    guard range.count >= length else { return false }
    next: for start in range.lowerBound...(range.upperBound - length) {
      for offset in 0..<length
      where text[start + offset].asciiLowercased != byte(of: word, at: offset) { continue next }
      return true
    }
    return false
  }

  // Safety: the offset is below the literal's length.
  private static func byte(of word: StaticString, at offset: Int) -> UInt8 {
    unsafe word.utf8Start[offset]
  }
}
