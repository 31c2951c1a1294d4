/// When a cue is shown: its timing line, `00:00:01.000 --> 00:00:03.500 align:start`.
///
/// WebVTT section 4.2 and SubRip's custom, which has a comma for the dot, are taken alike; hours may be missing.
package struct CaptionTiming: Equatable, Sendable {
  /// Milliseconds from the recording's start.
  package var start: Int
  package var end: Int
  /// What follows the times: settings of the cue, up to the line's end.
  package var settings: Range<Int>

  /// Reads the line `bytes[from..<upTo]`; nil when it is no timing line.
  package init?(_ bytes: Span<UInt8>, from: Int, upTo: Int) {
    var at = from
    Self.skipBlanks(bytes, &at, upTo)
    guard let start = Self.time(bytes, &at, upTo) else { return nil }
    Self.skipBlanks(bytes, &at, upTo)
    for byte in [UInt8(ascii: "-"), UInt8(ascii: "-"), UInt8(ascii: ">")] {
      guard at < upTo, bytes[at] == byte else { return nil }
      at += 1
    }
    Self.skipBlanks(bytes, &at, upTo)
    guard let end = Self.time(bytes, &at, upTo) else { return nil }
    guard at == upTo || bytes[at] == 0x20 || bytes[at] == 0x09 else { return nil }
    self.start = start
    self.end = end
    settings = at..<upTo
  }

  private static func skipBlanks(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) {
    while at < end, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
  }

  /// Reads `[hours:]minutes:seconds[.,]milliseconds`, moving `at` behind it.
  static func time(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Int? {
    // Nine digits of hours are a hundred thousand years; more could overflow.
    guard var seconds = number(bytes, &at, end, digits: 1...9) else { return nil }
    var parts = 1
    while parts < 3, at < end, bytes[at] == UInt8(ascii: ":") {
      at += 1
      guard let part = number(bytes, &at, end, digits: 2...2), part < 60 else { return nil }
      seconds = seconds * 60 + part
      parts += 1
    }
    guard parts > 1, at < end, bytes[at] == UInt8(ascii: ".") || bytes[at] == UInt8(ascii: ",")
    else { return nil }
    at += 1
    guard let milliseconds = number(bytes, &at, end, digits: 3...3) else { return nil }
    return seconds * 1000 + milliseconds
  }

  private static func number(
    _ bytes: Span<UInt8>, _ at: inout Int, _ end: Int, digits: ClosedRange<Int>
  ) -> Int? {
    var value = 0
    let start = at
    while at < end, bytes[at].isASCIIDigit, at - start < digits.upperBound {
      value = value * 10 + Int(bytes[at] - UInt8(ascii: "0"))
      at += 1
    }
    return at - start < digits.lowerBound ? nil : value
  }
}
