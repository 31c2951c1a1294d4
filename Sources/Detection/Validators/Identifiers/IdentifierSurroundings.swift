/// What stands around a run of characters and says that it is a part of something else.
enum IdentifierSurroundings {
  /// What is added to the score of an identifier in a range; nil where it can be none.
  ///
  /// One random number in ten passes the usual check digit, so every sign of another meaning counts.
  static func adjustment(_ text: Span<UInt8>, _ range: Range<Int>, isBare: Bool) -> Float? {
    let (start, end) = (range.lowerBound, range.upperBound)
    if TokenShape.touchesAlphanumeric(text, range) || TokenShape.isDecimal(text, before: start)
      || TokenShape.followsCurrency(text, start) || TokenShape.isInUUID(text, range)
    {
      return nil
    }
    if isBare, TokenShape.isDecimal(text, after: end) { return nil }
    if end < text.count, text[end] == UInt8(ascii: "%") { return nil }
    var adjustment: Float = 0
    if TokenShape.isInIdentifier(text, range) || TokenShape.isInURLPath(text, start) {
      adjustment -= 0.3
    }
    if continuesDigits(text, start) || isContinuedByDigits(text, end) { adjustment -= 0.3 }
    if start > 0, text[start - 1] == UInt8(ascii: "#") { adjustment -= 0.2 }
    return adjustment
  }

  /// A digit and one separator before: the identifier would be the end of a longer number.
  private static func continuesDigits(_ text: Span<UInt8>, _ start: Int) -> Bool {
    start >= 2 && text[start - 2].isASCIIDigit && joins(text[start - 1])
  }

  /// The same behind.
  private static func isContinuedByDigits(_ text: Span<UInt8>, _ end: Int) -> Bool {
    end + 1 < text.count && text[end + 1].isASCIIDigit && joins(text[end])
  }

  private static func joins(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"),
      UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "*"):
      true
    default: false
    }
  }
}
