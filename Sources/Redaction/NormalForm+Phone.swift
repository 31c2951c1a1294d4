extension NormalForm {
  /// How a country's national numbers become international ones.
  struct CountryCode: Sendable {
    var code: [UInt8]
    /// Digits dialled before a national number that are not part of it.
    var trunkPrefix: [UInt8]
    /// Digits of the longest national number, the trunk prefix aside; 0 where none is written without it.
    ///
    /// A longer one that begins with the country's code has it in front.
    var longest: Int

    init(_ code: String, trunk: String = "", longest: Int = 0) {
      self.code = Array(code.utf8)
      trunkPrefix = Array(trunk.utf8)
      self.longest = longest
    }

    /// For the national formats that the catalogue knows.
    static let byRegion: [String: CountryCode] = [
      "US": CountryCode("1", trunk: "1", longest: 10),
      "CA": CountryCode("1", trunk: "1", longest: 10),
      "GB": CountryCode("44", trunk: "0"), "DE": CountryCode("49", trunk: "0"),
      "FR": CountryCode("33", trunk: "0"), "ES": CountryCode("34", longest: 9),
      "IT": CountryCode("39", longest: 11), "IN": CountryCode("91", trunk: "0", longest: 11),
      "AU": CountryCode("61", trunk: "0", longest: 10),
      "BR": CountryCode("55", trunk: "0", longest: 11), "JP": CountryCode("81", trunk: "0"),
      "CN": CountryCode("86", trunk: "0", longest: 11),
    ]
  }

  /// Appends the digits of the E.164 number, as far as they are known, and those of the extension after an `x`.
  static func appendPhone(
    _ value: Span<UInt8>, _ country: CountryCode?, to output: inout [UInt8]
  ) {
    let numberEnd = extensionStart(value)
    let digits = dialledDigits(value.extracting(0..<numberEnd))
    let isAnnounced =
      (0..<min(2, numberEnd)).contains { value[$0] == UInt8(ascii: "+") }
    if isAnnounced {
      appendInternational(digits[...], to: &output)
    } else if let country {
      appendNational(digits, country, to: &output)
    } else if digits.starts(with: "00".utf8) {
      appendInternational(digits.dropFirst(2), to: &output)
    } else if digits.starts(with: "011".utf8) {
      appendInternational(digits.dropFirst(3), to: &output)
    } else {
      output.append(contentsOf: digits)
    }
    if numberEnd < value.count {
      output.append(UInt8(ascii: "x"))
      appendDigits(value.extracting(numberEnd..<value.count), to: &output)
    }
  }

  private static func appendNational(
    _ digits: [UInt8], _ country: CountryCode, to output: inout [UInt8]
  ) {
    output.append(contentsOf: country.code)
    if !country.trunkPrefix.isEmpty, digits.starts(with: country.trunkPrefix) {
      output.append(contentsOf: digits.dropFirst(country.trunkPrefix.count))
    } else if digits.count > country.longest, digits.starts(with: country.code) {
      output.append(contentsOf: digits.dropFirst(country.code.count))
    } else {
      output.append(contentsOf: digits)
    }
  }

  /// A trunk zero behind the country's code is not dialled from abroad, though people write it.
  private static func appendInternational(_ digits: ArraySlice<UInt8>, to output: inout [UInt8]) {
    for country in CountryCode.byRegion.values
    where country.trunkPrefix.elementsEqual("0".utf8) && digits.starts(with: country.code) {
      let national = digits.dropFirst(country.code.count)
      guard national.first == UInt8(ascii: "0") else { break }
      output.append(contentsOf: country.code)
      output.append(contentsOf: national.dropFirst())
      return
    }
    output.append(contentsOf: digits)
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
