import CByteScan

/// How many bytes of each trigger class a stretch of a chunk holds, counted in the bitmaps.
package struct Census {
  private let counts: bytescan_census

  var hasBackslash: Bool { counts.has_backslash != 0 }
  var hasControl: Bool { counts.has_control != 0 }

  /// - Complexity: O((`end` - `start`) / 64).
  package init(_ maps: Span<UInt64>, _ start: Int, _ end: Int) {
    counts = Self.count(maps, start, end)
  }

  // Safety: the C function reads the maps of the blocks that hold bytes `start` to `end`, which are there.
  private static func count(_ maps: Span<UInt64>, _ start: Int, _ end: Int) -> bytescan_census {
    guard start < end else { return bytescan_census() }
    precondition(start >= 0 && (end - 1) / 64 * ByteMaps.Map.count < maps.count)
    return unsafe maps.withUnsafeBufferPointer { words in
      guard let base = words.baseAddress else { return bytescan_census() }
      return unsafe bytescan_take_census(base, start, end)
    }
  }

  /// Whether a stretch holds anything notable: a few instructions for most strings.
  @inline(__always)
  static func isNotable(_ maps: Span<UInt64>, _ start: Int, _ end: Int) -> Bool {
    hasBit(maps, from: ByteMaps.Map.notable, every: ByteMaps.Map.count, start, end)
  }

  /// Whether a map has a bit in a stretch: the one of which block 0 is word `first`, and each other `step` words on.
  @inline(__always)
  private static func hasBit(
    _ maps: Span<UInt64>, from first: Int, every step: Int, _ start: Int, _ end: Int
  ) -> Bool {
    guard start < end else { return false }
    var word = first &+ start &>> 6 &* step
    let last = first &+ (end &- 1) &>> 6 &* step
    // These shifts are by places within a block.
    var mask: UInt64 = ~0 &<< UInt64(truncatingIfNeeded: start)
    while word < last {
      if maps[word] & mask != 0 { return true }
      mask = ~0
      word &+= step
    }
    mask &= ~0 &>> UInt64(truncatingIfNeeded: 0 &- end)
    return maps[last] & mask != 0
  }

  /// Bytes of the class that a trigger's map marks; 0 for other maps.
  package subscript(map: Int) -> Int {
    switch map {
    case ByteMaps.Map.digit: Int(counts.digits)
    case ByteMaps.Map.at: Int(counts.ats)
    case ByteMaps.Map.colon: Int(counts.colons)
    case ByteMaps.Map.dot: Int(counts.dots)
    default: 0
    }
  }

  func passes(_ gate: TriggerGate) -> Bool {
    Int(counts.digits) >= gate.digits || Int(counts.ats) >= gate.ats
      || Int(counts.colons) >= gate.colons || Int(counts.dots) >= gate.dots || gate.everything
  }

  /// What the second pass marked in a stretch of a chunk.
  private struct Marks {
    var literals: UInt64 = 0
    var tokens: UInt64 = 0
    var words = 0
  }

  /// Whether a literal of the gate's set begins in a stretch of a chunk of `count` bytes.
  @inline(never)
  package static func holdsLiteral(_ maps: Span<UInt64>, count: Int, _ start: Int, _ end: Int)
    -> Bool
  {
    let first = ByteMaps.Mark.base(count) + ByteMaps.Mark.literal
    return hasBit(maps, from: first, every: ByteMaps.Mark.count, start, end)
  }

  /// How many counted words begin in a stretch of a chunk of `count` bytes.
  @inline(never)
  package static func words(_ maps: Span<UInt64>, count: Int, _ start: Int, _ end: Int) -> Int {
    marks(maps, count: count, start, end).words
  }

  /// Whether a stretch of a chunk of `count` bytes holds a mark that makes it worth examining.
  @inline(never)
  package static func holdsMark(_ maps: Span<UInt64>, count: Int, _ start: Int, _ end: Int) -> Bool
  {
    let marks = marks(maps, count: count, start, end)
    return marks.literals != 0 || marks.tokens != 0 || marks.words >= TriggerGate.leastWords
  }

  private static func marks(
    _ maps: Span<UInt64>, count: Int, _ start: Int, _ end: Int
  ) -> Marks {
    var marks = Marks()
    guard start < end else { return marks }
    let base = ByteMaps.Mark.base(count)
    var mask: UInt64 = ~0 &<< UInt64(truncatingIfNeeded: start)
    let last = (end &- 1) &>> 6
    var block = start &>> 6
    while block <= last {
      if block == last { mask &= ~0 &>> UInt64(truncatingIfNeeded: 0 &- end) }
      let word = base &+ block &* ByteMaps.Mark.count
      marks.literals |= maps[word &+ ByteMaps.Mark.literal] & mask
      marks.tokens |= maps[word &+ ByteMaps.Mark.token] & mask
      marks.words &+= (maps[word &+ ByteMaps.Mark.word] & mask).nonzeroBitCount
      mask = ~0
      block &+= 1
    }
    return marks
  }
}
