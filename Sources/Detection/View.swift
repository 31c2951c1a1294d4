import Records

/// Text to search in which values hide less well, with a map from every byte back to where it came from.
///
/// The plain view is the chunk itself and needs no object. Each other view is built from bytes that another
/// view holds, and its map is composed with that view's, so positions always lead to the leaf's own bytes.
/// Storage is reused from leaf to leaf.
struct View {
  /// The bytes to search.
  private(set) var text: [UInt8] = []
  private(set) var maps = ByteMaps()
  /// For each byte of the text: first byte and one past the last byte of what it came from in the chunk.
  private var homes: [Home] = []

  /// What the text is searched for.
  private let gate: TriggerGate

  private struct Home {
    var start: Int
    var end: Int
    var kinds: ViewKinds
  }

  init(gate: TriggerGate) {
    self.gate = gate
  }

  mutating func clear() {
    text.removeAll(keepingCapacity: true)
    homes.removeAll(keepingCapacity: true)
  }

  /// Adds one scalar that stands for `bytes[start..<end]` of the chunk.
  mutating func append(
    _ scalar: UInt32, from start: Int, to end: Int, _ kinds: ViewKinds
  ) {
    JSONEscapes.appendUTF8(scalar, to: &text)
    while homes.count < text.count { homes.append(Home(start: start, end: end, kinds: kinds)) }
  }

  /// Classifies the finished text.
  mutating func finish() {
    let text = text
    maps.classify(text.span, gate: gate)
  }

  /// Where a range of the text came from. The range must not be empty.
  func home(_ range: Range<Int>) -> Range<Int> {
    homes[range.lowerBound].start..<homes[range.upperBound - 1].end
  }

  /// What was undone in a range of the text.
  func kinds(_ range: Range<Int>) -> ViewKinds {
    range.reduce(into: ViewKinds()) { $0.formUnion(homes[$1].kinds) }
  }
}

extension View {
  /// Fills the view with the decoded form of a JSON string's content.
  mutating func unescape(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
    clear()
    var at = start
    while at < end {
      let element = JSONEscapes.element(bytes, at: at, end: end)
      let isEscape = bytes[at] == UInt8(ascii: "\\")
      append(element.scalar, from: at, to: at + element.length, isEscape ? .unescaped : [])
      at += element.length
    }
    finish()
  }
}
