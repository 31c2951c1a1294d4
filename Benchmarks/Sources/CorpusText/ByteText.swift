extension [UInt8] {
  mutating func append(_ text: String) { self += text.utf8 }

  /// Appends a number in decimal digits, with zeros before it up to `width`.
  mutating func append(number: Int, width: Int = 1) {
    var divisor = 1
    var digits = 1
    while number / divisor >= 10 || digits < width {
      divisor *= 10
      digits += 1
    }
    while divisor > 0 {
      append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }
}
