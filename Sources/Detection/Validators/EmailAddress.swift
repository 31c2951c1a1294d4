/// E-mail addresses: RFC 5321 and RFC 5322, with the internationalised ones of RFC 6531.
enum EmailAddress {
  /// Takes the address around the `@` that a match begins with or holds: the local part before it, which may
  /// reach back before the match, and the domain up to the last label that can be a top-level one.
  ///
  /// An address that is none by the letter is doubted, so that it counts only beside a word for mail: dots in a row or
  /// before the local part, a domain of a network of one's own, an underscore in a name that is registered, an IP
  /// address without brackets. A top-level domain that nobody has is doubted less, unless the address is one word
  /// twice (`none@none.abc`), as those write who have none to give. Not refused is a local part of more than 64 octets: leaving
  /// one in the text is the worse mistake. `@jane@example.com`, as on Mastodon, tells who a person is like an
  /// address does; `git@example.com:team/project` is a place.
  static func check(_ text: Span<UInt8>, _ match: Range<Int>) -> Verdict? {
    guard let at = lastAt(text, match), at + 1 < match.upperBound else { return nil }
    // A quoted local part has been read by the rule's expression.
    let isQuoted = at > match.lowerBound && text[at - 1] == UInt8(ascii: "\"")
    guard let local = isQuoted ? match.lowerBound..<at : EmailLocalPart.before(at, in: text)
    else { return nil }
    if text[at + 1] == UInt8(ascii: "[") {
      guard text[match.upperBound - 1] == UInt8(ascii: "]") else { return nil }
      return Verdict(range: local.lowerBound..<match.upperBound)
    }
    guard let domain = EmailDomain(text, (at + 1)..<match.upperBound) else {
      let address = IPv4Address.parse(text, (at + 1)..<match.upperBound)
      return address.map { Verdict(range: local.lowerBound..<$0.end, adjustment: -0.75) }
    }
    guard !isRemote(text, local, domain.end) else { return nil }
    var doubt = isQuoted ? 0 : EmailLocalPart.doubt(text, local)
    if domain.doubt < -0.4, repeats(text, local, at + 1) { doubt = -0.85 }
    return Verdict(range: local.lowerBound..<domain.end, adjustment: min(doubt, domain.doubt))
  }

  /// Whether the first label of the domain is the local part again.
  private static func repeats(_ text: Span<UInt8>, _ local: Range<Int>, _ domain: Int) -> Bool {
    let end = domain + local.count
    return end < text.count && text[end] == UInt8(ascii: ".")
      && zip(local, domain..<end).allSatisfy { text[$0] | 0x20 == text[$1] | 0x20 }
  }

  /// `git@example.com:team/project` and `ssh://git@example.com/team`, as git writes where a repository is.
  private static func isRemote(_ text: Span<UInt8>, _ local: Range<Int>, _ end: Int) -> Bool {
    let start = local.lowerBound
    return local.count == 3 && text[start] == UInt8(ascii: "g")
      && text[start + 1] == UInt8(ascii: "i") && text[start + 2] == UInt8(ascii: "t")
      && (end + 1 < text.count && text[end] == UInt8(ascii: ":") && text[end + 1] > 0x20
        || start > 1 && text[start - 1] == UInt8(ascii: "/")
          && text[start - 2] == UInt8(ascii: "/"))
  }

  private static func lastAt(_ text: Span<UInt8>, _ match: Range<Int>) -> Int? {
    var index = match.upperBound - 1
    while index >= match.lowerBound {
      if text[index] == UInt8(ascii: "@") { return index }
      index -= 1
    }
    return nil
  }
}
