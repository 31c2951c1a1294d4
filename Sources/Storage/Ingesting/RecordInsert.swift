import GRDB
import GRDBSQLite
import Keys
import Retention

/// The one statement that runs once a record, through SQLite's own interface.
///
/// GRDB's statements took 1.3 times as long for rows of this size. Values that seldom change stay
/// bound from row to row; payloads are bound where they lie, without a copy.
@safe
final class RecordInsert {
  private let statement: OpaquePointer

  private static let sql = """
    INSERT INTO records (seq, participant, class, purpose, occurred_at, ingested_at, expires_at,
      source, line, byte_offset, run, flags, findings, unique_hash, blind_index, payload)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
    """

  /// The values all rows of a batch share.
  struct Shared {
    let purpose: Purpose
    let ingestedAt: Timestamp
    let source: Int64
    let run: Int64
  }

  /// One row's values, its bytes aside.
  struct Row {
    let seq: Int64
    let participant: Int64
    let row: SealedRow
    let line: Int64
  }

  // Safety: the statement is owned by this object; `close()` finalizes it once.
  init(_ db: Database) throws {
    var statement: OpaquePointer?
    let code = unsafe sqlite3_prepare_v3(
      db.sqliteConnection, Self.sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK, let statement = unsafe statement else {
      throw StoreError(resultCode: ResultCode(rawValue: code))
    }
    unsafe self.statement = statement
  }

  // Safety: called once, by the owner, on the connection's own thread.
  func close() {
    unsafe sqlite3_finalize(statement)
  }

  // Safety: only integers are bound.
  func bind(_ shared: Shared) {
    unsafe sqlite3_bind_int64(statement, 4, Int64(shared.purpose.rawValue))
    unsafe sqlite3_bind_int64(statement, 6, shared.ingestedAt.milliseconds)
    unsafe sqlite3_bind_int64(statement, 8, shared.source)
    unsafe sqlite3_bind_int64(statement, 11, shared.run)
  }

  /// Lets go of the batch's bytes, which are bound where they lie.
  // Safety: nothing of the batch stays referenced afterwards.
  func unbind() {
    unsafe sqlite3_clear_bindings(statement)
  }

  /// Inserts one row whose bytes are slices of the buffers.
  // Safety: slices lie within their buffers, which outlive `unbind()`; the small hash is copied
  // by SQLite.
  func insert(
    _ values: Row, sealed: UnsafeRawBufferPointer, findings: UnsafeRawBufferPointer,
    blindIndexes: UnsafeRawBufferPointer
  ) throws {
    let row = values.row
    unsafe sqlite3_bind_int64(statement, 1, values.seq)
    unsafe sqlite3_bind_int64(statement, 2, values.participant)
    unsafe sqlite3_bind_int64(statement, 3, Int64(row.classCode))
    unsafe sqlite3_bind_int64(statement, 5, row.occurredAt.milliseconds)
    if let expiresAt = row.expiresAt {
      unsafe sqlite3_bind_int64(statement, 7, expiresAt.milliseconds)
    } else {
      unsafe sqlite3_bind_null(statement, 7)
    }
    unsafe sqlite3_bind_int64(statement, 9, values.line)
    unsafe sqlite3_bind_int64(statement, 10, row.byteOffset)
    unsafe sqlite3_bind_int64(statement, 12, Int64(row.flags.rawValue))
    if row.findings.count > 0 {
      unsafe sqlite3_bind_text(
        statement, 13,
        findings.baseAddress?.advanced(by: row.findings.start)
          .assumingMemoryBound(to: CChar.self), Int32(row.findings.count), nil)
    } else {
      unsafe sqlite3_bind_null(statement, 13)
    }
    if let hash = row.uniqueHash {
      unsafe hash.bytes.withUnsafeBytes { bytes in
        _ = unsafe sqlite3_bind_blob(
          statement, 14, bytes.baseAddress, 16,
          unsafeBitCast(-1, to: sqlite3_destructor_type.self))
      }
    } else {
      unsafe sqlite3_bind_null(statement, 14)
    }
    if row.blindIndex.count > 0 {
      unsafe sqlite3_bind_blob(
        statement, 15, blindIndexes.baseAddress?.advanced(by: row.blindIndex.start),
        Int32(row.blindIndex.count), nil)
    } else {
      unsafe sqlite3_bind_null(statement, 15)
    }
    unsafe sqlite3_bind_blob(
      statement, 16, sealed.baseAddress?.advanced(by: row.payload.start),
      Int32(row.payload.count), nil)
    let code = unsafe sqlite3_step(statement)
    unsafe sqlite3_reset(statement)
    guard code == SQLITE_DONE else { throw StoreError(resultCode: ResultCode(rawValue: code)) }
  }
}
