import GRDB

import struct Foundation.Data

extension KeyRing {
  /// Destroys keys for good and remembers their numbers; durable when the call returns.
  ///
  /// Keys that are gone already are no error. What the pages and the write-ahead log still hold
  /// of them is removed by `scrub()`.
  ///
  /// - Parameter atLeast: the generation a store is known to have reached.
  /// - Returns: the ring's generation, which has grown if there was anything to destroy.
  func destroy(_ ids: [Int64], atLeast floor: Int64 = 0) throws -> Int64 {
    try queue.writeWithoutTransaction { db in
      var reached: Int64 = 0
      try db.inTransaction(.immediate) {
        let state = try Int64.fetchOne(db, sql: "SELECT erasure_generation FROM ring_state") ?? 0
        let generation = max(state + 1, floor)
        let delete = try db.cachedStatement(sql: "DELETE FROM keys WHERE key_id = ?")
        let remember = try db.cachedStatement(
          sql: "INSERT OR IGNORE INTO destroyed_keys (key_id, generation) VALUES (?, ?)")
        var destroyed = false
        for id in ids {
          try delete.execute(arguments: [id])
          guard db.changesCount > 0 else { continue }
          destroyed = true
          try remember.execute(arguments: [id, generation])
        }
        reached = destroyed ? generation : max(state, floor)
        try db.execute(
          sql: """
            UPDATE ring_state SET erasure_generation = ?, holds_residue = holds_residue OR ?
            """, arguments: [reached, destroyed])
        return .commit
      }
      return reached
    }
  }

  /// How many destructions the ring has seen.
  var erasureGeneration: Int64 {
    get throws {
      try queue.unsafeRead {
        try Int64.fetchOne($0, sql: "SELECT erasure_generation FROM ring_state") ?? 0
      }
    }
  }

  /// Whether the file may still hold bytes of destroyed keys.
  var holdsResidue: Bool {
    get throws {
      try queue.unsafeRead {
        try Bool.fetchOne($0, sql: "SELECT holds_residue FROM ring_state") ?? false
      }
    }
  }

  /// The numbers of the keys destroyed after a generation.
  func destroyedKeys(after generation: Int64) throws -> Set<Int64> {
    try queue.unsafeRead { db in
      try Int64.fetchSet(
        db, sql: "SELECT key_id FROM destroyed_keys WHERE generation > ?", arguments: [generation])
    }
  }

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
      while let row = try rows.next() { kinds[row[0]] = row[1] }
      return kinds
    }
  }

  /// Whether SQLite's own checks of the file find nothing.
  func isSound() throws -> Bool {
    try queue.unsafeRead { try String.fetchAll($0, sql: "PRAGMA integrity_check(1)") == ["ok"] }
  }

  /// The end of the audit log as it was when the ring was last told.
  func confirmedAudit() throws -> (count: Int64, hash: [UInt8]) {
    try queue.unsafeRead { db in
      let row = try Row.fetchOne(db, sql: "SELECT audit_count, audit_head FROM ring_state")
      return (row?["audit_count"] ?? 0, [UInt8](row?["audit_head"] as Data? ?? Data()))
    }
  }

  /// Remembers the end of the audit log, so that a log that was cut off shows.
  func confirmAudit(count: Int64, hash: [UInt8]) throws {
    guard try confirmedAudit().count < count else { return }
    try queue.writeWithoutTransaction { db in
      try db.execute(
        sql: "UPDATE ring_state SET audit_count = ?1, audit_head = ?2 WHERE audit_count < ?1",
        arguments: [count, Data(hash)])
    }
  }

  /// Rewrites the file without what deleted keys left behind, and empties its write-ahead log.
  ///
  /// SQLite's `secure_delete` overwrites deleted rows, yet leaves copies in the gaps of pages
  /// that were split before; a rewritten file has none. Says whether the log was emptied.
  func scrub() throws(StoreError) -> Bool {
    try StoreError.mapping {
      try queue.writeWithoutTransaction { db in
        let holdsResidue = try Bool.fetchOne(db, sql: "SELECT holds_residue FROM ring_state")
        if holdsResidue == true { try db.execute(sql: "VACUUM") }
        guard try db.truncateWAL() else { return false }
        if holdsResidue == true { try db.execute(sql: "UPDATE ring_state SET holds_residue = 0") }
        return true
      }
    }
  }
}
