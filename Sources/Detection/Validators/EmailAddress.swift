/// E-mail addresses: RFC 5321 and RFC 5322, with the internationalised ones of RFC 6531.
enum EmailAddress {
  /// The longest domain, in octets: RFC 5321 section 4.5.3.1.2.
  private static let longestDomain = 255
  /// The longest label, in octets: RFC 1035 section 2.3.4.
  private static let longestLabel = 63

  /// Takes the address up to the last label of its domain that can be a top-level one.
  ///
  /// Dots in a row in the local part, or at its end, are not refused although RFC 5322 forbids
  /// them: some providers hand out such addresses, and leaving one in the text is the worse
  /// mistake. Nor is a local part of more than 64 octets.
  static func check(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard let at = lastAt(text, match), at > match.lowerBound, at + 1 < match.upperBound
    else { return nil }
    if text[at + 1] == UInt8(ascii: "[") {
      return text[match.upperBound - 1] == UInt8(ascii: "]") ? Verdict(range: match) : nil
    }
    guard let (end, adjustment) = domainEnd(text, (at + 1)..<match.upperBound) else { return nil }
    if isRemote(text, match.lowerBound..<at, end) { return nil }
    return Verdict(range: match.lowerBound..<end, adjustment: adjustment)
  }

  /// `git@example.com:team/project`, as ssh and git write where a repository is.
  private static func isRemote(_ text: Span<UInt8>, _ local: Range<Int>, _ end: Int) -> Bool {
    let start = local.lowerBound
    return local.count == 3 && text[start] == UInt8(ascii: "g")
      && text[start + 1] == UInt8(ascii: "i") && text[start + 2] == UInt8(ascii: "t")
      && end + 1 < text.count && text[end] == UInt8(ascii: ":") && text[end + 1] > 0x20
  }

  private static func lastAt(_ text: Span<UInt8>, _ match: Range<Int>) -> Int? {
    var index = match.upperBound - 1
    while index >= match.lowerBound {
      if text[index] == UInt8(ascii: "@") { return index }
      index -= 1
    }
    return nil
  }

  /// The end of the longest run of labels whose last can be a top-level domain.
  ///
  /// A word that is glued to the domain by a full stop cannot be told from a label and stays.
  private static func domainEnd(
    _ text: Span<UInt8>, _ range: Range<Int>
  ) -> (end: Int, adjustment: Float)? {
    var best: (Int, Float)?
    var start = range.lowerBound
    var labels = 0
    while start < range.upperBound {
      var end = start
      while end < range.upperBound, text[end] != UInt8(ascii: ".") { end += 1 }
      // A hyphen that ends a label is the sentence's, not the domain's.
      var labelEnd = end
      while labelEnd > start, text[labelEnd - 1] == UInt8(ascii: "-") { labelEnd -= 1 }
      guard labelEnd > start, labelEnd - start <= longestLabel,
        text[start] != UInt8(ascii: "-"), labelEnd - range.lowerBound <= longestDomain
      else { break }
      labels += 1
      let topEnd = firstUnderscore(text, start..<labelEnd)
      if labels >= 2, let adjustment = topLevel(text, start..<topEnd) {
        best = (topEnd, adjustment)
      }
      guard labelEnd == end else { break }
      start = end + 1
    }
    return best
  }

  /// Underscores, which some host names hold, are in no top-level domain: there they are mark-up.
  private static func firstUnderscore(_ text: Span<UInt8>, _ label: Range<Int>) -> Int {
    for index in label where text[index] == UInt8(ascii: "_") { return index }
    return label.upperBound
  }

  /// How a label does as a top-level domain: alphabetic (RFC 3696 section 2) or `xn--`.
  ///
  /// Letters with digits after them, as in `example.com2`, are letters that lost a space.
  private static func topLevel(_ text: Span<UInt8>, _ label: Range<Int>) -> Float? {
    guard label.count >= 2 else { return nil }
    if label.count > 4, text[label.lowerBound] | 0x20 == UInt8(ascii: "x"),
      text[label.lowerBound + 1] | 0x20 == UInt8(ascii: "n"),
      text[label.lowerBound + 2] == UInt8(ascii: "-"),
      text[label.lowerBound + 3] == UInt8(ascii: "-")
    {
      return 0
    }
    var letters = 0
    for index in label {
      guard text[index].isASCIILetter || text[index].isNonASCII else { break }
      letters += 1
    }
    if letters == label.count { return 0 }
    return letters >= 2 ? -0.3 : nil
  }
}
