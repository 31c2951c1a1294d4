/// Stretches of a text and what is written in their place: what a reader of a text hands to a view.
///
/// Its storage is used again.
struct Rewriting {
  struct Stretch {
    var start: Int
    var end: Int
    /// Range of ``Rewriting/bytes``; empty when nothing takes the stretch's place.
    var bytes: Range<Int>
  }

  /// In the order of the text, none over another.
  private(set) var all: [Stretch] = []
  private(set) var bytes: [UInt8] = []

  var isEmpty: Bool { all.isEmpty }

  mutating func removeAll() {
    if !all.isEmpty { all.removeAll(keepingCapacity: true) }
    if !bytes.isEmpty { bytes.removeAll(keepingCapacity: true) }
  }

  mutating func replace(_ start: Int, _ end: Int, by replacement: some Collection<UInt8>) {
    let first = bytes.count
    bytes.append(contentsOf: replacement)
    all.append(Stretch(start: start, end: end, bytes: first..<bytes.count))
  }

  /// Notes that a stretch, if it is any, has no place in the text.
  mutating func leaveOut(_ start: Int, _ end: Int) {
    if start < end { replace(start, end, by: EmptyCollection()) }
  }
}
