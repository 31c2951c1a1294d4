/// Markup in a cue's text: `<v Name>`, `<c.loud>`, `<i>`, `</i>`, `<00:00:01.500>`.
///
/// Only what WebVTT (section 4.2.2) and SubRip know is markup. Anything else in angle brackets is text and read as such.
struct CaptionTag {
  /// Behind its closing bracket.
  var end: Int
  /// What stands in it beside its name: classes, annotation. It may hold anything, so it is read too.
  var rest: Range<Int>
  /// Whose voice follows, if this says so: the annotation of a `v` tag.
  var voice: Range<Int>?

  private static let names = ["v", "c", "i", "b", "u", "lang", "ruby", "rt", "font"].map {
    Array($0.utf8)
  }

  /// Reads the tag whose `<` stands at `start`; nil when there is none before `limit`.
  init?(_ bytes: Span<UInt8>, at start: Int, limit: Int) {
    var close = start + 1
    while close < limit, bytes[close] != UInt8(ascii: ">") {
      if bytes[close] == UInt8(ascii: "\n") || bytes[close] == UInt8(ascii: "<") { return nil }
      close += 1
    }
    guard close < limit else { return nil }
    end = close + 1
    rest = close..<close

    var at = start + 1
    if CaptionTiming.time(bytes, &at, close) != nil, at == close { return }

    at = start + 1
    let isClosing = at < close && bytes[at] == UInt8(ascii: "/")
    if isClosing { at += 1 }
    let nameStart = at
    while at < close, (bytes[at] | 0x20) &- 0x61 < 26 { at += 1 }
    let name = nameStart..<at
    guard
      Self.names.contains(where: { known in
        known.count == name.count
          && known.indices.allSatisfy { bytes[name.lowerBound + $0] | 0x20 == known[$0] }
      })
    else { return nil }
    if at < close {
      let next = bytes[at]
      guard next == UInt8(ascii: ".") || next == 0x20 || next == 0x09 else { return nil }
      rest = at..<close
    }
    if name.count == 1, bytes[name.lowerBound] | 0x20 == UInt8(ascii: "v"), !isClosing {
      var annotation = at
      while annotation < close, bytes[annotation] != 0x20, bytes[annotation] != 0x09 {
        annotation += 1
      }
      while annotation < close, bytes[annotation] == 0x20 || bytes[annotation] == 0x09 {
        annotation += 1
      }
      if annotation < close { voice = annotation..<close }
    }
  }
}
