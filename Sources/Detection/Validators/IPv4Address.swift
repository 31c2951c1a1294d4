/// Dotted quads: RFC 791 section 3.2, written as RFC 6943 section 3.1.1 recommends.
enum IPv4Address {
  /// Takes the four numbers of a match, without the prefix length or port that may follow.
  ///
  /// Refused are numbers above 255, leading zeros (unless all four are padded to three digits),
  /// and pieces of longer dotted runs, versions (`v1.2.3.4`, `1.2.3.4-rc1`) and names.
  static func check(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard let (end, address) = parse(text, match) else { return nil }
    let range = match.lowerBound..<end
    guard !TokenShape.touchesAlphanumeric(text, range),
      !isInDottedRun(text, range), !isVersion(text, range)
    else { return nil }
    let isOther = followsProduct(text, range.lowerBound) || isTimeOfDay(text, range)
    return Verdict(
      range: range, adjustment: isOther || isMask(address) ? -0.5 : 0,
      detail: .address(AddressClass(v4: address)))
  }

  /// Whether it is a netmask of eight bits or more (RFC 950), which nobody's host has for an address.
  private static func isMask(_ address: UInt32) -> Bool {
    let hostBits = ~address
    return address >> 24 == 0xFF && hostBits & (hostBits &+ 1) == 0
  }

  /// The end and the four bytes of a dotted quad that begins where the range does, or nil.
  static func parse(
    _ text: Span<UInt8>, _ range: Range<Int>
  ) -> (end: Int, address: UInt32)? {
    var index = range.lowerBound
    var padded = 0
    var zeroLed = 0
    var address: UInt32 = 0
    for octet in 0..<4 {
      if octet > 0 {
        guard index < range.upperBound, text[index] == UInt8(ascii: ".") else { return nil }
        index += 1
      }
      let start = index
      var value = 0
      while index < range.upperBound, index - start < 4, text[index].isASCIIDigit {
        value = value * 10 + Int(text[index] - 0x30)
        index += 1
      }
      let count = index - start
      guard (1...3).contains(count), value <= 255 else { return nil }
      address = address << 8 | UInt32(value)
      if count == 3 { padded += 1 }
      if count > 1, text[start] == UInt8(ascii: "0") { zeroLed += 1 }
    }
    return zeroLed == 0 || padded == 4 ? (index, address) : nil
  }

  private static func isInDottedRun(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let (start, end) = (range.lowerBound, range.upperBound)
    if start >= 2, text[start - 1] == UInt8(ascii: "."), text[start - 2].isASCIIAlphanumeric {
      return true
    }
    return end + 1 < text.count && text[end] == UInt8(ascii: ".")
      && (text[end + 1].isASCIIDigit || text[end + 1] == UInt8(ascii: "x"))
  }

  /// `1.2.3.4-rc1` and `1.2.3.4+build`; a range of addresses, `192.0.2.1-192.0.2.9`, is not one.
  private static func isVersion(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let end = range.upperBound
    guard end + 1 < text.count else { return false }
    return
      (text[end] == UInt8(ascii: "-") || text[end] == UInt8(ascii: "+")
      || text[end] == UInt8(ascii: "_")) && text[end + 1].isASCIILetter
  }

  /// `Product/1.2.3.4`, as in user agents (RFC 9110 section 10.1.5).
  private static func followsProduct(_ text: Span<UInt8>, _ start: Int) -> Bool {
    start >= 2 && text[start - 1] == UInt8(ascii: "/") && text[start - 2].isASCIIAlphanumeric
  }

  /// `1.1.2024 12.30.10.20`: a time with hundredths, all of two digits, after a dotted date.
  private static func isTimeOfDay(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    guard range.count == 11, start >= 9, text[start - 1] == UInt8(ascii: " "),
      text[start - 6] == UInt8(ascii: "."), text[start - 7].isASCIIDigit,
      (2...5).allSatisfy({ text[start - $0].isASCIIDigit })
    else { return false }
    return [2, 5, 8].allSatisfy { text[start + $0] == UInt8(ascii: ".") }
      && text[start] <= UInt8(ascii: "2") && text[start + 3] < UInt8(ascii: "6")
      && text[start + 6] < UInt8(ascii: "6")
  }
}
