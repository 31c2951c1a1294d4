import GRDB
import GRDBSQLite
import Keys

extension RowSums {
  /// Makes the connection's triggers count rows here; what has no such function cannot write to the tables.
  // Safety: the connection owns a reference to this object until it closes or the function is replaced.
  func attach(to db: Database) throws {
    // Innocuous: triggers of a schema that is not trusted may call it, and it changes nothing in the file.
    let code = unsafe sqlite3_create_function_v2(
      db.sqliteConnection, SummedTables.function, -1, SQLITE_UTF8 | SQLITE_INNOCUOUS,
      Unmanaged.passRetained(self).toOpaque(), countRow, nil, nil, releaseSums)
    guard code == SQLITE_OK else { throw StoreError(resultCode: ResultCode(rawValue: code)) }
  }

  /// Takes in a row as SQLite hands it over: sign, table, and every column.
  // Safety: the values live until SQLite's call returns.
  fileprivate func count(_ values: UnsafeBufferPointer<OpaquePointer?>) throws(CryptoError) {
    guard values.count > 2 else { return }
    let place = unsafe Int(sqlite3_value_int(values[1]))
    guard SummedTables.names.indices.contains(place) else { return }
    var row = RowImage(place: place)
    for index in 2..<values.count { unsafe Self.add(values[index], to: &row) }
    let isNumbered = unsafe sqlite3_value_type(values[2]) == SQLITE_INTEGER
    let number = unsafe isNumbered ? sqlite3_value_int64(values[2]) : nil
    let isGone = unsafe sqlite3_value_int(values[0]) < 0
    try count(row, number: number, isGone: isGone)
  }

  // Safety: SQLite's copy is read before anything else is asked of the value.
  private static func add(_ value: OpaquePointer?, to row: inout RowImage) {
    let type = unsafe sqlite3_value_type(value)
    switch type {
    case SQLITE_INTEGER: row.add(unsafe sqlite3_value_int64(value))
    case SQLITE_NULL: row.add(nil)
    default:
      let blob = unsafe sqlite3_value_blob(value)
      let bytes = unsafe UnsafeRawBufferPointer(
        start: blob, count: Int(sqlite3_value_bytes(value)))
      unsafe row.add(Array(bytes), isText: type == SQLITE_TEXT)
    }
  }
}

// Safety: the user data is the object that `attach(to:)` handed over.
private func countRow(
  _ context: OpaquePointer?, _ count: Int32, _ values: UnsafeMutablePointer<OpaquePointer?>?
) {
  guard let data = unsafe sqlite3_user_data(context) else { return }
  let sums = unsafe Unmanaged<RowSums>.fromOpaque(data).takeUnretainedValue()
  do {
    try unsafe sums.count(UnsafeBufferPointer(start: values, count: Int(count)))
  } catch {
    unsafe sqlite3_result_error(context, "libcrypto refused to work", -1)
  }
}

// Safety: balances the reference that `attach(to:)` handed over.
private func releaseSums(_ data: UnsafeMutableRawPointer?) {
  guard let data = unsafe data else { return }
  unsafe Unmanaged<RowSums>.fromOpaque(data).release()
}
