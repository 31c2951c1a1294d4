import GRDB
import Keys
import Retention

import struct Foundation.Data

/// Finds a tenant's row, or makes it with its keys, for what is said of tenants before records.
struct TenantMaking {
  private let store: Store
  private let db: Database

  /// The caller holds the write lock.
  init(store: Store, db: Database) {
    self.store = store
    self.db = db
  }

  /// The row of a tenant; a new one's keys are durable in the ring when the call returns.
  func row(of name: String, now: Timestamp) throws -> Int64 {
    if let known = try IdentityLookup(store: store, db: db).tenant(named: name) { return known }
    let bytes = Array(name.utf8)
    var hasher = try KeyedHasher(key: store.keys.identity)
    let hash = try IdentityHash.tenant(bytes, &hasher)
    let keys = try [KeyKind.tenantIdentity, .tenantPseudonym, .tenantSealing]
      .map { try store.ring.makeKey($0) }
    let associated = AssociatedData.name(store: store.id, kind: .tenantSealing, hash: hash)
    var context = try SealingContext()
    var sealedName: [UInt8] = []
    try context.seal(
      bytes.span, under: keys[2].key, associated: associated.span, appendingTo: &sealedName)
    let commitNumber = try StoreState.fetch(db).commitNumber
    try store.ring.dropKeysOfUnfinishedCommit(after: commitNumber)
    try store.ring.write(keys, commitNumber: commitNumber + 1, day: now.day)
    try db.execute(
      sql: """
        INSERT INTO tenants (hash, sealed_name, identity_key, pseudonym_key, sealing_key)
        VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [hash.data, Data(sealedName), keys[0].id, keys[1].id, keys[2].id])
    let row = db.lastInsertedRowID
    try db.execute(sql: "UPDATE store_state SET commit_number = commit_number + 1")
    return row
  }
}
