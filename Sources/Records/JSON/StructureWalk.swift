/// Goes through the set bits of the structure map, one position after the other.
struct StructureWalk {
  /// Where the block of ``word`` begins.
  private var base: Int
  private var word: UInt64 = 0
  private let count: Int

  init(maps: Span<UInt64>, from start: Int, count: Int) {
    self.count = count
    base = start & ~63
    if base < count { word = Self.word(maps, at: base) & (~0 << UInt64(start & 63)) }
  }

  @inline(__always)
  private static func word(_ maps: Span<UInt64>, at base: Int) -> UInt64 {
    maps[base &>> 6 &* ByteMaps.Map.count &+ ByteMaps.Map.structure]
  }

  /// The next structural position; the byte count when there is none.
  @inline(__always)
  mutating func next(_ maps: Span<UInt64>) -> Int {
    while word == 0 {
      guard base < count - 64 else { return count }
      base &+= 64
      word = Self.word(maps, at: base)
    }
    let position = base &+ word.trailingZeroBitCount
    word &= word &- 1
    return position
  }

  /// The next structural position that is no LF: between the values of a document that is white space.
  mutating func next(_ maps: Span<UInt64>, in bytes: Span<UInt8>) -> Int {
    while true {
      let position = next(maps)
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\n") else { return position }
    }
  }

  /// The LF that ends the line around `position`, or the byte count. For refused lines only: it looks at every byte.
  func skipToLineEnd(_ bytes: Span<UInt8>, from position: Int) -> Int {
    var at = position
    while at < count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
    return at
  }
}
