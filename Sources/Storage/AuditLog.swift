import GRDB
import Keys
import Retention

import struct Foundation.Data

/// Writes entries whose hashes chain, inside the transaction of what they speak of.
///
/// Each hash is an HMAC over the entry and the hash before it, under a key of the ring: who can
/// write the file cannot rebuild the chain without the ring and the root key.
struct AuditLog {
  private let key: SecretKey

  init(key: SecretKey) {
    self.key = key
  }

  /// Appends an entry; must run inside a write transaction, as it builds on the last row.
  func append(_ entry: AuditEntry, to db: Database) throws {
    let last = try Row.fetchOne(db, sql: "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1")
    let id: Int64 = (last?["id"] ?? 0) + 1
    let previous = (last?["hash"] as Data?).map { [UInt8]($0) } ?? []
    let hash = try Self.hash(entry, id: id, previous: previous, key: key)
    let statement = try db.cachedStatement(
      sql: "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    try statement.execute(arguments: [
      id, entry.at.milliseconds, entry.actor, entry.action.rawValue, entry.objectKind,
      entry.objectID, entry.outcome.rawValue, entry.reason, entry.detailText, Data(hash.bytes),
    ])
  }

  private static func hash(
    _ entry: AuditEntry, id: Int64, previous: [UInt8], key: SecretKey
  ) throws -> Digest32 {
    var hasher = try KeyedHasher(key: key)
    try hasher.begin()
    try hasher.add("hush audit v1")
    try hasher.add(previous)
    for number in [id, entry.at.milliseconds, entry.objectID ?? -1] {
      var bytes: [UInt8] = []
      bytes.append(bigEndian: number)
      try hasher.add(bytes)
    }
    for text in [
      entry.actor, entry.action.rawValue, entry.objectKind, entry.outcome.rawValue,
      entry.reason ?? "", entry.detailText,
    ] { try hasher.add(Array(text.utf8)) }
    return try hasher.finish()
  }
}
