import Testing

@testable import Detection

/// A wallet address with one character changed is none: that is what its checksum is for.
@Suite struct WalletTests {
  static let addresses: [(validator: Validator, text: String, alphabet: String)] = {
    let base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    let bech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    return [
      (.base58Check, "1J6oiffNi9ro6dypeCxkYKJoJKHYsbC2fV", base58),
      (.zcash, "t1ayQj15WgUePhH2iadmsg8QiYyUdey7LHo", base58),
      (.ripple, "rJao5CC459ioadyFeUxkYKJoJKHY1bUpCV", base58),
      (.bech32, "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", bech32),
      (.bech32, "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", bech32),
      (.cashAddress, "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", bech32),
      (.ethereum, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0123456789abcdef"),
      (
        .monero,
        "46Hw8jzRo6wSPMsZH5qCVUZ4RSusU6Z7U4fQVSDo4xHz1JNQiY3BLsfGMm9u"
          + "7oxLb6a1R1QQoKM9ciVavq7FRw31D2m2dxs",
        base58
      ),
    ]
  }()

  @Test(arguments: addresses.indices)
  func aChangedCharacterIsRefused(index: Int) {
    let (validator, text, alphabet) = Self.addresses[index]
    let bytes = Array(text.utf8)
    #expect(validator.check(bytes.span, 0..<bytes.count) != nil)
    var refused = 0
    var changed = 0
    for position in bytes.indices.dropFirst(text.hasPrefix("0x") ? 2 : 0) {
      for symbol in alphabet.utf8 where symbol != bytes[position] {
        var wrong = bytes
        wrong[position] = symbol
        changed += 1
        if validator.check(wrong.span, 0..<wrong.count) == nil { refused += 1 }
      }
    }
    // EIP-55 has a bit for each letter, the others thirty for the whole: next to nothing slips through.
    #expect(Double(refused) >= 0.999 * Double(changed))
  }

  @Test(arguments: addresses.indices)
  func aPieceOfAnAddressIsRefused(index: Int) {
    let (validator, text, _) = Self.addresses[index]
    let bytes = Array(text.utf8)
    for length in 1..<bytes.count {
      #expect(validator.check(bytes.span, 0..<length) == nil)
    }
  }
}
