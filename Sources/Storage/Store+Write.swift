import GRDB

extension Store {
  /// Runs `body` in one transaction under the write lock and commits it; the ring then learns
  /// where the audit log ends.
  ///
  /// Writers have their turn in the order they came. Throws `StoreError.locked` when nobody gives the lock up in time, or what `body` throws;
  /// nothing is written then.
  func write<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
    try StoreError.mapping {
      try queue.writeWithoutTransaction { db in
        try beginWriting(db)
        do {
          let result = try body(db)
          let head = try AuditLog.head(db)
          try db.commit()
          try checkPlaces()
          try ring.confirmAudit(count: head.count, hash: head.hash)
          return result
        } catch {
          if db.isInsideTransaction { try? db.rollback() }
          throw error
        }
      }
    }
  }

  /// Takes the write lock, in turn. Throws `StoreError.replaced` when the files are not in place.
  func beginWriting(_ db: Database) throws {
    try checkPlaces()
    let turn = try takeTurn()
    try db.beginTransaction(.immediate)
    extendLifetime(turn)
  }

  /// A place at the head of those who wait for the write lock, until the value is let go of.
  ///
  /// SQLite alone would let a busy writer, who asks again the moment it has committed, keep
  /// everybody else away. Nil when the folder cannot be opened: then there is only that lock.
  func takeTurn() throws(StoreError) -> FolderLock? {
    do {
      return try FolderLock.take(for: [path])
    } catch .locked {
      throw .locked
    } catch {
      return nil
    }
  }

  /// Writes one audit entry in a transaction of its own.
  func audit(_ entry: AuditEntry) throws(StoreError) {
    try write { try AuditLog(key: keys.audit).append(entry, to: $0) }
  }
}
