import GRDB
import Retention

import struct Foundation.Data

/// Inserts refused lines; there are few, so they need no shortcut.
struct QuarantineWriter: Sendable {
  func insert(
    _ line: SealedLine, of batch: SealedBatch, source: Int64, firstLine: Int64,
    into db: Database
  ) throws {
    let end = line.sealed.start + line.sealed.count
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO quarantine (source, line, byte_offset, length, reason, key, sealed,
          quarantined_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      source, firstLine + Int64(line.line), line.byteOffset, line.length, line.reason.rawValue,
      line.day.key.id, Data(batch.sealed[line.sealed.start..<end]),
      batch.ingestedAt.milliseconds,
      batch.ingestedAt.adding(days: QuarantineDay.periodInDays).milliseconds,
    ])
  }
}
