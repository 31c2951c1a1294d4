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
    var reached: Int64 = 0
    try change(sealedBy: seal) { db, list in
      let state = try Int64.fetchOne(db, sql: "SELECT erasure_generation FROM ring_state") ?? 0
      let generation = max(try state.checked() + 1, floor)
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
        if try remember.change() { list.append((id, generation)) }
      }
      reached = destroyed ? generation : max(state, floor)
      try db.execute(
        sql: """
          UPDATE ring_state SET erasure_generation = ?, holds_residue = holds_residue OR ?
          """, arguments: [reached, destroyed])
    }
    return reached
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
      try queue.unsafeRead { try holdsResidue($0) }
    }
  }

  private func holdsResidue(_ db: Database) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT holds_residue FROM ring_state") ?? false
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
      let isEmptied = try queue.writeWithoutTransaction { db in
        if try holdsResidue(db) { try db.execute(sql: "VACUUM") }
        return try db.truncateWAL()
      }
      guard isEmptied else { return false }
      if try holdsResidue {
        try change(sealedBy: lastSeal) { db, _ in
          try db.execute(sql: "UPDATE ring_state SET holds_residue = 0")
        }
      }
      return true
    }
  }
}
