import GRDB
import Keys

import struct Foundation.Data

extension Ingest {
  /// Inserts what the next row refers to outside the store; few do.
  ///
  /// - Parameter successor: who takes the place of the participant it was sealed for.
  func insertReferences(
    of row: SealedRow, in batch: SealedBatch, from sealer: Participant, to successor: Participant?,
    into db: Database
  ) throws {
    let statement = try db.cachedStatement(
      sql: "INSERT INTO external_references VALUES (?, ?, ?)")
    let end = row.references.start + row.references.count
    for (number, slice) in batch.references[row.references.start..<end].enumerated() {
      var sealed = Array(batch.sealed[slice.start..<slice.start + slice.count])
      if let successor {
        if resealer == nil { resealer = try RecordCipher() }
        sealed = try resealer!.resealReference(
          sealed.span, byteOffset: row.byteOffset, from: sealer, to: successor)
      }
      try statement.execute(arguments: [next.record, number, Data(sealed)])
    }
  }
}
