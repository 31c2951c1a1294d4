import GRDB
import Keys

import struct Foundation.Data

extension KeyRing {
  private static let pageLength = 4_096

  /// Wraps every key by another root key, in one transaction: cut off at any moment, one root key
  /// opens all of them and the other none.
  ///
  /// Pages and write-ahead log hold the old wrapped keys until `scrub()`. This object, and any
  /// other that has the ring open, knows the old root key and finds its keys no more.
  ///
  /// - Returns: how many keys there are.
  func rewrap(from old: RootKey, to new: RootKey) throws -> Int64 {
    var unwrapping = try KeyWrapping(root: old)
    var wrapping = try KeyWrapping(root: new)
    var count: Int64 = 0
    try queue.writeWithoutTransaction { db in
      try db.inTransaction(.immediate) {
        try checkRoot(db)
        try seal.check(db)
        try seal.checkDestroyedKeys(db)
        var last = Int64.min
        while let page = try Self.page(after: last, db) {
          for entry in page {
            let associated = associatedData(id: entry.id, kind: entry.kind)
            let key: SecretKey
            do {
              key = try unwrapping.unwrap(entry.wrapped.span, associated: associated.span)
            } catch CryptoError.notAuthentic { throw StoreError.damaged(kind: .key, id: entry.id) }
            let wrapped = try wrapping.wrap(key, associated: associated.span)
            try db.cachedStatement(sql: "UPDATE keys SET wrapped = ? WHERE key_id = ?")
              .execute(arguments: [Data(wrapped), entry.id])
            last = entry.id
          }
          count += Int64(page.count)
        }
        try db.execute(
          sql: "UPDATE ring_state SET root_key_id = ?, holds_residue = 1",
          arguments: [new.id.data])
        try RingSeal(root: new).renewAll(db)
        return .commit
      }
    }
    noteRotation(to: new)
    return count
  }

  /// How many keys the ring holds.
  func count() throws -> Int64 {
    try queue.unsafeRead { try Int64.fetchOne($0, sql: "SELECT count(*) FROM keys") ?? 0 }
  }

  /// Throws `StoreError.wrongKey` when the ring was rotated to another root key since it was
  /// opened: what is wrapped by the old one would be lost.
  func checkRoot(_ db: Database, _ expected: Digest16? = nil) throws {
    let stored = try Data.fetchOne(
      db.cachedStatement(sql: "SELECT root_key_id FROM ring_state"))
    guard stored == (expected ?? seal.root.id).data else { throw StoreError.wrongKey }
  }

  private struct WrappedKey {
    let id: Int64
    let kind: KeyKind
    let wrapped: [UInt8]
  }

  private static func page(after last: Int64, _ db: Database) throws -> [WrappedKey]? {
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT key_id, kind, wrapped FROM keys WHERE key_id > ? ORDER BY key_id
          LIMIT \(pageLength)
          """), arguments: [last])
    var page: [WrappedKey] = []
    while let row = try rows.next() {
      guard let kind = KeyKind(rawValue: try row.value(1)) else {
        throw StoreError.damaged(kind: .key, id: try row.value(0))
      }
      page.append(
        WrappedKey(id: try row.value(0), kind: kind, wrapped: [UInt8](try row.value(2) as Data)))
    }
    return page.isEmpty ? nil : page
  }
}
