/// The set bits of one of a buffer's bitmaps within a stretch, one after the other.
///
/// The bitmaps lie interleaved, a word of each for every 64 bytes; whoever walks hands them in again at every step.
struct SetBits {
  fileprivate var bits: UInt64 = 0
  fileprivate var block: Int
  fileprivate let lastBlock: Int
  private let lastMask: UInt64
  private let first: Int
  private let stride: Int

  /// - Parameters:
  ///   - first: the bitmap's word of the first block.
  ///   - stride: words from one block's to the next.
  @inline(__always)
  init(_ maps: Span<UInt64>, _ first: Int, of stride: Int, from start: Int, to end: Int) {
    self.first = first
    self.stride = stride
    block = start / 64
    guard start < end else {
      lastBlock = block
      lastMask = 0
      return
    }
    lastBlock = (end - 1) / 64
    lastMask = ~0 >> UInt64(63 - (end - 1) % 64)
    bits = maps[first + block * stride] & (~0 << UInt64(start % 64))
    if block == lastBlock { bits &= lastMask }
  }

  /// The position of the next set bit; nil behind the last.
  @inline(__always)
  mutating func next(_ maps: Span<UInt64>) -> Int? {
    while bits == 0 {
      guard block < lastBlock else { return nil }
      advance(maps)
    }
    let position = block * 64 + bits.trailingZeroBitCount
    bits &= bits - 1
    return position
  }

  @inline(__always)
  fileprivate mutating func advance(_ maps: Span<UInt64>) {
    block += 1
    bits = maps[first + block * stride]
    if block == lastBlock { bits &= lastMask }
  }
}

extension SetBits {
  /// Forgets the block's bits below `count`, at most 64.
  @inline(__always)
  fileprivate mutating func drop(_ count: Int) {
    bits &= count < 64 ? ~0 << UInt64(count) : 0
  }
}

/// The rows of adjacent set bits of a bitmap within a stretch.
struct BitRows {
  private var bits: SetBits

  @inline(__always)
  init(_ maps: Span<UInt64>, _ first: Int, of stride: Int, from start: Int, to end: Int) {
    bits = SetBits(maps, first, of: stride, from: start, to: end)
  }

  /// The next row; nil behind the last.
  @inline(__always)
  mutating func next(_ maps: Span<UInt64>) -> Range<Int>? {
    while bits.bits == 0 {
      guard bits.block < bits.lastBlock else { return nil }
      bits.advance(maps)
    }
    let first = bits.bits.trailingZeroBitCount
    let start = bits.block * 64 + first
    // What is shifted in at the top ends the row.
    var end = first + (~(bits.bits >> UInt64(first))).trailingZeroBitCount
    bits.drop(end)
    while end == 64, bits.block < bits.lastBlock {
      bits.advance(maps)
      end = (~bits.bits).trailingZeroBitCount
      bits.drop(end)
    }
    return start..<bits.block * 64 + end
  }
}
