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
  /// For each byte of the text: first byte and one past the last byte of what it came from in the leaf.
  private(set) var homes: [Home] = []
  /// Where the text differs from the one it was built from, in order.
  private(set) var changes: [Int] = []
  /// Where the leaf begins in the chunk: homes count from there.
  private(set) var origin = 0

  /// What the text is searched for.
  private let gate: TriggerGate

  /// Where a byte came from, as offsets into the leaf, and what was undone on the way.
  struct Home {
    var start: UInt32
    var end: UInt32
    var kinds: ViewKinds
  }

  init(gate: TriggerGate) {
    self.gate = gate
  }

  mutating func begin(origin: Int) {
    self.origin = origin
    if !text.isEmpty { text.removeAll(keepingCapacity: true) }
    if !homes.isEmpty { homes.removeAll(keepingCapacity: true) }
    if !changes.isEmpty { changes.removeAll(keepingCapacity: true) }
  }

  /// Makes room for about so many bytes; a document's words have megabytes.
  mutating func reserve(_ count: Int) {
    text.reserve(count)
    homes.reserve(count)
  }

  /// Adds `bytes[start..<end]` as it stands.
  ///
  /// - Parameter source: the homes of `bytes`; empty when they are the chunk.
  mutating func copy(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ source: Span<Home>
  ) {
    guard start < end else { return }
    appendBytes(bytes.extracting(start..<end), to: &text)
    if source.isEmpty {
      let places = UInt32(start - origin)..<UInt32(end - origin)
      homes.append(addingCapacity: places.count) { homes in
        for place in places { homes.append(Home(start: place, end: place + 1, kinds: [])) }
      }
    } else {
      Self.append(source.extracting(start..<end), to: &homes)
    }
  }

  // Safety: the buffer is used within the closure only.
  private static func append(_ source: Span<Home>, to homes: inout [Home]) {
    unsafe source.withUnsafeBufferPointer { unsafe homes.append(contentsOf: $0) }
  }

  /// Adds one scalar that stands for the source's `start..<end`, which must not be empty.
  mutating func append(
    _ scalar: UInt32, for start: Int, _ end: Int, _ source: Span<Home>, _ kinds: ViewKinds
  ) {
    let home = home(of: start, end, source, kinds)
    changes.append(text.count)
    JSONEscapes.appendUTF8(scalar, to: &text)
    while homes.count < text.count { homes.append(home) }
  }

  /// Notes that something of the source has no place in the text.
  mutating func leaveOut() { changes.append(text.count) }

  /// The home that a stretch of the source has as a whole.
  func home(
    of start: Int, _ end: Int, _ source: Span<Home>, _ kinds: ViewKinds
  ) -> Home {
    if source.isEmpty {
      return Home(start: UInt32(start - origin), end: UInt32(end - origin), kinds: kinds)
    }
    var home = source[start]
    home.end = source[end - 1].end
    home.kinds.formUnion(kinds)
    for position in start..<end { home.kinds.formUnion(source[position].kinds) }
    return home
  }

  /// Adds bytes that all have one home.
  mutating func append(contentsOf bytes: some Collection<UInt8>, home: Home) {
    changes.append(text.count)
    text.append(contentsOf: bytes)
    homes.append(contentsOf: repeatElement(home, count: bytes.count))
  }

  /// Classifies the finished text.
  mutating func finish() {
    let text = text
    maps.classify(text.span, gate: gate)
  }

  /// Where a range of the text came from in the chunk. The range must not be empty.
  func home(_ range: Range<Int>) -> Range<Int> {
    let start = origin + Int(homes[range.lowerBound].start)
    return start..<max(start, origin + Int(homes[range.upperBound - 1].end))
  }
}

extension View {
  /// Fills the view with the decoded form of a JSON string's content.
  mutating func unescape(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ source: Span<Home>, origin: Int
  ) {
    begin(origin: origin)
    appendUnescaped(bytes, start, end, source)
    finish()
  }

  /// Adds the decoded form of a JSON string's content, or of a part of it.
  mutating func appendUnescaped(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ source: Span<Home>
  ) {
    var at = start
    while at < end {
      let runStart = at
      while at < end, bytes[at] != UInt8(ascii: "\\") { at += 1 }
      copy(bytes, runStart, at, source)
      guard at < end else { break }
      let element = JSONEscapes.element(bytes, at: at, end: end)
      append(element.scalar, for: at, at + element.length, source, .unescaped)
      at += element.length
    }
  }
}
