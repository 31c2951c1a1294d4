import Records

/// What stands behind `password:` and `api_key=`: only some of it is a secret.
enum SecretValue {
  /// Takes a password: a letter and a digit or sign, no placeholder, no type, no code.
  ///
  /// A password of letters alone cannot be told from `password: required`; it is found where a member is called password.
  static func checkPassword(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard let value = trimmed(text, match), value.count >= 6 else { return nil }
    let mix = CharacterMix(text, value)
    guard mix.digits > 0 || mix.others > 0, mix.capitals + mix.smallLetters > 0,
      !isCode(text, value), !Placeholder.isPlaceholder(text, value)
    else { return nil }
    // Words with hyphens, underscores or dots between them are names of things.
    if mix.digits == 0, hasOnlyWordSeparators(text, value) { return nil }
    return Verdict(range: value)
  }

  /// Takes the whole value of a member that is called password, whatever it is made of.
  static func checkPasswordMember(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard match.count >= 4, !isCode(text, match), !Placeholder.isPlaceholder(text, match),
      !kinds.contains(where: { isWord($0, text, match) })
    else { return nil }
    return Verdict(range: match)
  }

  /// Takes a key or token without a vendor's form: long, of characters that vary as random ones do.
  ///
  /// A UUID names things far more often than it opens them.
  static func checkKey(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard let value = trimmed(text, match), value.count >= 16, !isCode(text, value),
      LeafShape.of(text, value.lowerBound, value.upperBound) == .other,
      !Placeholder.isPlaceholder(text, value), SecretToken.isRandom(text, value)
    else { return nil }
    let mix = CharacterMix(text, value)
    // Without capitals or many digits it is a path, a slug or a sentence.
    guard mix.digits * 8 >= value.count || (mix.isThorough && mix.others * 6 <= value.count) else {
      return nil
    }
    return Verdict(range: value)
  }

  /// A value without the sentence's punctuation behind it.
  private static func trimmed(_ text: Span<UInt8>, _ match: Range<Int>) -> Range<Int>? {
    var end = match.upperBound
    while end > match.lowerBound, ends(text[end - 1]) { end -= 1 }
    return end > match.lowerBound ? match.lowerBound..<end : nil
  }

  private static func ends(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
      UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "'"),
      UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "\\"):
      true
    default: false
    }
  }

  /// Variables, calls, templates and paths to members.
  private static func isCode(_ text: Span<UInt8>, _ value: Range<Int>) -> Bool {
    switch text[value.lowerBound] {
    case UInt8(ascii: "$"), UInt8(ascii: "<"), UInt8(ascii: "{"), UInt8(ascii: "("),
      UInt8(ascii: "["), UInt8(ascii: "%"), UInt8(ascii: "/"), UInt8(ascii: "*"), UInt8(ascii: "&"):
      return true
    default: break
    }
    var position = value.lowerBound
    while position < value.upperBound {
      let byte = text[position]
      if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "{") {
        return true
      }
      if byte == UInt8(ascii: "["), position > value.lowerBound, text[position - 1].isASCIILetter {
        return true
      }
      if byte == UInt8(ascii: "."), isMember(text, value, position) { return true }
      position += 1
    }
    return false
  }

  /// `config.password`: small letters around a dot.
  private static func isMember(
    _ text: Span<UInt8>, _ value: Range<Int>, _ dot: Int
  ) -> Bool {
    guard dot - value.lowerBound >= 2, value.upperBound - dot >= 3 else { return false }
    return (1...2).allSatisfy {
      text[dot - $0].isASCIILetter && text[dot + $0].isASCIILetter
    }
      && (value.lowerBound..<dot).allSatisfy {
        text[$0].isASCIILetter || text[$0] == UInt8(ascii: "_") || text[$0] == UInt8(ascii: ".")
      }
  }

  private static func hasOnlyWordSeparators(_ text: Span<UInt8>, _ value: Range<Int>) -> Bool {
    value.allSatisfy { position in
      switch text[position] {
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "'"),
        UInt8(ascii: "/"), UInt8(ascii: ","), UInt8(ascii: "?"), UInt8(ascii: "="):
        true
      default: text[position].isASCIILetter || text[position].isNonASCII
      }
    }
  }

  /// What schemas, forms and logs have where the password would be.
  private static let kinds: [StaticString] = [
    "string", "text", "password", "required", "true", "false", "null", "none", "invalid", "missing",
    "secret", "unset", "empty", "optional", "unknown", "boolean", "number", "default",
    "correct", "incorrect", "wrong", "expired", "enabled", "disabled", "changed", "reset", "blank",
  ]

  private static func isWord(
    _ word: StaticString, _ text: Span<UInt8>, _ value: Range<Int>
  ) -> Bool {
    word.utf8CodeUnitCount == value.count
      && zip(value, word.description.utf8).allSatisfy { text[$0] | 0x20 == $1 }
  }
}
