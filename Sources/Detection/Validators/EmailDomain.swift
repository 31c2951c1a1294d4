/// The domain of an address: RFC 1035 section 2.3.1, with a top-level domain that somebody has.
struct EmailDomain {
  /// The longest domain, in octets: RFC 5321 section 4.5.3.1.2.
  private static let longest = 255
  /// The longest label, in octets: RFC 1035 section 2.3.4. A longer one is a doubt.
  private static let longestLabel = 63
  /// The longest top-level domain there is, in octets: `xn--vermgensberatung-pwb`.
  private static let longestName = 24

  /// One past the last byte.
  private(set) var end: Int
  /// Below zero for what is hardly a domain.
  private(set) var doubt: Float

  /// The longest run of labels at the front of a range whose last can be a top-level domain; nil if there is none.
  ///
  /// A word that is glued to the domain by a full stop, and is no top-level domain, is not taken.
  init?(_ text: Span<UInt8>, _ range: Range<Int>) {
    var best: (end: Int, doubt: Float)?
    var start = range.lowerBound
    var labels = 0
    var hasUnderscore = false
    var isOverlong = false
    while start < range.upperBound {
      var end = start
      while end < range.upperBound, text[end] != UInt8(ascii: ".") { end += 1 }
      // A hyphen that ends a label is the sentence's, not the domain's.
      var labelEnd = end
      while labelEnd > start, text[labelEnd - 1] == UInt8(ascii: "-") { labelEnd -= 1 }
      guard labelEnd > start, text[start] != UInt8(ascii: "-"),
        labelEnd - range.lowerBound <= Self.longest
      else { break }
      isOverlong = isOverlong || labelEnd - start > Self.longestLabel
      labels += 1
      if labels >= 2, let top = Self.topLevel(text, start..<labelEnd) {
        // Registries sell no names with underscores; hosts below them may have some.
        let doubt = min(top.doubt, hasUnderscore ? -0.6 : isOverlong ? -0.3 : 0)
        if doubt >= (best?.doubt ?? -1) || doubt > -0.4 { best = (top.end, doubt) }
      }
      hasUnderscore = (start..<labelEnd).contains { text[$0] == UInt8(ascii: "_") }
      guard labelEnd == end else { break }
      start = end + 1
    }
    guard let best else { return nil }
    (end, doubt) = best
  }

  /// How a label does as a top-level domain and where it ends; nil if it can't be one (RFC 3696 section 2).
  private static func topLevel(
    _ text: Span<UInt8>, _ label: Range<Int>
  ) -> (end: Int, doubt: Float)? {
    guard label.count >= 2 else { return nil }
    switch TopLevelDomain(text, label) {
    case .assigned: return (label.upperBound, 0)
    case .privateUse: return (label.upperBound, -0.6)
    case .unknown: break
    }
    // Writing without spaces goes on behind the name: `com谢谢`, `公司谢谢`.
    if label.contains(where: { text[$0].isNonASCII }) {
      let end = TopLevelDomain.longestPrefix(text, label)
      return end.map { ($0, 0) } ?? (label.upperBound, -0.3)
    }
    var letters = label.lowerBound
    while letters < label.upperBound, text[letters].isASCIILetter { letters += 1 }
    let name = label.lowerBound..<letters
    guard name.count >= 2 else { return nil }
    let isAssigned = if case .assigned = TopLevelDomain(text, name) { true } else { false }
    if isAssigned, letters < label.upperBound {
      // An underscore is mark-up or joins another field, unless a lone letter behind it makes a slip of the pen.
      if text[letters] == UInt8(ascii: "_") {
        return (letters, label.upperBound - letters == 2 ? -0.85 : 0)
      }
      // Letters with digits after them, as in `example.com2`, are letters that lost a space.
      return (text[letters].isASCIIDigit ? label.upperBound : letters, -0.3)
    }
    return (label.upperBound, letters == label.upperBound ? doubt(text, label) : -0.85)
  }

  /// How unlikely letters are as a top-level domain that nobody has.
  ///
  /// `jane@example.con` is somebody's address with a slip in it, and tells as much. A name that ends as files and
  /// units of programs do is none, and a capital after a full stop begins a sentence.
  private static func doubt(_ text: Span<UInt8>, _ label: Range<Int>) -> Float {
    guard label.count <= longestName, !FileEnding.isOne(text, label) else {
      return -0.85
    }
    let mix = CharacterMix(text, label)
    return mix.capitals == 0 || mix.smallLetters == 0 ? -0.45 : -0.75
  }
}
