/// Credentials in base 64 that show what they are once they are decoded.
enum EncodedCredential {
  /// A JSON Web Token whose header names its algorithm (RFC 7515 section 4.1.1).
  static func checkWebToken(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard let dot = match.first(where: { text[$0] == UInt8(ascii: ".") }) else { return nil }
    var decoder = Decoder()
    // The bytes of "alg" one after the other, with what came before them shifted out.
    var last: UInt32 = 0
    for position in match.lowerBound..<dot {
      guard let bytes = decoder.take(text[position]) else { return nil }
      guard let byte = bytes.byte else { continue }
      last = last << 8 | UInt32(byte)
      if last == 0x616C_6722 { return Verdict(range: match) }
    }
    return nil
  }

  /// A user and a password with a colon between them, all of it readable (RFC 7617 section 2).
  static func checkBasic(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    var decoder = Decoder()
    var colon: Int? = nil
    var count = 0
    for position in match where text[position] != UInt8(ascii: "=") {
      guard let bytes = decoder.take(text[position]) else { return nil }
      guard let byte = bytes.byte else { continue }
      guard byte >= 0x20, byte != 0x7F else { return nil }
      if byte == UInt8(ascii: ":"), colon == nil { colon = count }
      count += 1
    }
    guard let colon, count > colon + 1 || colon >= 8 else { return nil }
    return Verdict(range: match)
  }

  /// Base 64 and its form for URLs (RFC 4648 sections 4 and 5), a symbol at a time.
  private struct Decoder {
    struct Output {
      var byte: UInt8?
    }

    private var bits: UInt32 = 0
    private var count = 0

    /// - Returns: nil for what is no symbol; otherwise the byte that is complete with this one, if any.
    mutating func take(_ symbol: UInt8) -> Output? {
      guard let value = Self.value(symbol) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      guard count >= 8 else { return Output(byte: nil) }
      count -= 8
      return Output(byte: UInt8(truncatingIfNeeded: bits >> UInt32(count)))
    }

    private static func value(_ symbol: UInt8) -> UInt8? {
      switch symbol {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): symbol - 0x41
      case UInt8(ascii: "a")...UInt8(ascii: "z"): symbol - 0x61 + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): symbol - 0x30 + 52
      case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
      case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
      default: nil
      }
    }
  }
}
