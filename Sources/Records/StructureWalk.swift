/// Goes through the set bits of the structure map, one position after the other.
struct StructureWalk {
  private var block: Int
  private var word: UInt64
  private let blocks: Int
  private let count: Int

  init(maps: Span<UInt64>, from start: Int, count: Int) {
    self.count = count
    blocks = (count + 63) / 64
    block = start / 64
    word =
      block < blocks
      ? maps[block * ByteMaps.Map.count + ByteMaps.Map.structure] & (~0 << UInt64(start % 64)) : 0
  }

  /// The next structural position; the byte count when there is none.
  @inline(__always)
  mutating func next(_ maps: Span<UInt64>) -> Int {
    while word == 0 {
      block += 1
      guard block < blocks else { return count }
      word = maps[block * ByteMaps.Map.count + ByteMaps.Map.structure]
    }
    let position = block * 64 + word.trailingZeroBitCount
    word &= word - 1
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
