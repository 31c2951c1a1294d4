import Detection

extension NormalForm {
  /// Appends the digits of the E.164 number, as far as they are known, and those of the extension after an `x`.
  static func appendPhone(
    _ value: Span<UInt8>, _ detail: ValueDetail, to output: inout [UInt8]
  ) {
    let numberEnd = extensionStart(value)
    let digits = dialledDigits(value.extracting(0..<numberEnd))
    let isAnnounced =
      (0..<min(2, numberEnd)).contains { value[$0] == UInt8(ascii: "+") }
    if isAnnounced {
      appendInternational(digits[...], to: &output)
    } else if case .nationalPhone(let plan) = detail {
      output.append(contentsOf: plan.international(digits, isNational: true))
    } else if digits.starts(with: "00".utf8) {
      appendInternational(digits.dropFirst(2), to: &output)
    } else if digits.starts(with: "011".utf8) {
      appendInternational(digits.dropFirst(3), to: &output)
    } else if case .internationalPhone = detail {
      appendInternational(digits[...], to: &output)
    } else {
      output.append(contentsOf: digits)
    }
    if numberEnd < value.count {
      output.append(UInt8(ascii: "x"))
      appendDigits(value.extracting(numberEnd..<value.count), to: &output)
    }
  }

  /// A trunk prefix behind the country's code is not dialled from abroad, though people write it.
  private static func appendInternational(_ digits: ArraySlice<UInt8>, to output: inout [UInt8]) {
    let number = PhonePlan(international: digits)?.international(Array(digits), isNational: false)
    output.append(contentsOf: number ?? Array(digits))
  }

  /// The number's digits without a `(0)` behind others.
  private static func dialledDigits(_ number: Span<UInt8>) -> [UInt8] {
    var digits: [UInt8] = []
    for index in number.indices where isDigit(number[index]) {
      let isTrunkZero =
        number[index] == UInt8(ascii: "0") && !digits.isEmpty && index + 1 < number.count
        && number[index - 1] == UInt8(ascii: "(") && number[index + 1] == UInt8(ascii: ")")
      if !isTrunkZero { digits.append(number[index]) }
    }
    return digits
  }

  /// Where a letter, `#`, `,` or `;` behind a digit begins the extension; the end if none does.
  private static func extensionStart(_ value: Span<UInt8>) -> Int {
    var sawDigit = false
    for index in value.indices {
      let byte = value[index]
      if isDigit(byte) { sawDigit = true }
      let begins =
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "#")
        || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";")
      if sawDigit, begins { return index }
    }
    return value.count
  }
}
