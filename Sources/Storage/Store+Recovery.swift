import GRDB
import Retention

extension Store {
  /// Finishes the erasures that were cut off, and repeats those that a restored copy has undone.
  ///
  /// Nothing is written when there is nothing to do. A live writer that keeps the lock for as long
  /// as a writer waits leaves it to the next opening: what is to go cannot be read meanwhile.
  func finishErasures(now: Timestamp) throws(StoreError) {
    guard try isUnfinished(now: now) else { return }
    do {
      try listDeletions(Deed(actor: AuditLog.ownActor, now: now))
      try write { db in
        let generation = try StoreState.fetch(db).erasureGeneration
        let ringGeneration = try ring.erasureGeneration
        // First, so that what a person asked for is told from what a copy brought back.
        try eraseDueSubjects(Deed(actor: AuditLog.ownActor, now: now), db)
        if ringGeneration > generation { try removeRowsOfDestroyedKeys(since: generation, now, db) }
        if ringGeneration < generation { _ = try destroyUnnamedKeys(atLeast: generation, db) }
        try DoomedKeys(db, sums).destroy(in: ring)
        try db.execute(
          sql: "UPDATE store_state SET erasure_generation = ?", arguments: [ring.erasureGeneration])
      }
    } catch .locked { return }
    _ = try truncateWAL()
    if try StoreError.mapping({ try ring.holdsResidue }) { _ = try ring.scrub() }
  }

  private func isUnfinished(now: Timestamp) throws(StoreError) -> Bool {
    try StoreError.mapping {
      let (generation, isDue) = try queue.unsafeRead { db in
        let isDue = try DoomedKeys(db, sums).areThere || !subjectsToErase(db, now: now).isEmpty
        return (try StoreState.fetch(db).erasureGeneration, isDue)
      }
      return try isDue || generation != ring.erasureGeneration || ring.holdsResidue
    }
  }

  /// A restored older store has rows whose keys were destroyed since: they go again.
  private func removeRowsOfDestroyedKeys(
    since generation: Int64, _ now: Timestamp, _ db: Database
  ) throws {
    // What the list lacks would come back for good.
    try ring.checkDestroyedKeys()
    let destroyed = try ring.destroyedKeys(after: generation)
    var participants: [(id: Int64, place: LiveHolds.Place)] = []
    let rows = try Row.fetchCursor(
      db, sql: "SELECT id, key, tenant, subject, conversation FROM participants ORDER BY id")
    while let row = try rows.next() {
      guard destroyed.contains(try row.value(1)) else { continue }
      let place = LiveHolds.Place(
        tenant: try row.value(2), subject: try row.value(3), conversation: try row.value(4))
      participants.append((try row.value(0), place))
    }
    guard !participants.isEmpty else {
      return try TenantClosure(db).closeThose(withKeysAmong: destroyed)
    }
    var removal = try Removal(self, db, cause: .replay, at: now)
    for participant in participants {
      try removal.deleteAll(of: participant.id, at: participant.place)
    }
    let keys = try removal.finish()
    let entry = AuditEntry(
      at: now, actor: AuditLog.ownActor, action: .replayErasures, objectKind: "records",
      objectID: nil,
      outcome: .done, reason: nil, detail: [(.deleted, removal.deleted), (.keys, keys)])
    try AuditLog(self).append(entry, to: db)
    try TenantClosure(db).closeThose(withKeysAmong: destroyed)
  }

  /// A restored older ring has keys of rows that are deleted since: they are destroyed again. Says how many there were.
  func destroyUnnamedKeys(atLeast generation: Int64, _ db: Database) throws -> Int64 {
    let named = try Int64.fetchSet(db, sql: "SELECT key FROM participants")
      .union(Int64.fetchSet(db, sql: "SELECT key FROM quarantine_days"))
      .union(Int64.fetchSet(db, sql: "SELECT key FROM deletion_keys"))
      .union(
        Int64.fetchSet(
          db,
          sql: """
            SELECT identity_key FROM tenants UNION SELECT pseudonym_key FROM tenants
            UNION SELECT sealing_key FROM tenants
            """))
    let kinds: [KeyKind] = [
      .participant, .quarantineDay, .deletion, .tenantIdentity, .tenantPseudonym, .tenantSealing,
    ]
    let held = try kinds.reduce(into: Set<Int64>()) { try $0.formUnion(ring.keys(of: $1)) }
    let unnamed = held.subtracting(named)
    _ = try ring.destroy(Array(unnamed), atLeast: generation)
    return Int64(unnamed.count)
  }
}
