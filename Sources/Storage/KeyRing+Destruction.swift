import GRDB

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
        let delete = try HotStatement(db, sql: "DELETE FROM keys WHERE key_id = ?")
        defer { delete.close() }
        let remember = try HotStatement(
          db, sql: "INSERT OR IGNORE INTO destroyed_keys (key_id, generation) VALUES (?, ?)")
        defer { remember.close() }
        var destroyed = false
        for id in ids {
          delete.bind(1, id)
          guard try delete.change() else { continue }
          destroyed = true
          remember.bind(1, id)
          remember.bind(2, generation)
          _ = try remember.change()
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
