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
    let start = place | UInt128(number) << 72
    for piece in 0...(row.count - 1) / Self.pieceLength {
      let bytes = row[(piece * Self.pieceLength)..<min((piece + 1) * Self.pieceLength, row.count)]
      let data = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let block = start | UInt128(piece) << 64 | UInt128(data)
      if isGone { try sum.remove(block) } else { try sum.add(block) }
    }
    return true
  }

  func total() throws(CryptoError) -> UInt128 { try sum.total() }

  func reset() { sum.reset() }
}
