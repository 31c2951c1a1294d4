import Records

/// Which literals stand in a text and in the name it belongs to: one worker's scratch space.
struct LiteralHits {
  private struct Hit {
    var literal: Int
    var range: Range<Int>
  }

  private let index: LiteralIndex
  private var hits: [Hit] = []
  /// Waiters that the text wakes, a bit each.
  private var awakeByText: [UInt64]
  /// Waiters that the name wakes, for the whole text.
  private var awakeByName: [UInt64]
  private var isAnyAwake = false
  private var names = NameMemory<[UInt64]>()

  init(_ index: LiteralIndex) {
    self.index = index
    awakeByText = Array(repeating: 0, count: index.width)
    awakeByName = awakeByText
  }

  /// Finds the literals in `bytes[start..<end]` and in `name`.
  ///
  /// - Parameter maps: those of `bytes`, with the marks of the index's set.
  /// - Complexity: O((`end` - `start`) / 64 + number of hits); a name is searched when it is new.
  mutating func find(
    _ bytes: Span<UInt8>, maps: Span<UInt64>, from start: Int, to end: Int, name: Span<UInt8>
  ) {
    guard index.width > 0 else { return }
    if isAnyAwake { sleep() }
    if !name.isEmpty {
      awakeByName = names.value(of: name) { [index] in Self.waiters(ofName: $0, index) }
      isAnyAwake = awakeByName.contains { $0 != 0 }
    }
    var marks = SetBits(
      maps, ByteMaps.Mark.base(bytes.count) + ByteMaps.Mark.literal, of: ByteMaps.Mark.count,
      from: start, to: end)
    while let position = marks.next(maps) { note(bytes, at: position, end) }
  }

  /// The waiters of the literals in a name.
  private static func waiters(ofName name: [UInt8], _ index: LiteralIndex) -> [UInt64] {
    var awake = [UInt64](repeating: 0, count: index.width)
    guard let set = index.set else { return awake }
    for position in name.indices {
      var least = 0
      while let literal = set.literal(in: name.span, at: position, end: name.count, from: least),
        literal < index.waitedFor
      {
        index.wake(by: literal, &awake)
        least = literal + 1
      }
    }
    return awake
  }

  private mutating func sleep() {
    hits.removeAll(keepingCapacity: true)
    for word in awakeByText.indices {
      awakeByText[word] = 0
      awakeByName[word] = 0
    }
    isAnyAwake = false
  }

  private mutating func note(_ bytes: Span<UInt8>, at position: Int, _ end: Int) {
    guard let set = index.set else { return }
    var least = 0
    while let literal = set.literal(in: bytes, at: position, end: end, from: least),
      literal < index.waitedFor
    {
      hits.append(Hit(literal: literal, range: position..<position + set.lengths[literal]))
      index.wake(by: literal, &awakeByText)
      isAnyAwake = true
      least = literal + 1
    }
  }

  /// Whether any literal stands anywhere.
  var isEmpty: Bool { !isAnyAwake }

  /// Whether a view's trigger stands in the text.
  func isAwake(_ view: ViewTrigger) -> Bool {
    let waiter = index.waiter(view)
    return isAnyAwake && awakeByText[waiter / 64] >> UInt64(waiter % 64) & 1 != 0
  }

  /// The first waiter, not below `least`, whose literals stand in the text or in its name.
  func firstAwake(from least: Int) -> Int? {
    var word = least / 64
    guard word < awakeByText.count else { return nil }
    var bits = (awakeByText[word] | awakeByName[word]) & (~0 << UInt64(least % 64))
    while bits == 0 {
      word += 1
      guard word < awakeByText.count else { return nil }
      bits = awakeByText[word] | awakeByName[word]
    }
    return word * 64 + bits.trailingZeroBitCount
  }

  /// The windows of a waiter: its literals and `reach` bytes to either side, or all of it when the name holds one.
  ///
  /// Windows that meet become one, so no byte is searched twice.
  func windows(
    of waiter: Int, reach: Int, from start: Int, to end: Int, into windows: inout [Range<Int>]
  ) {
    windows.removeAll(keepingCapacity: true)
    if awakeByName[waiter / 64] >> UInt64(waiter % 64) & 1 != 0 {
      windows.append(start..<end)
      return
    }
    for hit in hits where index.waits(waiter, for: hit.literal) {
      let low = max(start, hit.range.lowerBound - reach)
      let high = min(end, hit.range.upperBound + reach)
      if let previous = windows.last, previous.upperBound >= low {
        windows[windows.count - 1] = previous.lowerBound..<max(previous.upperBound, high)
      } else {
        windows.append(low..<high)
      }
    }
  }
}
