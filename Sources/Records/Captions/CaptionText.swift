/// What is to be read in blocks of captions, a line for each text, with a map home to the chunk.
///
/// A cue's lines are joined with spaces and its markup is left out, so that a value which a line break or a time
/// stamp cuts in two is whole here.
package struct CaptionText {
  /// One text.
  package struct Line: Sendable {
    package var start: Int
    package var end: Int
    /// Lines of the chunk before the one in which it begins.
    package var home: Int
    /// It stands in markup, so that `<` must be written as `&lt;`.
    package var isMarkup: Bool
  }

  private struct Piece {
    var at: Int
    var home: Int
    var count: Int
  }

  /// The texts, each ended by a LF.
  package private(set) var text: [UInt8] = []
  package private(set) var lines: [Line] = []
  /// Whose voices the last cue says it holds, and from where in ``text``.
  private(set) var voices: [(name: Range<Int>, at: Int)] = []
  private var pieces: [Piece] = []

  package init() {}

  package mutating func clear() {
    text.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    pieces.removeAll(keepingCapacity: true)
  }

  /// Adds everything of a block but what its grammar leaves no choice: times, numbers, names of tags.
  package mutating func add(_ block: CaptionBlock, _ bytes: Span<UInt8>, form: InputForm) {
    switch block.kind {
    case .broken: break
    case .header, .comment:
      addText(block.text, bytes, home: block.textLine, marksUp: false, escapes: false)
    case .cue(let timing):
      if !block.name.allSatisfy({ bytes[$0].isASCIIDigit }) {
        addText(block.name, bytes, home: block.line, marksUp: false, escapes: false)
      }
      addText(timing.settings, bytes, home: block.textLine - 1, marksUp: false, escapes: false)
      addPayload(of: block, bytes, form: form)
    }
  }

  /// Adds a cue's words, and what its tags hold.
  mutating func addPayload(of block: CaptionBlock, _ bytes: Span<UInt8>, form: InputForm) {
    let escapes = form == .webVTT
    voices.removeAll(keepingCapacity: true)
    let inTags = addText(
      block.text, bytes, home: block.textLine, marksUp: true, escapes: escapes)
    for (range, line) in inTags {
      addText(range, bytes, home: line, marksUp: false, escapes: escapes)
    }
  }

  /// Where a stretch of ``text`` stands in the chunk: in pieces, between which there are line ends and tags.
  package func homes(of range: Range<Int>) -> [Range<Int>] {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].at + pieces[middle].count <= range.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    var homes: [Range<Int>] = []
    while low < pieces.count, pieces[low].at < range.upperBound {
      let piece = pieces[low]
      let from = max(range.lowerBound, piece.at)
      let upTo = min(range.upperBound, piece.at + piece.count)
      homes.append(piece.home + from - piece.at..<piece.home + upTo - piece.at)
      low += 1
    }
    return homes
  }

  /// Adds lines of the chunk as one text.
  ///
  /// - Parameter marksUp: whether tags are left out.
  /// - Returns: what stands in the tags that were left out, and on which line.
  @discardableResult
  private mutating func addText(
    _ range: Range<Int>, _ bytes: Span<UInt8>, home: Int, marksUp: Bool, escapes: Bool
  ) -> [(Range<Int>, Int)] {
    guard !range.isEmpty else { return [] }
    let start = text.count
    var inTags: [(Range<Int>, Int)] = []
    var line = home
    var at = range.lowerBound
    while at < range.upperBound {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\n") {
        text.append(UInt8(ascii: " "))
        line += 1
      } else if byte == UInt8(ascii: "\r"), at + 1 < range.upperBound,
        bytes[at + 1] == UInt8(ascii: "\n")
      {
        // The LF behind it counts.
      } else if marksUp, byte == UInt8(ascii: "<"),
        let tag = CaptionTag(bytes, at: at, limit: range.upperBound)
      {
        if !tag.rest.isEmpty { inTags.append((tag.rest, line)) }
        if let voice = tag.voice { voices.append((voice, text.count)) }
        at = tag.end
        continue
      } else {
        append(byte, from: at)
      }
      at += 1
    }
    lines.append(Line(start: start, end: text.count, home: home, isMarkup: escapes))
    text.append(UInt8(ascii: "\n"))
    return inTags
  }

  private mutating func append(_ byte: UInt8, from home: Int) {
    if let last = pieces.last, last.at + last.count == text.count, last.home + last.count == home {
      pieces[pieces.count - 1].count += 1
    } else {
      pieces.append(Piece(at: text.count, home: home, count: 1))
    }
    text.append(byte)
  }
}
