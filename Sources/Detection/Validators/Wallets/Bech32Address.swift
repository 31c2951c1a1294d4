/// Addresses in Bech32 (BIP 173) and Bech32m (BIP 350): a network's prefix, `1`, and data with a six-symbol checksum.
enum Bech32Address {
  /// Takes what has a valid checksum; for Bitcoin's and Litecoin's prefixes also a valid witness program.
  ///
  /// The limit of 90 symbols is Bitcoin's own; Cardano's addresses are longer (CIP-19).
  static func check(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard let separator = lastSeparator(text, match), isOneCase(text, match),
      match.upperBound - separator > 7, let variant = checksum(text, match, separator)
    else { return nil }
    let prefix = match.lowerBound..<separator
    guard isSegregatedWitness(text, prefix) else {
      return variant == .bech32 ? Verdict(range: match) : nil
    }
    return isWitnessProgram(text, separator + 1..<match.upperBound - 6, variant)
      ? Verdict(range: match) : nil
  }

  private enum Variant { case bech32, bech32m }

  private static func lastSeparator(_ text: Span<UInt8>, _ match: Range<Int>) -> Int? {
    match.last { text[$0] == UInt8(ascii: "1") }
  }

  private static func isOneCase(_ text: Span<UInt8>, _ match: Range<Int>) -> Bool {
    let mix = CharacterMix(text, match)
    return mix.capitals == 0 || mix.smallLetters == 0
  }

  /// Which constant the checksum leaves, if any: BIP 173 and BIP 350, section "Checksum".
  private static func checksum(
    _ text: Span<UInt8>, _ match: Range<Int>, _ separator: Int
  ) -> Variant? {
    var state: UInt32 = 1
    for position in match.lowerBound..<separator {
      absorb(text[position].asciiLowercased, 5, &state)
    }
    absorb(0, 0, &state)
    for position in match.lowerBound..<separator {
      absorb(text[position].asciiLowercased, 0, &state)
    }
    for position in separator + 1..<match.upperBound {
      let value = values[Int(text[position])]
      guard value < 32 else { return nil }
      absorb(value, 0, &state)
    }
    return switch state {
    case 1: .bech32
    case 0x2BC8_30A3: .bech32m
    default: nil
    }
  }

  private static func absorb(_ byte: UInt8, _ shift: UInt8, _ state: inout UInt32) {
    let value = UInt32(shift > 0 ? byte >> shift : byte & 31)
    let top = state >> 25
    state = (state & 0x1FF_FFFF) << 5 ^ value
    for bit in 0..<5 where top >> UInt32(bit) & 1 != 0 { state ^= generator[bit] }
  }

  private static let generator: InlineArray<5, UInt32> = [
    0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3,
  ]

  static let values: InlineArray<256, UInt8> = {
    var values = InlineArray<256, UInt8>(repeating: 0xFF)
    for (value, symbol) in "qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8.enumerated() {
      values[Int(symbol)] = UInt8(value)
      if symbol.isASCIILetter { values[Int(symbol & ~0x20)] = UInt8(value) }
    }
    return values
  }()

  private static func isSegregatedWitness(_ text: Span<UInt8>, _ prefix: Range<Int>) -> Bool {
    let prefixes: [StaticString] = ["bc", "tb", "bcrt", "ltc", "tltc"]
    return prefixes.contains { name in
      name.utf8CodeUnitCount == prefix.count
        && zip(prefix, name.description.utf8).allSatisfy { text[$0] | 0x20 == $1 }
    }
  }

  /// BIP 141's versions and lengths: version 0 in Bech32 with 20 or 32 bytes, later ones in Bech32m with 2 to 40.
  private static func isWitnessProgram(
    _ text: Span<UInt8>, _ data: Range<Int>, _ variant: Variant
  ) -> Bool {
    guard let first = data.first else { return false }
    let version = values[Int(text[first])]
    let bits = (data.count - 1) * 5
    let bytes = bits / 8
    guard version <= 16, bits % 8 <= 4 else { return false }
    if version == 0 { return variant == .bech32 && (bytes == 20 || bytes == 32) }
    return variant == .bech32m && (2...40).contains(bytes)
  }
}
