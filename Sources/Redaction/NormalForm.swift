import Detection

/// One spelling for all spellings of a value, so that keyed tokens of equal values are equal.
enum NormalForm {
  /// Appends the normal form of `value` to `output`.
  ///
  /// Values that are mostly digits (cards, phones, accounts) are their digits; a phone's are those of its
  /// E.164 number where the rule tells the country. IP addresses are their sixteen bytes. Everything else is
  /// folded to lower case without white space.
  ///
  /// - Parameter detail: what its check learnt about the value; it tells a phone's country.
  static func append(
    _ value: Span<UInt8>, entity: String, detail: ValueDetail, to output: inout [UInt8]
  ) {
    switch entity {
    case "EMAIL_ADDRESS", "URL", "PERSON", "MAC_ADDRESS":
      appendFolded(value, to: &output)
    case "IP_ADDRESS":
      appendAddress(value, to: &output)
    case "PHONE_NUMBER":
      appendPhone(value, detail, to: &output)
    default:
      var digits = 0
      var letters = 0
      for index in value.indices {
        if isDigit(value[index]) { digits += 1 }
        if (value[index] | 0x20) &- UInt8(ascii: "a") < 26 || value[index] >= 0x80 { letters += 1 }
      }
      if letters == 0, digits > 0 {
        appendDigits(value, to: &output)
      } else {
        appendFolded(value, to: &output)
      }
    }
  }

  static func appendDigits(_ value: Span<UInt8>, to output: inout [UInt8]) {
    for index in value.indices where isDigit(value[index]) { output.append(value[index]) }
  }

  static func appendFolded(_ value: Span<UInt8>, to output: inout [UInt8]) {
    for index in value.indices {
      let byte = value[index]
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { continue }
      output.append(byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte)
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
