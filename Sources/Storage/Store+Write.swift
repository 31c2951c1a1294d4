import GRDB

import struct Foundation.Data

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
          try sums.seal(into: db)
          try db.commit()
          try checkPlaces()
          try confirmAudit(head, db)
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
    try db.takeWriteLock()
    extendLifetime(turn)
    do {
      try sums.begin(db)
    } catch {
      try? db.rollback()
      throw error
    }
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

  /// Whether somebody waits for the write lock; asked by who has it.
  var isAwaited: Bool { FolderLock.isTaken(for: path) }

  /// Writes one audit entry in a transaction of its own.
  func audit(_ entry: AuditEntry) throws(StoreError) {
    try write { try AuditLog(self).append(entry, to: $0) }
  }

  /// Notes that a list of people, tenants or what concerns them is read; before it is given.
  func auditListing(
    _ action: AuditEntry.Action, of objects: String, _ deed: Deed,
    naming detail: [(AuditEntry.Detail, Int64)] = []
  ) throws(StoreError) {
    try deed.check()
    try audit(
      AuditEntry(
        at: deed.now, actor: deed.actor, action: action, objectKind: objects, objectID: nil,
        outcome: .done, reason: deed.reason, detail: detail))
  }

  /// Tells the ring where the audit log ends, unless it is another log than the one whose end the ring knows: the ring
  /// goes on knowing better then, and `verify` goes on saying so.
  func confirmAudit(_ head: (count: Int64, hash: [UInt8]), _ db: Database) throws {
    guard try continuesConfirmedAudit(db) else { return }
    try ring.confirmAudit(count: head.count, hash: head.hash)
  }

  /// Whether the audit log holds the entry that the ring saw last; not so when an older store was put in place of the
  /// one that the ring belongs to, and what was said since is lost.
  func continuesConfirmedAudit(_ db: Database) throws -> Bool {
    let confirmed = try ring.confirmedAudit()
    guard confirmed.count > 0 else { return true }
    let statement = try db.cachedStatement(sql: "SELECT hash FROM audit WHERE id = ?")
    let hash = try Data.fetchOne(statement, arguments: [confirmed.count])
    return hash.map { [UInt8]($0) } == confirmed.hash
  }
}

extension Database {
  /// Begins a transaction that writes, as soon as nobody else does.
  ///
  /// Throws SQLITE_BUSY when the lock is not given up in time.
  fileprivate func takeWriteLock() throws {
    try waiting(0) {
      var patience = LockPatience()
      while true {
        do {
          return try beginTransaction(.immediate)
        } catch let error as DatabaseError
          where error.resultCode == .SQLITE_BUSY && patience.waitsOn()
        {}
      }
    }
  }
}
