import GRDB
import Keys
import Retention

import struct Foundation.Data

/// Writes entries whose hashes chain, inside the transaction of what they speak of.
///
/// Each hash is an HMAC over the entry and the hash before it, under a key of the ring: who can
/// write the file cannot rebuild the chain without the ring and the root key.
struct AuditLog {
  /// Who acts on its own accord, and so in nobody's role.
  static let ownActor = "hush"

  private let key: SecretKey
  /// In what role people act who have the store open.
  private let role: String?

  init(_ store: Store) {
    key = store.keys.audit
    role = store.role
  }

  /// Appends an entry; must run inside a write transaction, as it builds on the last row.
  func append(_ entry: AuditEntry, to db: Database) throws {
    let head = try Self.head(db)
    let record = AuditRecord(
      entry, role: entry.actor == Self.ownActor ? nil : role, id: head.count + 1)
    let hash = try hash(record, previous: head.hash)
    let statement = try db.cachedStatement(
      sql: "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    try statement.execute(arguments: [
      record.id, record.at.milliseconds, record.actor, record.role, record.action,
      record.objectKind,
      record.objectID, record.outcome, record.reason, record.detail, Data(hash.bytes),
    ])
  }

  /// The last entry's number, which is their count, and its hash; none is empty.
  static func head(_ db: Database) throws -> (count: Int64, hash: [UInt8]) {
    let statement = try db.cachedStatement(
      sql: "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1")
    guard let row = try Row.fetchOne(statement) else { return (0, []) }
    return (try row.value("id"), [UInt8](try row.value("hash") as Data))
  }

  /// The hash an entry must have behind the one before it.
  func hash(_ record: AuditRecord, previous: [UInt8]) throws -> Digest32 {
    var hasher = try KeyedHasher(key: key)
    try hasher.begin()
    try hasher.add("hush audit v2")
    try hasher.add(previous)
    for number in [record.id, record.at.milliseconds, record.objectID ?? -1] {
      var bytes: [UInt8] = []
      bytes.append(bigEndian: number)
      try hasher.add(bytes)
    }
    for text in [
      record.actor, record.role ?? "", record.action, record.objectKind, record.outcome,
      record.reason ?? "", record.detail,
    ] { try hasher.add(Array(text.utf8)) }
    return try hasher.finish()
  }
}
