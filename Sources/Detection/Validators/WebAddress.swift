import Records

/// URLs as they stand in running text: where they end, and whether something in them opens a door.
enum WebAddress {
  /// Takes a URL without the sentence's punctuation behind it.
  static func check(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    let end = trimmedEnd(text, match)
    return end > match.lowerBound ? Verdict(range: match.lowerBound..<end) : nil
  }

  /// Takes a URL whose password is one: not `password`, not a variable.
  static func checkCredentials(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard let verdict = check(text, match), let password = password(text, verdict.range),
      !Placeholder.isPlaceholder(text, password),
      !placeholders.contains(where: { isWord($0, text, password) })
    else { return nil }
    return verdict
  }

  /// Takes a URL with a parameter that looks drawn at random.
  static func checkParameters(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard let verdict = check(text, match) else { return nil }
    let found = pieces(text, verdict.range, separators: parameterSeparators) { piece in
      guard let equals = piece.first(where: { text[$0] == UInt8(ascii: "=") }) else { return false }
      return isCode(text, equals + 1..<piece.upperBound, least: 8)
    }
    return found ? verdict : nil
  }

  /// Takes a URL with a part of its path that looks drawn at random.
  static func checkPath(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard let verdict = check(text, match) else { return nil }
    let found = pieces(text, verdict.range, separators: pathSeparators) { piece in
      LeafShape.of(text, piece.lowerBound, piece.upperBound) == .uuid
        || (!isSlug(text, piece) && isCode(text, piece, least: 16))
    }
    return found ? verdict : nil
  }

  private static let parameterSeparators: [UInt8] = Array("?&#;".utf8)
  private static let pathSeparators: [UInt8] = Array("/?&#=:".utf8)

  private static let placeholders: [StaticString] = [
    "pass", "password", "passwd", "pwd", "secret", "pw", "xxx", "pass123",
  ]

  /// Whether any stretch between separators passes.
  private static func pieces(
    _ text: Span<UInt8>, _ range: Range<Int>, separators: [UInt8],
    _ passes: (Range<Int>) -> Bool
  ) -> Bool {
    var start = range.lowerBound
    for position in range where separators.contains(text[position]) {
      if passes(start..<position) { return true }
      start = position + 1
    }
    return passes(start..<range.upperBound)
  }

  private static func isCode(_ text: Span<UInt8>, _ piece: Range<Int>, least: Int) -> Bool {
    guard piece.count >= least, !Placeholder.isPlaceholder(text, piece),
      SecretToken.isRandom(text, piece)
    else { return false }
    let mix = CharacterMix(text, piece)
    return mix.digits * 8 >= piece.count || mix.isThorough
  }

  /// Words with hyphens or underscores between them, perhaps a date or a number among them.
  private static func isSlug(_ text: Span<UInt8>, _ piece: Range<Int>) -> Bool {
    let joints = piece.count { text[$0] == UInt8(ascii: "-") || text[$0] == UInt8(ascii: "_") }
    let mix = CharacterMix(text, piece)
    return joints >= 2 && mix.smallLetters > mix.digits && mix.capitals * 4 < mix.smallLetters
  }

  /// What stands between the colon behind the user and the at sign.
  private static func password(_ text: Span<UInt8>, _ url: Range<Int>) -> Range<Int>? {
    guard let slashes = url.first(where: { text[$0] == UInt8(ascii: "/") }),
      slashes + 2 < url.upperBound,
      let at = url.first(where: { text[$0] == UInt8(ascii: "@") }),
      let colon = (slashes..<at).first(where: { text[$0] == UInt8(ascii: ":") }), colon + 1 < at
    else { return nil }
    return colon + 1..<at
  }

  private static func isWord(
    _ word: StaticString, _ text: Span<UInt8>, _ range: Range<Int>
  ) -> Bool {
    word.utf8CodeUnitCount == range.count
      && zip(range, word.description.utf8).allSatisfy { text[$0] | 0x20 == $1 }
  }

  /// A bracket that closes one outside the URL is the sentence's, as are full stops and commas at the end.
  private static func trimmedEnd(_ text: Span<UInt8>, _ match: Range<Int>) -> Int {
    var end = match.upperBound
    while end > match.lowerBound {
      switch text[end - 1] {
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
        UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "|"):
        end -= 1
      case UInt8(ascii: ")"):
        guard !balances(UInt8(ascii: "("), UInt8(ascii: ")"), text, match.lowerBound..<end) else {
          return end
        }
        end -= 1
      case UInt8(ascii: "]"):
        guard !balances(UInt8(ascii: "["), UInt8(ascii: "]"), text, match.lowerBound..<end) else {
          return end
        }
        end -= 1
      case UInt8(ascii: "}"):
        guard !balances(UInt8(ascii: "{"), UInt8(ascii: "}"), text, match.lowerBound..<end) else {
          return end
        }
        end -= 1
      default: return end
      }
    }
    return end
  }

  private static func balances(
    _ open: UInt8, _ close: UInt8, _ text: Span<UInt8>, _ range: Range<Int>
  ) -> Bool {
    range.count { text[$0] == open } >= range.count { text[$0] == close }
  }
}
