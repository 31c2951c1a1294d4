/// Classes of ASCII bytes, as validators need them.
extension UInt8 {
  var isASCIIDigit: Bool { self &- 0x30 < 10 }
  var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
  var isASCIIAlphanumeric: Bool { isASCIIDigit || isASCIILetter }
  var isASCIIHexDigit: Bool { isASCIIDigit || (self | 0x20) &- 0x61 < 6 }
  /// 0 to 15; nil for what is no hexadecimal digit.
  var hexDigitValue: UInt8? {
    if isASCIIDigit { return self & 0x0F }
    let letter = (self | 0x20) &- 0x61
    return letter < 6 ? letter + 10 : nil
  }
  var isASCIIUppercase: Bool { self &- 0x41 < 26 }
  var isASCIILowercase: Bool { self &- 0x61 < 26 }
  /// A capital's small letter; every other byte itself.
  @inline(__always)
  package var asciiLowercased: UInt8 { isASCIIUppercase ? self | 0x20 : self }
  /// A byte of a character outside ASCII.
  var isNonASCII: Bool { self >= 0x80 }
}
