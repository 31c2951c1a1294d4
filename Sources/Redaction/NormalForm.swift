/// One spelling for all spellings of a value, so that keyed tokens of equal values are equal.
enum NormalForm {
  /// Appends the normal form of `value` to `output`.
  ///
  /// Values that are mostly digits (cards, phones, accounts) are their digits; a phone's are those of its
  /// E.164 number where the rule tells the country. Everything else is folded to lower case without white space.
  ///
  /// - Parameter countryCode: what stands before a national number in E.164 (ITU-T E.164 section 6); nil if unknown.
  static func append(
    _ value: Span<UInt8>, entity: String, countryCode: CountryCode?, to output: inout [UInt8]
  ) {
    switch entity {
    case "EMAIL_ADDRESS", "URL", "PERSON", "IP_ADDRESS", "MAC_ADDRESS":
      appendFolded(value, to: &output)
    case "PHONE_NUMBER":
      appendPhone(value, countryCode, to: &output)
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

  /// How a country's national numbers become international ones.
  package struct CountryCode: Sendable {
    var code: [UInt8]
    /// Digits dialled before a national number that are not part of it.
    var trunkPrefix: [UInt8]

    init(_ code: String, trunk: String = "") {
      self.code = Array(code.utf8)
      trunkPrefix = Array(trunk.utf8)
    }

    /// For the national formats that the catalogue knows.
    static let byRegion: [String: CountryCode] = [
      "US": CountryCode("1", trunk: "1"), "CA": CountryCode("1", trunk: "1"),
      "GB": CountryCode("44", trunk: "0"), "DE": CountryCode("49", trunk: "0"),
      "FR": CountryCode("33", trunk: "0"), "ES": CountryCode("34"), "IT": CountryCode("39"),
      "IN": CountryCode("91", trunk: "0"), "AU": CountryCode("61", trunk: "0"),
      "BR": CountryCode("55", trunk: "0"), "JP": CountryCode("81", trunk: "0"),
      "CN": CountryCode("86", trunk: "0"),
    ]
  }

  private static func appendPhone(
    _ value: Span<UInt8>, _ country: CountryCode?, to output: inout [UInt8]
  ) {
    var digits: [UInt8] = []
    appendDigits(value, to: &digits)
    let isInternational = value.count > 0 && value[0] == UInt8(ascii: "+")
    if isInternational {
      output.append(contentsOf: digits)
    } else if digits.starts(with: [UInt8(ascii: "0"), UInt8(ascii: "0")]) {
      output.append(contentsOf: digits.dropFirst(2))
    } else if let country {
      let national =
        !country.trunkPrefix.isEmpty && digits.starts(with: country.trunkPrefix)
        ? digits.dropFirst(country.trunkPrefix.count) : digits[...]
      output.append(contentsOf: country.code)
      output.append(contentsOf: national)
    } else {
      output.append(contentsOf: digits)
    }
  }

  private static func appendDigits(_ value: Span<UInt8>, to output: inout [UInt8]) {
    for index in value.indices where isDigit(value[index]) { output.append(value[index]) }
  }

  private static func appendFolded(_ value: Span<UInt8>, to output: inout [UInt8]) {
    for index in value.indices {
      let byte = value[index]
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { continue }
      output.append(byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
