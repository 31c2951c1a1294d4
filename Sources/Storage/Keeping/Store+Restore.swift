import GRDB
public import Retention

/// What going on with a store from a backup came to.
public struct RestoreReport: Equatable, Sendable {
  /// When the last entry was made that the store still has; nil when it has none.
  public let lastEntryAt: Timestamp?
  /// How many audit entries the key ring knew of that the store does not have, as far as the count tells.
  public let lostEntries: Int64
  /// Keys of what came after the backup, which nothing in the store needs.
  public let keysDestroyed: Int64
  /// Consents that are relied on no more, as they may have been taken back since.
  public let consentsInDoubt: Int64
}

extension Store {
  /// Goes on with a store that is older than its key ring: from now on the ring takes the end of the store's audit log
  /// for the last one there is.
  ///
  /// What was erased since is gone already: opening replayed it. What people said since is not in the store, so that no
  /// consent from before is relied on any more; and the keys of what came since are destroyed, as nothing would ever
  /// destroy them otherwise: a newer copy of the store cannot be read afterwards. Cut off, it is to be run again.
  ///
  /// Throws `StoreError.badTag`.
  ///
  /// - Returns: nil when the store is as new as its ring, and nothing was changed.
  public func acceptRestoredStore(_ deed: Deed) throws(StoreError) -> RestoreReport? {
    try deed.check()
    let report = try write { db in try continuesConfirmedAudit(db) ? nil : accept(deed, db) }
    guard report != nil else { return nil }
    try StoreError.mapping {
      let head = try queue.unsafeRead { try AuditLog.head($0) }
      try ring.acceptAudit(count: head.count, hash: head.hash)
    }
    if try StoreError.mapping({ try ring.holdsResidue }) { _ = try ring.scrub() }
    return report
  }

  private func accept(_ deed: Deed, _ db: Database) throws -> RestoreReport {
    let last = try Row.fetchOne(db, sql: "SELECT id, at FROM audit ORDER BY id DESC LIMIT 1")
    let lost = max(0, try ring.confirmedAudit().count - (try last?.number("id") ?? 0))
    let keys = try destroyUnnamedKeys(atLeast: StoreState.fetch(db).erasureGeneration, db)
    try db.execute(
      sql: """
        UPDATE store_state SET erasure_generation = ?,
          last_doubtful_consent = (SELECT coalesce(max(id), 0) FROM consents)
        """, arguments: [ring.erasureGeneration])
    let inDoubt = try Int64.fetchOne(
      db, sql: "SELECT count(*) FROM consents WHERE decision = 'granted'")
    let entry = AuditEntry(
      at: deed.now, actor: deed.actor, action: .acceptRestored, objectKind: "store", objectID: nil,
      outcome: .done, reason: deed.reason, detail: [(.lost, lost), (.keys, keys)])
    try AuditLog(self).append(entry, to: db)
    return RestoreReport(
      lastEntryAt: (try last?.value("at") as Int64?).map { Timestamp(milliseconds: $0) },
      lostEntries: lost,
      keysDestroyed: keys, consentsInDoubt: inDoubt ?? 0)
  }
}
