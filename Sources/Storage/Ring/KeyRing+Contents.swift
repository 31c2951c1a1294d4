import GRDB

extension KeyRing {
  /// The numbers of all keys of a kind.
  func keys(of kind: KeyKind) throws -> Set<Int64> {
    try queue.unsafeRead { db in
      try Int64.fetchSet(
        db, sql: "SELECT key_id FROM keys WHERE kind = ?", arguments: [kind.rawValue])
    }
  }

  /// The numbers of all keys that came with the store's commits up to one.
  func keys(upTo commitNumber: Int64) throws -> [Int64: Int] {
    try queue.unsafeRead { db in
      let rows = try Row.fetchCursor(
        db, sql: "SELECT key_id, kind FROM keys WHERE commit_number <= ?",
        arguments: [commitNumber])
      var kinds: [Int64: Int] = [:]
      while let row = try rows.next() { kinds[try row.value(0)] = try row.value(1) }
      return kinds
    }
  }

  /// Whether SQLite's own checks of the file find nothing.
  func isSound() throws -> Bool {
    try queue.unsafeRead { try String.fetchAll($0, sql: "PRAGMA integrity_check(1)") == ["ok"] }
  }
}
