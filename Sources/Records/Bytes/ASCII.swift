extension UInt8 {
  var isASCIIDigit: Bool { self &- 0x30 < 10 }
}
