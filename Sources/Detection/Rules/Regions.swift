/// Places whose national formats are expected, as ISO 3166-1 alpha-2 codes packed into integers.
package struct Regions: Sendable, Equatable {
  /// Places that are named: formats of other places are left out.
  private(set) var codes: [UInt16] = []
  /// Places that numbers beside the text belong to: their formats count for more, and all others count still.
  private(set) var seen: [UInt16] = []

  package init() {}

  package var isEmpty: Bool { codes.isEmpty && seen.isEmpty }

  /// Adds the place of a phone number that was found.
  ///
  /// - Returns: whether it is new.
  package mutating func insert(seen plan: PhonePlan) -> Bool {
    guard let region = plan.region, let code = Self.code(region.utf8.first!, region.utf8.last!),
      !codes.contains(code), !seen.contains(code)
    else { return false }
    seen.append(code)
    return true
  }

  /// Adds the region that `text` names: `GB`, `gb`, `UK`, or the region of a locale (`en_GB`, `en-Latn-GB`).
  ///
  /// - Returns: whether it named one.
  @discardableResult
  package mutating func insert(_ text: Span<UInt8>) -> Bool {
    guard text.count >= 2, text.count <= 35 else { return false }
    let start = text.count - 2
    if start > 0 {
      let separator = text[start - 1]
      guard separator == UInt8(ascii: "_") || separator == UInt8(ascii: "-") else { return false }
    }
    guard var code = Self.code(text[start], text[start + 1]) else { return false }
    // UK is reserved for the United Kingdom and what people write.
    if code == Self.unitedKingdom { code = Self.greatBritain }
    if !codes.contains(code) { codes.append(code) }
    return true
  }

  /// Adds the region of a locale; a locale of two letters is a language (RFC 5646 section 2.1) and names none.
  @discardableResult
  package mutating func insert(locale text: Span<UInt8>) -> Bool {
    text.count > 2 && insert(text)
  }

  @discardableResult
  package mutating func insert(_ text: String) -> Bool { insert(Array(text.utf8).span) }

  /// Which of `order`'s codes are among `codes`, one bit each.
  static func mask(_ codes: [UInt16], in order: [UInt16]) -> UInt128 {
    var mask: UInt128 = 0
    for code in codes {
      if let bit = order.firstIndex(of: code) { mask |= 1 << UInt128(bit) }
    }
    return mask
  }

  private static let unitedKingdom = UInt16(UInt8(ascii: "U")) << 8 | UInt16(UInt8(ascii: "K"))
  private static let greatBritain = UInt16(UInt8(ascii: "G")) << 8 | UInt16(UInt8(ascii: "B"))

  private static func code(_ first: UInt8, _ second: UInt8) -> UInt16? {
    guard let first = capital(first), let second = capital(second) else { return nil }
    return UInt16(first) << 8 | UInt16(second)
  }

  private static func capital(_ byte: UInt8) -> UInt8? {
    let capital = byte & ~0x20
    return capital &- UInt8(ascii: "A") < 26 ? capital : nil
  }
}
