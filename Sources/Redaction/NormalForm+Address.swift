extension NormalForm {
  /// Appends the sixteen bytes that an IP address stands for, and its zone.
  ///
  /// An IPv4 address is the IPv6 address it is mapped to (RFC 4291 section 2.5.5.2): servers that listen on both
  /// log it as that. What can't be read is folded like other text.
  static func appendAddress(_ value: Span<UInt8>, to output: inout [UInt8]) {
    var end = 0
    var isV6 = false
    while end < value.count, value[end] != UInt8(ascii: "%") {
      if value[end] == UInt8(ascii: ":") { isV6 = true }
      end += 1
    }
    let address = value.extracting(0..<end)
    guard let bytes = isV6 ? groups(address) : quad(address).map({ mappedPrefix + $0 }) else {
      appendFolded(value, to: &output)
      return
    }
    output.append(contentsOf: bytes)
    appendFolded(value.extracting(end..<value.count), to: &output)
  }

  private static let mappedPrefix = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]

  /// Four decimal numbers, padded with zeros or not.
  private static func quad(_ text: Span<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var value = 0
    var digits = 0
    for index in 0...text.count {
      if index == text.count || text[index] == UInt8(ascii: ".") {
        guard digits > 0, value <= 255 else { return nil }
        bytes.append(UInt8(value))
        (value, digits) = (0, 0)
      } else {
        guard isDigit(text[index]), digits < 3 else { return nil }
        value = value * 10 + Int(text[index] - UInt8(ascii: "0"))
        digits += 1
      }
    }
    return bytes.count == 4 ? bytes : nil
  }

  /// Groups of four hexadecimal digits, `::` for any number of zeros, perhaps a dotted quad at the end.
  private static func groups(_ text: Span<UInt8>) -> [UInt8]? {
    var head: [UInt8] = []
    var tail: [UInt8]? = nil
    var at = 0
    while at < text.count {
      if text[at] == UInt8(ascii: ":") {
        if at + 1 < text.count, text[at + 1] == UInt8(ascii: ":") {
          guard tail == nil else { return nil }
          tail = []
          at += 1
        }
        at += 1
        continue
      }
      let start = at
      var isQuad = false
      while at < text.count, text[at] != UInt8(ascii: ":") {
        if text[at] == UInt8(ascii: ".") { isQuad = true }
        at += 1
      }
      let piece = text.extracting(start..<at)
      guard let bytes = isQuad ? quad(piece) : group(piece) else { return nil }
      if tail == nil { head += bytes } else { tail! += bytes }
    }
    guard let tail else { return head.count == 16 ? head : nil }
    guard head.count + tail.count < 16 else { return nil }
    return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  private static func group(_ text: Span<UInt8>) -> [UInt8]? {
    guard (1...4).contains(text.count) else { return nil }
    var value: UInt16 = 0
    for index in text.indices {
      let byte = text[index]
      let digit = isDigit(byte) ? byte & 0x0F : (byte | 0x20) &- UInt8(ascii: "a") &+ 10
      guard digit < 16 else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return [UInt8(value >> 8), UInt8(value & 0xFF)]
  }
}
