/// Tokens in a vendor's published form: what remains to be asked is whether anybody could be let in with it.
enum SecretToken {
  /// The part of a token behind its prefix, which is what a vendor draws at random.
  private static let longestPrefix = 20
  private static let leastBody = 12

  /// Refuses placeholders, and what is too regular to be drawn at random.
  static func check(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    let body = body(text, match)
    guard !Placeholder.isPlaceholder(text, body), isRandom(text, body) else { return nil }
    return Verdict(range: match)
  }

  /// The match without what stands before the last separator near its beginning.
  private static func body(_ text: Span<UInt8>, _ match: Range<Int>) -> Range<Int> {
    var start = match.lowerBound
    for position in match.prefix(longestPrefix) where isSeparator(text[position]) {
      if match.upperBound - position > leastBody { start = position + 1 }
    }
    return start..<match.upperBound
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"): true
    default: false
    }
  }

  /// Whether characters vary as those drawn at random do: small letters without digits don't, nor do few characters.
  ///
  /// Sixteen random hexadecimal digits hold six different ones or fewer once in a thousand times.
  static func isRandom(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let mix = CharacterMix(text, range)
    guard mix.digits > 0 || mix.capitals > 1 else { return false }
    return distinct(text, range) >= min(7, range.count / 2)
  }

  private static func distinct(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    var (low, high): (UInt64, UInt64) = (0, 0)
    for position in range {
      let byte = text[position]
      if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
    }
    return low.nonzeroBitCount + high.nonzeroBitCount
  }
}

extension SecretToken {
  /// Tokens whose last six characters are the CRC-32 of the thirty before them, in base 62: GitHub's and npm's.
  ///
  /// Source: GitHub, "Behind GitHub's new authentication token formats" (2021). One that does not fit is taken all the same:
  /// GitHub Enterprise Server and older tokens are not held to it in writing.
  static func checkWithCRC32(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard var verdict = check(text, match) else { return nil }
    if match.count >= 36, fits(text, match) { verdict.adjustment = 0.1 }
    return verdict
  }

  private static func fits(_ text: Span<UInt8>, _ match: Range<Int>) -> Bool {
    let checksumStart = match.upperBound - 6
    var claimed: UInt64 = 0
    for position in checksumStart..<match.upperBound {
      guard let value = base62(text[position]) else { return false }
      claimed = claimed * 62 + value
    }
    return claimed == UInt64(crc32(text, checksumStart - 30..<checksumStart))
  }

  private static func base62(_ byte: UInt8) -> UInt64? {
    if byte.isASCIIDigit { return UInt64(byte - 0x30) }
    if byte.isASCIIUppercase { return UInt64(byte - 0x41) + 10 }
    return byte.isASCIILetter ? UInt64(byte - 0x61) + 36 : nil
  }

  /// ITU-T V.42 section 8.1.1.6.2, as in zlib.
  static func crc32(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
    var state = UInt32.max
    for position in range {
      state ^= UInt32(text[position])
      for _ in 0..<8 { state = state >> 1 ^ (state & 1 != 0 ? 0xEDB8_8320 : 0) }
    }
    return ~state
  }
}
