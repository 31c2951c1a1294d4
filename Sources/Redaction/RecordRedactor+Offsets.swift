import Detection
import Records

/// Where a record counts the characters of its own texts, and what of these was replaced.
///
/// Contact Lens and Call Analytics say so where an issue stands in a turn, Taskmaster where a value does.
struct TextOffsets {
  /// What took the place of a stretch of a text.
  struct Piece {
    /// Where the text begins.
    var text: Int
    var source: Range<Int>
    /// Unicode scalars of what stands there now.
    var scalars: Int
  }

  /// The containers whose members are offsets.
  var holders: [Int] = []
  var pieces: [Piece] = []

  mutating func removeAll() {
    if !holders.isEmpty { holders.removeAll(keepingCapacity: true) }
    if !pieces.isEmpty { pieces.removeAll(keepingCapacity: true) }
  }

  /// - Parameter containers: those of a record of which every leaf was asked for.
  /// - Complexity: O(containers).
  mutating func find(_ containers: [Container]) {
    for number in containers.indices
    where containers[number].traits.holdsOffsets && containers[number].isObject {
      holders.append(number)
    }
  }

  /// Where an offset of a text stands in what the text has become; inside of what was replaced, at its edge.
  func moved(
    _ offset: Int, isEnd: Bool, in leaf: Leaf, _ bytes: Span<UInt8>
  ) -> Int {
    var shift = 0
    var counted = (position: leaf.start, scalars: 0)
    func scalars(to position: Int) -> Int {
      counted.scalars += JSONEscapes.scalarCount(
        bytes, counted.position, position, escaped: leaf.isEscaped)
      counted.position = position
      return counted.scalars
    }
    for piece in pieces where piece.text == leaf.start {
      let start = scalars(to: piece.source.lowerBound)
      if offset <= start { break }
      let end = scalars(to: piece.source.upperBound)
      if offset < end { return start + shift + (isEnd ? piece.scalars : 0) }
      shift += piece.scalars - (end - start)
    }
    return offset + shift
  }
}

extension RecordRedactor {
  /// Corrects the offsets that count characters of texts in which something was replaced.
  mutating func moveOffsets(
    _ leaves: [Leaf], _ containers: [Container], _ bytes: Span<UInt8>, _ maps: Span<UInt64>
  ) {
    var texts: [Int: Leaf] = [:]
    var ids: [Int: Leaf] = [:]
    var holders: [[UInt8]: Int] = [:]
    for leaf in leaves where leaf.isValue && leaf.container >= 0 {
      if leaf.traits.isText {
        if texts[leaf.container] == nil { texts[leaf.container] = leaf }
      } else if SegmentNames.isID(bytes, leaf.nameStart, leaf.nameEnd) {
        ids[leaf.container] = leaf
      }
    }
    func id(_ leaf: Leaf) -> [UInt8] {
      var id: [UInt8] = []
      appendBytes(bytes.extracting(leaf.start..<leaf.end), to: &id)
      return id
    }
    for (container, leaf) in ids where texts[container] != nil { holders[id(leaf)] = container }
    for holder in offsets.holders {
      var at = containers[holder].parent
      var text: Leaf?
      for _ in 0..<Self.offsetReach where at >= 0 && text == nil {
        // The text is around the offsets, or has the id that stands beside them.
        text = texts[at] ?? ids[at].flatMap { holders[id($0)] }.flatMap { texts[$0] }
        at = containers[at].parent
      }
      guard let text, offsets.pieces.contains(where: { $0.text == text.start }) else { continue }
      moveOffsets(of: containers[holder], in: text, bytes, maps)
    }
    edits.sort { $0.start < $1.start }
  }

  private mutating func moveOffsets(
    of holder: Container, in text: Leaf, _ bytes: Span<UInt8>, _ maps: Span<UInt64>
  ) {
    var moved: [(place: Range<Int>, offset: Int)] = []
    ScalarVisit.scalars(below: holder.open, depth: 1, bytes, maps: maps) { path, value in
      guard value.kind == .number, case .member(let name)? = path.last,
        let isEnd = SegmentNames.offset(bytes, name, below: holder.nameStart..<holder.nameEnd)
      else { return }
      var offset = 0
      for position in value.start..<value.end {
        let digit = bytes[position] &- UInt8(ascii: "0")
        guard digit < 10, offset < 1 << 40 else { return }
        offset = offset * 10 + Int(digit)
      }
      let now = offsets.moved(offset, isEnd: isEnd, in: text, bytes)
      if now != offset { moved.append((value.start..<value.end, now)) }
    }
    for (place, offset) in moved {
      let start = replacements.count
      replacements.append(contentsOf: String(offset).utf8)
      edits.append(
        Edit(
          start: place.lowerBound, end: place.upperBound, replacement: start..<replacements.count))
    }
  }

  /// How many containers up a text is looked for.
  private static var offsetReach: Int { 4 }
}
