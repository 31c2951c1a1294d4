import GRDB
import GRDBSQLite
import Keys

/// A prepared statement of SQLite's own interface, for what runs once a conversation.
///
/// GRDB's statements wrap each value in an existential; for three of them a conversation that
/// cost as much as the conversation's records.
@safe
final class HotStatement {
  let statement: OpaquePointer
  private let connection: OpaquePointer

  // Safety: the statement is owned by this object; `close()` finalizes it once.
  init(_ db: Database, sql: String) throws {
    guard let connection = unsafe db.sqliteConnection else {
      throw StoreError.internalError(code: SQLITE_MISUSE)
    }
    var statement: OpaquePointer?
    let code = unsafe sqlite3_prepare_v3(
      connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK, let statement = unsafe statement else {
      throw StoreError(resultCode: ResultCode(rawValue: code))
    }
    unsafe self.statement = statement
    unsafe self.connection = connection
  }

  // Safety: called once, by the owner, on the connection's own thread.
  func close() {
    unsafe sqlite3_finalize(statement)
  }

  // Safety: an integer or NULL is bound by value.
  func bind(_ index: Int32, _ value: Int64?) {
    if let value {
      unsafe sqlite3_bind_int64(statement, index, value)
    } else {
      unsafe sqlite3_bind_null(statement, index)
    }
  }

  // Safety: SQLite copies the bytes before the call returns (SQLITE_TRANSIENT).
  func bind(_ index: Int32, _ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { buffer in
      _ = unsafe sqlite3_bind_blob(
        statement, index, buffer.baseAddress, Int32(buffer.count),
        unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    }
  }

  /// Runs a statement that returns nothing; says whether it changed a row.
  // Safety: the statement is reset whatever happens.
  func change() throws -> Bool {
    let code = unsafe sqlite3_step(statement)
    unsafe sqlite3_reset(statement)
    guard code == SQLITE_DONE else { throw StoreError(resultCode: ResultCode(rawValue: code)) }
    return unsafe sqlite3_changes(connection) > 0
  }

  /// Runs a query for one integer; nil when there is no row.
  // Safety: the column is read before the reset.
  func integer() throws -> Int64? {
    let code = unsafe sqlite3_step(statement)
    defer { unsafe sqlite3_reset(statement) }
    switch code {
    case SQLITE_ROW: return unsafe sqlite3_column_int64(statement, 0)
    case SQLITE_DONE: return nil
    default: throw StoreError(resultCode: ResultCode(rawValue: code))
    }
  }
}
