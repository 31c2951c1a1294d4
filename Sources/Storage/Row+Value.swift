import GRDB

extension Row {
  /// The value of a column.
  ///
  /// Throws `StoreError.damaged` for what this program can't have written: no such column, NULL where there always is a
  /// value, or a number out of its range. The library's own subscripts end the program then.
  func value<Value: DatabaseValueConvertible>(_ column: String) throws(StoreError) -> Value {
    guard hasColumn(column) else { throw .damaged(kind: .file, id: 0) }
    return try Self.decode(self[column])
  }

  /// The value of the column at an index, on the same terms.
  func value<Value: DatabaseValueConvertible>(_ index: Int) throws(StoreError) -> Value {
    try Self.decode(self[index])
  }

  private static func decode<Value: DatabaseValueConvertible>(
    _ stored: DatabaseValue
  ) throws(StoreError) -> Value {
    guard let value = Value.fromDatabaseValue(stored) else { throw .damaged(kind: .file, id: 0) }
    return value
  }
}
