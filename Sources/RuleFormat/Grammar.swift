/// What names in rule files may look like.
enum Grammar {
  /// Lower-case letters, digits and single hyphens between them: `phone-north-america`.
  static func isName(_ text: some StringProtocol) -> Bool {
    text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { isLower($0) || isDigit($0) }
    }
  }

  /// The family, a slash, and a name.
  static func isID(_ text: String, family: String) -> Bool {
    guard text.hasPrefix(family + "/") else { return false }
    return isName(text.dropFirst(family.count + 1))
  }

  /// A capital, then capitals, digits and underscores.
  static func isEntity(_ text: String) -> Bool {
    guard let first = text.utf8.first, isUpper(first) else { return false }
    return text.utf8.allSatisfy { isUpper($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
  }

  /// Two capitals, as ISO 3166-1 alpha-2 codes are.
  static func isRegion(_ text: String) -> Bool {
    text.utf8.count == 2 && text.utf8.allSatisfy(isUpper)
  }

  private static func isLower(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }
  private static func isUpper(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }
  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
