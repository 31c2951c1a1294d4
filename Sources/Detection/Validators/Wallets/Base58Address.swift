/// Addresses in Base58Check: a version, a 20-byte hash, and four bytes of its double SHA-256.
enum Base58Address {
  /// The version bytes of networks' addresses, from their chain parameters: Bitcoin, Litecoin, Dogecoin, Dash and TRON, and
  /// the test networks of the first.
  private static func isVersion(_ version: UInt8) -> Bool {
    switch version {
    case 0x00, 0x05: true  // Bitcoin, Bitcoin Cash
    case 0x6F, 0xC4: true  // test networks
    case 0x30, 0x32: true  // Litecoin
    case 0x1E, 0x16: true  // Dogecoin
    case 0x4C, 0x10: true  // Dash
    case 0x41: true  // TRON
    default: false
    }
  }

  static func check(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard
      let bytes = Base58.decode(text, match, as: InlineArray<25, UInt8>.self),
      isVersion(bytes[0]), endsWithChecksum(bytes)
    else { return nil }
    return Verdict(range: match)
  }

  /// Takes what is written like an address of Bitcoin, although its checksum fails: a slip in one character leaves
  /// the others. A valid address is not taken: ``check(_:_:)`` has decided about it.
  static func checkShape(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    let first = text[match.lowerBound]
    let mix = CharacterMix(text, match)
    // Words that are written as one hold a digit or two at the most.
    guard first == UInt8(ascii: "1") || first == UInt8(ascii: "3"), mix.isThorough,
      mix.digits > 2, check(text, match) == nil
    else { return nil }
    return Verdict(range: match)
  }

  /// Zcash's transparent addresses have two version bytes (t1…, t3…; protocol specification section 5.6.1.1).
  static func checkZcash(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard let bytes = Base58.decode(text, match, as: InlineArray<26, UInt8>.self),
      bytes[0] == 0x1C, bytes[1] == 0xB8 || bytes[1] == 0xBD, endsWithChecksum(bytes)
    else { return nil }
    return Verdict(range: match)
  }

  /// The XRP Ledger's account addresses: version 0 in its own alphabet.
  static func checkRipple(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard
      let bytes = Base58.decode(
        text, match, alphabet: .ripple, as: InlineArray<25, UInt8>.self),
      bytes[0] == 0, endsWithChecksum(bytes)
    else { return nil }
    return Verdict(range: match)
  }

  /// Solana's addresses are 32 bytes without a checksum, so words near them must speak for them.
  ///
  /// A name of a few words in one case would be decodable too; a key has capitals, small letters and digits.
  static func checkSolana(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard Base58.decode(text, match, as: InlineArray<32, UInt8>.self) != nil,
      CharacterMix(text, match).isThorough
    else { return nil }
    return Verdict(range: match)
  }

  private static func endsWithChecksum<let size: Int>(
    _ bytes: borrowing InlineArray<size, UInt8>
  ) -> Bool {
    let once = SHA256.digest(bytes, count: size - 4)
    let twice = SHA256.digest(once, count: 32)
    for index in 0..<4 where bytes[size - 4 + index] != twice[index] { return false }
    return true
  }
}
