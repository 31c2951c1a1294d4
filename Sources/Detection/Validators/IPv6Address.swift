/// IPv6 addresses in text: RFC 4291 section 2.2, with the zone of RFC 4007 section 11.
enum IPv6Address {
  /// Takes the address, with its zone but without a colon or full stop that ends a clause.
  ///
  /// Refused are times (`10:30:00`), MAC addresses, scope operators (`std::vector`, `a::b`),
  /// slices (`list[1::2]`), and compressed addresses without a decimal digit, which are far more
  /// often names.
  static func check(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard let (end, address) = parse(text, match), !isSlice(text, match.lowerBound) else {
      return nil
    }
    let range = match.lowerBound..<end
    guard !touchesWord(text, range) else { return nil }
    let detail = ValueDetail.address(AddressClass(v6: address))
    // The unspecified address is two colons, which are mostly something else.
    if range.count == 2 { return Verdict(range: range, adjustment: -0.6, detail: detail) }
    // So is `1::2`, a slice: addresses begin with more than one digit, or with the colons.
    let isShort = range.count <= 4 && text[range.lowerBound] != UInt8(ascii: ":")
    return Verdict(range: range, adjustment: isShort ? -0.5 : 0, detail: detail)
  }

  private static func parse(
    _ text: Span<UInt8>, _ match: Range<Int>
  ) -> (end: Int, address: UInt128)? {
    var index = match.lowerBound
    var groups = 0
    var address: UInt128 = 0
    // Groups before the colons that stand for zeros; nil until there are any.
    var head: Int? = nil
    var compressed: Bool { head != nil }
    var hasDigit = false
    // A colon is taken only together with what it joins, so one that ends a clause is left.
    var end = index
    if startsCompression(text, match, at: index) {
      head = 0
      index += 2
      end = index
    }
    while index < match.upperBound, groups < 8 {
      if groups <= 6, let (quadEnd, quad) = quad(text, index..<match.upperBound) {
        groups += 2
        address = address << 32 | UInt128(quad)
        hasDigit = true
        index = quadEnd
        end = quadEnd
        break
      }
      let start = index
      while index < match.upperBound, index - start < 5, text[index].isASCIIHexDigit {
        if text[index].isASCIIDigit { hasDigit = true }
        index += 1
      }
      guard (1...4).contains(index - start) else { break }
      groups += 1
      address = address << 16 | UInt128(hexadecimal(text, start..<index))
      end = index
      guard index < match.upperBound, text[index] == UInt8(ascii: ":") else { break }
      if startsCompression(text, match, at: index) {
        guard !compressed else { break }
        head = groups
        index += 2
        end = index
      } else {
        index += 1
      }
    }
    let isUnspecified = end == match.lowerBound + 2 && groups == 0
    guard hasDigit || isUnspecified, compressed ? groups <= 7 : groups == 8 else { return nil }
    // Something that looks like more of the same makes it neither.
    if end < match.upperBound, text[end] == UInt8(ascii: ":"), end + 1 < match.upperBound,
      text[end + 1].isASCIIHexDigit || text[end + 1] == UInt8(ascii: ":")
    {
      return nil
    }
    // A dotted quad that was none leaves its digits behind as if they were a group.
    if TokenShape.isDecimal(text, after: end) { return nil }
    if let head {
      let tailBits = UInt128(16 * (groups - head))
      let tail = address & ((1 << tailBits) - 1)
      address = head == 0 ? tail : (address >> tailBits) << UInt128(128 - 16 * head) | tail
    }
    return (zoneEnd(text, end, match.upperBound), address)
  }

  private static func hexadecimal(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
    range.reduce(0) { value, index in
      let byte = text[index]
      return value << 4 | UInt32(byte.isASCIIDigit ? byte - 0x30 : (byte | 0x20) - 0x57)
    }
  }

  /// The last 32 bits may be a dotted quad; a hexadecimal group is never followed by a full stop
  /// and a digit.
  private static func quad(
    _ text: Span<UInt8>, _ range: Range<Int>
  ) -> (end: Int, address: UInt32)? {
    var index = range.lowerBound
    while index < range.upperBound, text[index].isASCIIDigit { index += 1 }
    guard index > range.lowerBound, index < range.upperBound, text[index] == UInt8(ascii: ".")
    else { return nil }
    return IPv4Address.parse(text, range)
  }

  private static func zoneEnd(_ text: Span<UInt8>, _ start: Int, _ limit: Int) -> Int {
    guard start < limit, text[start] == UInt8(ascii: "%") else { return start }
    var end = start + 1
    while end < limit,
      text[end].isASCIIAlphanumeric || text[end] == UInt8(ascii: "-")
        || text[end] == UInt8(ascii: "_")
    {
      end += 1
    }
    return end > start + 1 ? end : start
  }

  private static func startsCompression(
    _ text: Span<UInt8>, _ match: Range<Int>, at index: Int
  ) -> Bool {
    index + 1 < match.upperBound && text[index] == UInt8(ascii: ":")
      && text[index + 1] == UInt8(ascii: ":")
  }

  private static func touchesWord(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if TokenShape.touchesAlphanumeric(text, range) { return true }
    guard range.lowerBound > 0 else { return false }
    let before = text[range.lowerBound - 1]
    return before == UInt8(ascii: ":") || before == UInt8(ascii: "_")
  }

  /// `name[1::2]`: a bracket right after a name or another bracket opens no address.
  private static func isSlice(_ text: Span<UInt8>, _ start: Int) -> Bool {
    guard start >= 2, text[start - 1] == UInt8(ascii: "[") else { return false }
    let before = text[start - 2]
    return before.isASCIIAlphanumeric || before == UInt8(ascii: "]")
      || before == UInt8(ascii: ")") || before == UInt8(ascii: "_")
  }
}
