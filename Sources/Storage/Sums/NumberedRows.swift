import Keys

/// The sum of a table that gets a row for each conversation, without a hash a row.
///
/// A row is cut into pieces of eight bytes, and each piece becomes a block with the table, the row's number and the
/// piece's place in it: one set of blocks stands for one set of rows.
final class NumberedRows {
  private static let pieceLength = 8

  private let place: UInt128
  private var sum: BlockSum

  /// - Parameter place: the table's place among `SummedTables.names`.
  init(place: Int, key: SecretKey) throws(CryptoError) {
    let sum = try BlockSum(key: key)
    self.place = UInt128(place + 1) << 120
    self.sum = sum
  }

  /// Takes a row in or out, if the blocks have room for its number and length; says whether they had.
  func count(_ row: [UInt8], number: Int64, isGone: Bool) throws(CryptoError) -> Bool {
    guard number >> 48 == 0, row.count < Self.pieceLength << 8 else { return false }
    var padded = row
    while padded.count % Self.pieceLength != 0 { padded.append(0) }
    let pieces = padded
    var block = place | UInt128(number) << 72
    for start in stride(from: 0, to: pieces.count, by: Self.pieceLength) {
      let data = UInt128(pieces.span.bigEndianWord(at: start))
      if isGone { try sum.remove(block | data) } else { try sum.add(block | data) }
      // The next piece's place.
      block += 1 << 64
    }
    return true
  }

  func total() throws(CryptoError) -> UInt128 { try sum.total() }

  func reset() { sum.reset() }
}
