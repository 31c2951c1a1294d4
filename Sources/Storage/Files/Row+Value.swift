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

  /// A number that rows are counted by, on the same terms.
  ///
  /// Throws `StoreError.damaged` for one that no store reaches: what is added to it must not overflow.
  func number(_ column: String) throws(StoreError) -> Int64 {
    try (value(column) as Int64).checked()
  }

  func number(_ index: Int) throws(StoreError) -> Int64 { try (value(index) as Int64).checked() }

  private static func decode<Value: DatabaseValueConvertible>(
    _ stored: DatabaseValue
  ) throws(StoreError) -> Value {
    guard let value = Value.fromDatabaseValue(stored) else { throw .damaged(kind: .file, id: 0) }
    return value
  }
}

extension Int64 {
  /// Itself, if rows can be counted by it; throws `StoreError.damaged` if no store ever reaches it.
  func checked() throws(StoreError) -> Int64 {
    guard 0...1 << 60 ~= self else { throw .damaged(kind: .file, id: 0) }
    return self
  }
}
