/// Ethereum's addresses: `0x` and 40 hexadecimal digits whose case is the checksum (EIP-55).
enum EthereumAddress {
  /// Takes addresses whose capitals are where EIP-55 puts them; digits alone have no case that could be wrong.
  static func check(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard let digits = lowercased(text, match) else { return nil }
    let digest = Keccak256.digest(digits, count: 40)
    for index in 0..<40 {
      let byte = text[match.upperBound - 40 + index]
      guard byte.isASCIILetter else { continue }
      let nibble = digest[index / 2] >> (index % 2 == 0 ? 4 : 0) & 0xF
      guard byte.isASCIIUppercase == (nibble >= 8) else { return nil }
    }
    return Verdict(range: match)
  }

  /// Takes addresses in one case, which carry no checksum.
  static func checkUncased(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    let mix = CharacterMix(text, match.upperBound - 40..<match.upperBound)
    return mix.smallLetters == 0 || mix.capitals == 0 ? Verdict(range: match) : nil
  }

  private static func lowercased(
    _ text: Span<UInt8>, _ match: Range<Int>
  ) -> InlineArray<40, UInt8>? {
    guard match.count == 42 else { return nil }
    var digits = InlineArray<40, UInt8>(repeating: 0)
    for index in 0..<40 {
      let byte = text[match.lowerBound + 2 + index]
      guard byte.isASCIIHexDigit else { return nil }
      digits[index] = byte | 0x20
    }
    return digits
  }
}
