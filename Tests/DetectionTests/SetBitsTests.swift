import TestSupport
import Testing

@testable import Detection

/// Walking bitmaps against looking at every bit.
@Suite struct SetBitsTests {
  @Test(arguments: 0..<8)
  func everySetBitAndEveryRowIsVisited(seed: Int) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<300 {
      let blocks = 1 + random.below(5)
      let (stride, offset) = (1 + random.below(3), random.below(3))
      var words = [UInt64](repeating: ~0, count: offset + blocks * stride)
      for block in 0..<blocks {
        // All shapes: scattered bits, long rows, rows over the borders of blocks.
        let bits: UInt64 = [random.next(), ~0, 0, random.next() | random.next() | random.next()][
          random.below(4)]
        words[offset + block * stride] = bits
      }
      let start = random.below(blocks * 64 + 1)
      let end = start + random.below(blocks * 64 - start + 1)
      let expected = (start..<end).filter { position in
        words[offset + position / 64 * stride] >> UInt64(position % 64) & 1 == 1
      }
      var bits = SetBits(words.span, offset, of: stride, from: start, to: end)
      var found: [Int] = []
      while let position = bits.next(words.span) { found.append(position) }
      #expect(found == expected)
      var rows = BitRows(words.span, offset, of: stride, from: start, to: end)
      var inRows: [Int] = []
      var lastEnd = -1
      while let row = rows.next(words.span) {
        #expect(row.lowerBound > lastEnd, "rows that meet are one")
        lastEnd = row.upperBound
        inRows += row
      }
      #expect(inRows == expected)
    }
  }
}
