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
  private var names = NameMemory()

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
      names.wake(by: name, index, &awakeByName)
      isAnyAwake = awakeByName.contains { $0 != 0 }
    }
    guard start < end else { return }
    let base = ByteMaps.Mark.base(bytes.count) + ByteMaps.Mark.literal
    var mask: UInt64 = ~0 << UInt64(start % 64)
    let lastBlock = (end - 1) / 64
    for block in start / 64...lastBlock {
      if block == lastBlock { mask &= ~0 >> UInt64(63 - (end - 1) % 64) }
      var bits = maps[base + block * ByteMaps.Mark.count] & mask
      mask = ~0
      while bits != 0 {
        note(bytes, at: block * 64 + bits.trailingZeroBitCount, end)
        bits &= bits - 1
      }
    }
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
    while let literal = set.literal(in: bytes, at: position, end: end, from: least) {
      hits.append(Hit(literal: literal, range: position..<position + set.lengths[literal]))
      index.wake(by: literal, &awakeByText)
      isAnyAwake = true
      least = literal + 1
    }
  }

  /// Whether any literal stands anywhere.
  var isEmpty: Bool { !isAnyAwake }

  /// Whether a waiter's literals stand in the text or in its name.
  func wakes(_ waiter: Int) -> Bool {
    (awakeByText[waiter / 64] | awakeByName[waiter / 64]) >> UInt64(waiter % 64) & 1 != 0
  }

  /// Whether a view's literals stand in the text or in its name.
  func wakes(_ view: ViewTrigger) -> Bool { wakes(index.waiter(view)) }

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

/// What the last names woke: records repeat theirs, and to search a name costs more than to compare it.
private struct NameMemory {
  private struct Entry {
    var name: [UInt8] = []
    var awake: [UInt64] = []
  }

  private static let capacity = 32
  private var entries = Array(repeating: Entry(), count: capacity)
  private var decoded: [UInt8] = []

  /// Sets `awake` to the waiters of the literals in `name`, which is not empty.
  mutating func wake(by name: Span<UInt8>, _ index: LiteralIndex, _ awake: inout [UInt64]) {
    let last = name.count - 1
    let mixed = Int(name[0]) + 3 * Int(name[last / 2]) + 7 * Int(name[last]) + 5 * last
    let slot = mixed % Self.capacity
    if !isKnown(name, slot) {
      entries[slot].name = name.indices.map { name[$0] }
      entries[slot].awake = search(name, index)
    }
    for word in awake.indices { awake[word] = entries[slot].awake[word] }
  }

  private func isKnown(_ name: Span<UInt8>, _ slot: Int) -> Bool {
    guard entries[slot].name.count == name.count else { return false }
    for position in name.indices where entries[slot].name[position] != name[position] {
      return false
    }
    return true
  }

  private mutating func search(_ name: Span<UInt8>, _ index: LiteralIndex) -> [UInt64] {
    var awake = [UInt64](repeating: 0, count: index.width)
    guard let set = index.set else { return awake }
    decoded.removeAll(keepingCapacity: true)
    if JSONEscapes.validate(name, 0, name.count) != nil {
      JSONEscapes.decode(name, 0, name.count, into: &decoded)
    } else {
      for position in name.indices { decoded.append(name[position]) }
    }
    let text = decoded
    for position in text.indices {
      var least = 0
      while let literal = set.literal(in: text.span, at: position, end: text.count, from: least) {
        index.wake(by: literal, &awake)
        least = literal + 1
      }
    }
    return awake
  }
}
