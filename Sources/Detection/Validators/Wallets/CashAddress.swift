/// Bitcoin Cash's own addresses: 42 symbols of Bech32's alphabet with a forty-bit checksum over the network's prefix too.
///
/// Source: Bitcoin Cash specification, CashAddr.
enum CashAddress {
  private static let prefix: StaticString = "bitcoincash"
  private static let symbols = 42

  /// Takes addresses with and without `bitcoincash:`; the prefix goes with the value.
  static func check(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard match.count >= symbols else { return nil }
    let payload = match.upperBound - symbols..<match.upperBound
    let mix = CharacterMix(text, payload)
    guard mix.capitals == 0 || mix.smallLetters == 0 else { return nil }
    var state: UInt64 = 1
    for byte in prefix.description.utf8 { absorb(byte & 31, &state) }
    absorb(0, &state)
    for position in payload {
      let value = Bech32Address.values[Int(text[position])]
      guard value < 32 else { return nil }
      absorb(value, &state)
    }
    return state == 1 ? Verdict(range: match) : nil
  }

  private static func absorb(_ value: UInt8, _ state: inout UInt64) {
    let top = state >> 35
    state = (state & 0x07_FFFF_FFFF) << 5 ^ UInt64(value)
    for bit in 0..<5 where top >> UInt64(bit) & 1 != 0 { state ^= generator[bit] }
  }

  private static let generator: InlineArray<5, UInt64> = [
    0x98_F2BC_8E61, 0x79_B76D_99E2, 0xF3_3E5F_B3C4, 0xAE_2EAB_E2A8, 0x1E_4F43_E470,
  ]
}
