import Keys
import Retention

/// What neither a record's seal nor its participant covers, and which seal is the record's.
///
/// A seal's nonce is random, so that its first eight bytes tell it from every other one.
struct RecordFacts {
  var seq: Int64
  /// The first eight bytes of the record's seal.
  var seal: UInt64
  var line: Int64
  var run: Int64
  var expiresAt: Timestamp?

  /// The first eight bytes of a seal; 0 for what is too short to be one.
  static func mark(of sealed: Span<UInt8>) -> UInt64 {
    sealed.count < 8 ? 0 : sealed.bigEndianWord(at: 0)
  }

  /// Whether every number is within what the blocks have room for, as it is in all that Hush writes.
  var areRepresentable: Bool { seq >> 48 == 0 && line >> 40 == 0 && run >> 32 == 0 }

  /// The facts in three blocks, no two of which any other facts share: a kind, the number, and what is said of it.
  var blocks: (UInt128, UInt128, UInt128) {
    let number = UInt128(UInt64(truncatingIfNeeded: seq) & 0xFFFF_FFFF_FFFF) << 72
    let place = (UInt64(truncatingIfNeeded: line) << 32) | UInt64(UInt32(truncatingIfNeeded: run))
    let lineAbove = UInt128(UInt64(truncatingIfNeeded: line) >> 32 & 0xFF) << 64
    let date = expiresAt.map { UInt128(UInt64(bitPattern: $0.milliseconds)) }
    return (
      UInt128(1) << 120 | number | UInt128(seal),
      UInt128(2) << 120 | number | lineAbove | UInt128(place),
      UInt128(date == nil ? 3 : 4) << 120 | number | (date ?? 0)
    )
  }
}

extension BlockSum {
  /// Takes a record's facts in.
  mutating func add(_ record: RecordFacts) throws(CryptoError) {
    let blocks = record.blocks
    try add(blocks.0)
    try add(blocks.1)
    try add(blocks.2)
  }
}
