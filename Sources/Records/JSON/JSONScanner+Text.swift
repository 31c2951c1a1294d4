extension JSONScanner {
  /// Takes the line that starts at `start` as plain text: one leaf, if anything in it could matter.
  ///
  /// A CR before the LF is not part of the text. Control characters are: plain text has no rule against them.
  package mutating func scanTextLine(
    _ bytes: Span<UInt8>, maps: Span<UInt64>, from start: Int
  ) -> ScannedLine {
    forgetLine()
    let end = SpanBytes.first(UInt8(ascii: "\n"), in: bytes, from: start)
    var textEnd = end
    if textEnd > start, bytes[textEnd - 1] == UInt8(ascii: "\r") { textEnd -= 1 }
    let line = bytes.extracting(start..<textEnd)
    if line.indices.allSatisfy({ line[$0] == 0x20 || line[$0] == 0x09 }) {
      return ScannedLine(start: start, end: end, outcome: .blank)
    }
    let census = Census(maps, start, textEnd)
    if !isUTF8(line) {
      return ScannedLine(start: start, end: end, outcome: .refused(.badUTF8))
    }
    let holdsMark =
      gate.asksForMarks && Census.holdsMark(maps, count: bytes.count, start, textEnd)
    if holdsMark || census.passes(gate) || Foldable.stands(in: bytes, start, textEnd) {
      leaves.append(
        Leaf(
          kind: .text, isEscaped: false, start: start, end: textEnd, nameStart: 0, nameEnd: 0,
          container: -1, index: 0))
    }
    return ScannedLine(start: start, end: end, outcome: .record)
  }
  /// Makes the line of text that was scanned last a leaf whatever it holds.
  package mutating func takeTextLine(_ line: ScannedLine, _ bytes: Span<UInt8>) {
    guard leaves.isEmpty else { return }
    var end = line.end
    if end > line.start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    var leaf = Leaf(
      kind: .text, isEscaped: false, start: line.start, end: end, nameStart: 0, nameEnd: 0,
      container: -1, index: 0)
    leaf.isNotable = false
    leaves.append(leaf)
  }
}
