/// Monero's addresses: a network byte, two 32-byte keys and four bytes of Keccak-256, in blocks of base 58.
///
/// Source: Monero's CryptoNote base58 (src/common/base58.cpp): eight bytes make eleven symbols, the last five make seven.
enum MoneroAddress {
  private static let symbolsPerBlock = 11
  private static let blocks = 8

  static func check(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard match.count == symbolsPerBlock * blocks + 7 else { return nil }
    var bytes = InlineArray<69, UInt8>(repeating: 0)
    for block in 0..<blocks {
      let start = match.lowerBound + block * symbolsPerBlock
      guard
        let part = Base58.decode(
          text, start..<start + symbolsPerBlock, padded: false, as: InlineArray<8, UInt8>.self)
      else { return nil }
      for index in 0..<8 { bytes[block * 8 + index] = part[index] }
    }
    guard
      let rest = Base58.decode(
        text, match.upperBound - 7..<match.upperBound, padded: false,
        as: InlineArray<5, UInt8>.self)
    else { return nil }
    for index in 0..<5 { bytes[64 + index] = rest[index] }
    // 18 is a primary address of the main network, 42 a subaddress.
    guard bytes[0] == 18 || bytes[0] == 42 else { return nil }
    let digest = Keccak256.digest(bytes, count: 65)
    return (0..<4).allSatisfy { bytes[65 + $0] == digest[$0] } ? Verdict(range: match) : nil
  }
}
