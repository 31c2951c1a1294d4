import GRDB
import Keys

/// Finds the rows of plain tenant names and ids, by their keyed hashes.
struct IdentityLookup {
  let store: Store
  let db: Database

  /// The row of a tenant, or nil when the store has none of this name.
  func tenant(named name: String) throws -> Int64? {
    var hasher = try KeyedHasher(key: store.keys.identity)
    let hash = try IdentityHash.tenant(Array(name.utf8), &hasher)
    return try Int64.fetchOne(
      db, sql: "SELECT id FROM tenants WHERE hash = ?", arguments: [hash.data])
  }

  /// The row of a tenant of whom something is stored; throws ``StoreError/notStored(_:)`` for others.
  func storedTenant(named name: String) throws -> Int64 {
    guard let tenant = try tenant(named: name) else { throw StoreError.notStored(.tenant) }
    return tenant
  }

  /// The rows of all tenants.
  func tenants() throws -> [Int64] {
    try Int64.fetchAll(db, sql: "SELECT id FROM tenants ORDER BY id")
  }

  /// The row of a tenant's subject, or nil when nothing of it is stored.
  func subject(_ id: String, tenant: Int64) throws -> Int64? {
    guard var hasher = try hasher(of: tenant) else { return nil }
    let hash = try IdentityHash.subject(Array(id.utf8), &hasher)
    return try Int64.fetchOne(
      db, sql: "SELECT id FROM subjects WHERE hash = ?", arguments: [hash.data])
  }

  /// The row of a tenant's subject, who need not have records yet; the caller holds the write
  /// lock.
  func subject(making id: String, tenant: Int64) throws -> Int64 {
    if let known = try subject(id, tenant: tenant) { return known }
    guard var hasher = try hasher(of: tenant) else {
      throw StoreError.damaged(kind: .tenant, id: tenant)
    }
    let hash = try IdentityHash.subject(Array(id.utf8), &hasher)
    let row = try StoreState.fetch(db).next.subject
    try db.execute(
      sql: "INSERT INTO subjects (id, tenant, hash) VALUES (?, ?, ?)",
      arguments: [row, tenant, hash.data])
    try store.sums.addSubject(row, tenant: tenant, hash: hash)
    try db.execute(sql: "UPDATE store_state SET next_subject = ?", arguments: [row + 1])
    return row
  }

  /// The row of a tenant's conversation, or nil when nothing of it is stored.
  func conversation(_ id: String, tenant: Int64) throws -> Int64? {
    guard var hasher = try hasher(of: tenant) else { return nil }
    let hash = try IdentityHash.conversation(Array(id.utf8), &hasher)
    return try Int64.fetchOne(
      db, sql: "SELECT id FROM conversations WHERE hash = ?", arguments: [hash.data])
  }

  /// Nil when the tenant's identity key was destroyed: its ids can be found no more.
  private func hasher(of tenant: Int64) throws -> KeyedHasher? {
    let keyID = try Int64.fetchOne(
      db, sql: "SELECT identity_key FROM tenants WHERE id = ?", arguments: [tenant])
    guard let keyID, let key = try store.ring.key(keyID, kind: .tenantIdentity) else { return nil }
    return try KeyedHasher(key: key)
  }
}
