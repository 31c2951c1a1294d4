import GRDB

extension Store {
  /// Runs `body` in one transaction under the write lock and commits it.
  ///
  /// Throws `StoreError.locked` when nobody gives the lock up in time, or what `body` throws;
  /// nothing is written then.
  func write<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
    try StoreError.mapping {
      try queue.writeWithoutTransaction { db in
        try db.beginTransaction(.immediate)
        do {
          let result = try body(db)
          try db.commit()
          return result
        } catch {
          if db.isInsideTransaction { try? db.rollback() }
          throw error
        }
      }
    }
  }

  /// Writes one audit entry in a transaction of its own.
  func audit(_ entry: AuditEntry) throws(StoreError) {
    try write { try AuditLog(key: keys.audit).append(entry, to: $0) }
  }
}
