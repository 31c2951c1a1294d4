/// Check characters after ISO/IEC 7064.
enum ISO7064 {
  /// MOD 97-10 over letters (A is 10) and digits: the number they make leaves 1.
  ///
  /// - Parameter first: the position to begin at; what stands before it comes last, as in an IBAN.
  static func isMod97(_ text: IdentifierText, rotatedBy first: Int = 0) -> Bool {
    var remainder = 0
    for index in 0..<text.count {
      let value = text.value((index + first) % text.count)
      remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
    }
    return remainder == 1
  }

  /// MOD 11,10 over digits, the last of which is the check digit.
  static func isMod11And10(_ text: IdentifierText) -> Bool {
    var product = 10
    for index in 0..<text.count - 1 {
      var sum = (text.value(index) + product) % 10
      if sum == 0 { sum = 10 }
      product = sum * 2 % 11
    }
    return (11 - product) % 10 == text.value(text.count - 1)
  }

  /// MOD 11-2 over digits, the last of which may be X for 10.
  static func isMod11And2(_ text: IdentifierText) -> Bool {
    var sum = 0
    for index in 0..<text.count - 1 { sum = (sum + text.value(index)) * 2 % 11 }
    let last = text[text.count - 1]
    let check = last == UInt8(ascii: "X") ? 10 : text.value(text.count - 1)
    return (sum + check) % 11 == 1
  }
}
