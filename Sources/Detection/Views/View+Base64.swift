import Records

/// Stretches that may be base64 (RFC 4648 section 4) or base64url (section 5).
enum Base64Tokens {
  /// Characters of the shortest token that is tried: twelve bytes, less than which holds no value. As in
  /// ``SpanBytes/holdsBase64(_:)``.
  static let shortest = 16
  /// Characters of the shortest run that makes a string worth a look when nothing else does: `a@example.com` and
  /// shorter values pass below it.
  static let shortestAlone = 20
  /// Characters of the longest token that is tried.
  static let longest = 1 << 16

  /// The next run of at least ``shortest`` characters of the alphabet, at or behind `from`.
  ///
  /// Such a run holds every sixteenth position somewhere, so only those are looked at first.
  static func next(_ bytes: Span<UInt8>, from: Int, end: Int) -> Range<Int>? {
    var probe = from + shortest - 1
    while probe < end {
      guard isCharacter(bytes[probe]) else {
        probe += shortest
        continue
      }
      var low = probe
      while low > from, isCharacter(bytes[low - 1]) { low -= 1 }
      var high = probe + 1
      while high < end, isCharacter(bytes[high]) { high += 1 }
      if high - low >= shortest { return low..<high }
      probe = high + shortest
    }
    return nil
  }

  /// Decodes a token into text.
  ///
  /// - Returns: whether it is text: well-formed UTF-8 without control characters. The first bytes of what is none
  ///   show it.
  static func decode(_ bytes: Span<UInt8>, _ token: Range<Int>, into text: inout [UInt8]) -> Bool {
    text.removeAll(keepingCapacity: true)
    guard token.count % 4 != 1, token.count <= longest else { return false }
    var bits: UInt32 = 0
    var count = 0
    for position in token {
      bits = bits << 6 | UInt32(value(bytes[position]) ?? 0)
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      let byte = UInt8(truncatingIfNeeded: bits >> UInt32(count))
      let isText =
        byte >= 0x20 && byte != 0x7F || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
        || byte == UInt8(ascii: "\t")
      guard isText else { return false }
      text.append(byte)
    }
    return isUTF8(text.span)
  }

  /// Whether a byte has a ``value(_:)``: letters, digits and `+ - / _`, a bit each.
  private static func isCharacter(_ byte: UInt8) -> Bool {
    let (low, high): (UInt64, UInt64) = (0x03FF_A800_0000_0000, 0x07FF_FFFE_87FF_FFFE)
    return byte < 0x80 && (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 != 0
  }

  private static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}

extension View {
  /// Fills the view with the text of all base64 tokens, a line each. What is found in one takes the whole token,
  /// because the rest of it would no longer decode.
  ///
  /// - Returns: whether there are any; if not, the view is empty.
  mutating func decodeBase64(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ source: Span<Home>, origin: Int,
    into decoded: inout [UInt8]
  ) -> Bool {
    begin(origin: origin)
    guard SpanBytes.holdsBase64(bytes.extracting(start..<end)) else { return false }
    var at = start
    while let token = Base64Tokens.next(bytes, from: at, end: end) {
      at = token.upperBound
      for piece in Self.pieces(token, bytes) {
        guard Base64Tokens.decode(bytes, piece, into: &decoded) else { continue }
        var tokenEnd = piece.upperBound
        while tokenEnd < min(end, piece.upperBound + 2), bytes[tokenEnd] == UInt8(ascii: "=") {
          tokenEnd += 1
        }
        // Two line ends, so that no value spans two tokens.
        decoded.append(UInt8(ascii: "\n"))
        decoded.append(UInt8(ascii: "\n"))
        append(
          contentsOf: decoded,
          home: home(of: piece.lowerBound, tokenEnd, source, .base64))
        break
      }
    }
    if text.isEmpty { return false }
    finish()
    return true
  }

  /// A run as a whole, then what is behind its last `/`: paths end in tokens.
  private static func pieces(_ token: Range<Int>, _ bytes: Span<UInt8>) -> [Range<Int>] {
    guard let slash = token.last(where: { bytes[$0] == UInt8(ascii: "/") }),
      token.upperBound - slash > Base64Tokens.shortest
    else { return [token] }
    return [token, slash + 1..<token.upperBound]
  }
}
