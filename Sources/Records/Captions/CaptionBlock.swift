/// Lines of a caption file between two empty ones.
package struct CaptionBlock: Sendable {
  package enum Kind: Equatable, Sendable {
    /// The signature `WEBVTT` and what the file says of itself.
    case header
    /// `NOTE`, `STYLE` or `REGION` of WebVTT.
    case comment
    case cue(CaptionTiming)
    /// None of these.
    case broken
  }

  package var kind = Kind.broken
  /// Lines of the chunk before it.
  package var line: Int
  /// From its first byte to the end of its last line, which is left out.
  package var start: Int
  package var end: Int
  /// A cue's name, its line's end excluded; empty when it has none.
  package var name = 0..<0
  /// The lines that are read: a cue's payload, all of a comment, a header without its signature.
  package var text = 0..<0
  /// Lines of the chunk before ``text``.
  package var textLine = 0

  /// The block that begins at or behind `at`; nil when only empty lines are left. Moves `at` and `line` behind it.
  ///
  /// - Parameter isFirst: nothing but empty lines was before it in the source.
  package init?(
    _ bytes: Span<UInt8>, _ at: inout Int, _ line: inout Int, form: InputForm, isFirst: Bool
  ) {
    while at < bytes.count, Self.lineEnd(bytes, at).content == at {
      at = Self.lineEnd(bytes, at).next
      line += 1
    }
    guard at < bytes.count else { return nil }
    start = at
    end = at
    self.line = line
    var lines: [Range<Int>] = []
    while at < bytes.count {
      let ends = Self.lineEnd(bytes, at)
      if ends.content == at { break }
      lines.append(at..<ends.content)
      end = ends.content
      at = ends.next
      line += 1
    }
    classify(bytes, lines, form, isFirst)
  }

  private mutating func classify(
    _ bytes: Span<UInt8>, _ lines: [Range<Int>], _ form: InputForm, _ isFirst: Bool
  ) {
    let all = lines[0].lowerBound..<lines[lines.count - 1].upperBound
    if form == .webVTT {
      if isFirst {
        guard Self.isSignature(bytes, start, all.upperBound), !Self.hold(bytes, lines[...], form)
        else {
          return
        }
        kind = .header
        text = start + Self.signature.count..<all.upperBound
        textLine = line
        return
      }
      // Section 6.1: with an arrow it is a cue that has the word for its name.
      if Self.commentWords.contains(where: { Self.isWord($0, bytes, lines[0]) }),
        !Self.hold(bytes, lines[...], form)
      {
        kind = .comment
        text = all
        textLine = line
        return
      }
    }
    for (number, candidate) in lines.prefix(2).enumerated() {
      guard
        let timing = CaptionTiming(
          bytes, from: candidate.lowerBound, upTo: candidate.upperBound)
      else { continue }
      let payload = lines[(number + 1)...]
      // A timing line among the words is another cue, whose empty line before it is missing.
      guard !Self.hold(bytes, payload, form) else { return }
      kind = .cue(timing)
      if number == 1 { name = lines[0] }
      if let first = payload.first { text = first.lowerBound..<all.upperBound }
      textLine = line + number + 1
      return
    }
  }

  /// Whether one of the lines is a timing line, or could be one when something else in it is replaced.
  ///
  /// In WebVTT an arrow is never text (section 4.1); in SubRip, of which nobody says so, one between digits is not.
  private static func hold(
    _ bytes: Span<UInt8>, _ lines: ArraySlice<Range<Int>>, _ form: InputForm
  ) -> Bool {
    lines.contains { line in
      line.dropLast(2).contains { at in
        bytes[at] == UInt8(ascii: "-") && bytes[at + 1] == UInt8(ascii: "-")
          && bytes[at + 2] == UInt8(ascii: ">")
          && (form == .webVTT || isBetweenDigits(bytes, at..<at + 3, within: line))
      }
    }
  }

  /// Whether digits stand on both sides of a stretch of a line, blanks left out.
  private static func isBetweenDigits(
    _ bytes: Span<UInt8>, _ stretch: Range<Int>, within line: Range<Int>
  ) -> Bool {
    func isBlank(_ at: Int) -> Bool { bytes[at] == 0x20 || bytes[at] == 0x09 }
    let before = (line.lowerBound..<stretch.lowerBound).last { !isBlank($0) }
    let behind = (stretch.upperBound..<line.upperBound).first { !isBlank($0) }
    guard let before, let behind else { return false }
    return bytes[before].isASCIIDigit && bytes[behind].isASCIIDigit
  }

  private static let signature = Array("WEBVTT".utf8)
  private static let commentWords = ["NOTE", "STYLE", "REGION"].map { Array($0.utf8) }

  /// Whether WebVTT's signature (section 4.1) stands at `start`.
  static func isSignature(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let line = lineEnd(bytes.extracting(0..<end), start)
    return isWord(signature, bytes, start..<line.content)
  }

  /// Whether a line begins with a word and goes on, if at all, with a blank.
  private static func isWord(_ word: [UInt8], _ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    guard line.count >= word.count,
      word.indices.allSatisfy({ bytes[line.lowerBound + $0] == word[$0] })
    else { return false }
    let behind = line.lowerBound + word.count
    return behind == line.upperBound || bytes[behind] == 0x20 || bytes[behind] == 0x09
  }

  /// Whether a text begins as SubRip does: a line that is a number, then a timing line.
  static func isNumberAndTiming(_ bytes: Span<UInt8>) -> Bool {
    let first = lineEnd(bytes, 0)
    guard first.next < bytes.count, first.content <= 9,
      (0..<first.content).allSatisfy({ bytes[$0].isASCIIDigit })
    else { return false }
    let second = lineEnd(bytes, first.next)
    return CaptionTiming(bytes, from: first.next, upTo: second.content) != nil
  }

  /// Where the line at `start` ends, its CR and LF left out, and where the next one begins.
  static func lineEnd(_ bytes: Span<UInt8>, _ start: Int) -> (content: Int, next: Int) {
    let lf = SpanBytes.first(UInt8(ascii: "\n"), in: bytes, from: start)
    let content = lf > start && bytes[lf - 1] == UInt8(ascii: "\r") ? lf - 1 : lf
    return (content, min(lf + 1, bytes.count))
  }
}
