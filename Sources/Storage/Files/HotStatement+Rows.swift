import GRDB
import GRDBSQLite

extension HotStatement {
  /// Steps to the next row; false at the end, after which the statement begins anew.
  // Safety: the statement is open as long as this object is in use.
  func next() throws -> Bool {
    let code = unsafe sqlite3_step(statement)
    if code == SQLITE_ROW { return true }
    unsafe sqlite3_reset(statement)
    guard code == SQLITE_DONE else { throw StoreError(resultCode: ResultCode(rawValue: code)) }
    return false
  }

  /// Begins anew, whatever row it is at.
  // Safety: resetting a statement in any state is allowed.
  func rewind() {
    unsafe sqlite3_reset(statement)
  }

  /// An integer of the row at hand; 0 for NULL.
  // Safety: the column is read while the row is at hand.
  func integer(_ column: Int32) -> Int64 {
    unsafe sqlite3_column_int64(statement, column)
  }

  // Safety: the column is read while the row is at hand.
  func isNull(_ column: Int32) -> Bool {
    unsafe sqlite3_column_type(statement, column) == SQLITE_NULL
  }

  /// The length of a blob of the row at hand.
  // Safety: the column is read while the row is at hand.
  func byteCount(_ column: Int32) -> Int64 {
    unsafe Int64(sqlite3_column_bytes(statement, column))
  }

  /// Replaces the content of `bytes` with a blob of the row at hand.
  // Safety: SQLite's copy is read before the statement moves on.
  func copy(_ column: Int32, into bytes: inout [UInt8]) {
    bytes.removeAll(keepingCapacity: true)
    let count = unsafe Int(sqlite3_column_bytes(statement, column))
    guard count > 0, let blob = unsafe sqlite3_column_blob(statement, column) else { return }
    unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: blob, count: count))
  }

  /// A blob of the row at hand.
  func bytes(_ column: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    copy(column, into: &bytes)
    return bytes
  }
}
