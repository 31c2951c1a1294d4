/// Numbers in base 58, without the look-alikes 0, O, I and l.
enum Base58 {
  enum Alphabet {
    /// Bitcoin's, which most others took over (Base58Check, section "Base58 symbol chart").
    case bitcoin
    /// The XRP Ledger's: the same characters in another order.
    case ripple

    fileprivate var symbols: StaticString {
      switch self {
      case .bitcoin: "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
      case .ripple: "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
      }
    }
  }

  private static let bitcoinValues = values(of: .bitcoin)
  private static let rippleValues = values(of: .ripple)

  private static func values(of alphabet: Alphabet) -> InlineArray<256, UInt8> {
    var values = InlineArray<256, UInt8>(repeating: 0xFF)
    for (value, symbol) in alphabet.symbols.description.utf8.enumerated() {
      values[Int(symbol)] = UInt8(value)
    }
    return values
  }

  private static func value(_ symbol: UInt8, _ alphabet: Alphabet) -> UInt8 {
    switch alphabet {
    case .bitcoin: bitcoinValues[Int(symbol)]
    case .ripple: rippleValues[Int(symbol)]
    }
  }

  /// Decodes to exactly `count` bytes, big end first.
  ///
  /// - Parameter padded: leading zero bytes are written as leading symbols of value zero, one each, as addresses do.
  /// - Returns: nil for other symbols, for numbers that need more bytes, and for a wrong number of leading symbols.
  static func decode<let count: Int>(
    _ text: Span<UInt8>, _ range: Range<Int>, alphabet: Alphabet = .bitcoin, padded: Bool = true,
    as type: InlineArray<count, UInt8>.Type
  ) -> InlineArray<count, UInt8>? {
    var bytes = InlineArray<count, UInt8>(repeating: 0)
    var leadingSymbols = 0
    var onlyZeros = true
    for position in range {
      let symbol = value(text[position], alphabet)
      guard symbol != 0xFF else { return nil }
      if onlyZeros, symbol == 0 { leadingSymbols += 1 } else { onlyZeros = false }
      var carry = Int(symbol)
      var index = count - 1
      while index >= 0 {
        carry += Int(bytes[index]) * 58
        bytes[index] = UInt8(truncatingIfNeeded: carry)
        carry >>= 8
        index -= 1
      }
      guard carry == 0 else { return nil }
    }
    guard padded else { return bytes }
    var leadingZeros = 0
    while leadingZeros < count, bytes[leadingZeros] == 0 { leadingZeros += 1 }
    return leadingZeros == leadingSymbols ? bytes : nil
  }
}
