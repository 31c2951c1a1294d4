import GRDB
public import Keys
import Retention

/// What a rotation of the root key did.
public struct RotationReport: Equatable, Sendable {
  /// How many keys are wrapped by the new root key.
  public let keys: Int64
  /// Whether the ring's file and write-ahead log hold nothing wrapped by the old one any more.
  public let isScrubbed: Bool
}

extension Store {
  /// Wraps the keys of the ring by another root key; no record is touched.
  ///
  /// From the commit on the old root key opens nothing here; old copies of the ring need it, so
  /// destroying it kills them. The store must be opened anew with the new one; whoever has it open
  /// fails at their next commit. Cut off after that commit, ``completeRotation(_:)`` finishes.
  ///
  /// Throws `StoreError.sameKey` when it is the same root key, `badTag`.
  public func rotateRootKey(
    to new: RootKey, _ deed: Deed
  ) throws(StoreError) -> RotationReport {
    try deed.check()
    guard new.id != rootKey.id else { throw .sameKey }
    try write { db in try append(.begun, keys: nil, deed, db) }
    let keys = try write { db in
      try ring.dropKeysOfUnfinishedCommit(after: StoreState.fetch(db).commitNumber)
      let count = try ring.rewrap(from: rootKey, to: new)
      try append(.done, keys: count, deed, db)
      return count
    }
    return RotationReport(keys: keys, isScrubbed: try ring.scrub())
  }

  /// Finishes a rotation that was cut off when the ring had the new root key already; nil when
  /// there is none to finish.
  public func completeRotation(_ deed: Deed) throws(StoreError) -> RotationReport? {
    try deed.check()
    let keys: Int64? = try write { db in
      let last = try String.fetchOne(
        db,
        sql: "SELECT outcome FROM audit WHERE action = ? ORDER BY id DESC LIMIT 1",
        arguments: [AuditEntry.Action.rotateKey.rawValue])
      guard last == AuditEntry.Outcome.begun.rawValue else { return nil }
      let count = try ring.count()
      try append(.done, keys: count, deed, db)
      return count
    }
    guard let keys else { return nil }
    return RotationReport(keys: keys, isScrubbed: try ring.scrub())
  }

  private func append(
    _ outcome: AuditEntry.Outcome, keys count: Int64?, _ deed: Deed, _ db: Database
  ) throws {
    let entry = AuditEntry(
      at: deed.now, actor: deed.actor, action: .rotateKey, objectKind: "key-ring", objectID: nil,
      outcome: outcome, reason: deed.reason, detail: count.map { [(.keys, $0)] } ?? [])
    try AuditLog(self).append(entry, to: db)
  }
}
