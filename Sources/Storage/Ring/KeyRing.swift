import GRDB
import Keys
import Synchronization

import struct Foundation.Data

/// The file that holds every key of a store, wrapped by the root key.
///
/// It is a file of its own, so that copies of the store hold no keys: destroying one here kills
/// what it sealed wherever copies lie.
final class KeyRing: Sendable {
  let path: String
  let storeID: StoreID
  let queue: DatabaseQueue
  /// By the root key that the ring was opened with.
  let seal: RingSeal
  /// By the root key that this object has rotated the ring to.
  private let nextSeal = Mutex<RingSeal?>(nil)
  private let wrapping: Mutex<KeyWrapping>

  private init(path: String, storeID: StoreID, queue: DatabaseQueue, root: RootKey) throws {
    self.path = path
    self.storeID = storeID
    self.queue = queue
    seal = RingSeal(root: root)
    wrapping = Mutex(try KeyWrapping(root: root))
  }

  /// Makes the ring of a new store, holding the store's own keys.
  static func create(
    at path: String, storeID: StoreID, root: RootKey, createdAtDay day: Int,
    keys: (KeyRing) throws -> [KeyEntry]
  ) throws(StoreError) {
    try StoreError.mapping {
      let maker = try KeyRing(path: path, storeID: storeID, queue: DatabaseQueue(), root: root)
      let entries = try keys(maker)
      try StoreFile.keyRing.create(at: path) { db in
        try db.execute(sql: KeyRing.schema)
        try db.execute(
          sql: "INSERT INTO ring_state VALUES (1, ?, ?, 0, 0, 0, NULL, 0, x'', x'')",
          arguments: [storeID.data, root.id.data])
        try insert(entries, commitNumber: 0, day: day, into: db)
        try RingSeal(root: root).renewAll(db)
      }
    }
  }

  /// Opens a ring. Throws when it is missing, no ring, of another generation or another store,
  /// wrapped by another root key, or changed by something else; the file is unchanged then.
  static func open(
    _ path: String, storeID: StoreID, root: RootKey, readOnly: Bool
  ) throws(StoreError) -> KeyRing {
    guard StoreFile.exists(path) else { throw .keyRingMissing(path: path) }
    try check(path, storeID: storeID, root: root)
    let queue = try StoreFile.keyRing.connect(path, readOnly: readOnly)
    return try StoreError.mapping {
      try KeyRing(path: path, storeID: storeID, queue: queue, root: root)
    }
  }

  /// Whether the file is a ring that no store ever committed to.
  static func isUnused(_ path: String) -> Bool {
    guard StoreFile.exists(path),
      let queue = try? StoreFile.keyRing.connect(path, readOnly: true)
    else { return false }
    let commitNumber = try? queue.unsafeRead { db in
      try StoreFile.keyRing.check(db, path: path)
      return try Int64.fetchOne(db, sql: "SELECT commit_number FROM ring_state")
    }
    return commitNumber == 0
  }

  private static func check(
    _ path: String, storeID: StoreID, root: RootKey
  ) throws(StoreError) {
    let queue = try StoreFile.keyRing.connect(path, readOnly: true)
    try StoreError.mapping {
      try queue.unsafeRead { db in
        try StoreFile.keyRing.check(db, path: path)
        guard
          let row = try Row.fetchOne(db, sql: "SELECT store_id, root_key_id FROM ring_state")
        else { throw StoreError.notAStore(path: path) }
        guard try row.value("store_id") == storeID.data else {
          throw StoreError.keyRingOfAnotherStore(path: path)
        }
        guard try row.value("root_key_id") == root.id.data else { throw StoreError.wrongKey }
        try RingSeal(root: root).check(db)
      }
    }
  }

  /// A new random key under a new random number; nothing is written yet.
  func makeKey(_ kind: KeyKind) throws -> KeyEntry {
    let id = try RandomBytes.identifier()
    let key = try SecretKey.random()
    let associated = associatedData(id: id, kind: kind)
    let wrapped = try wrapping.withLock { try $0.wrap(key, associated: associated.span) }
    return KeyEntry(id: id, kind: kind, key: key, wrapped: wrapped)
  }

  /// By the root key that wraps the keys now, as far as this object knows.
  var lastSeal: RingSeal { nextSeal.withLock { $0 } ?? seal }

  /// Notes that the keys are wrapped by another root key from now on.
  func noteRotation(to root: RootKey) {
    nextSeal.withLock { $0 = RingSeal(root: root) }
  }

  /// The key of this number, or nil when it has been destroyed.
  func key(_ id: Int64, kind: KeyKind) throws -> SecretKey? {
    let wrapped = try queue.unsafeRead { db in
      let statement = try db.cachedStatement(
        sql: "SELECT wrapped FROM keys WHERE key_id = ? AND kind = ?")
      if let wrapped = try Data.fetchOne(statement, arguments: [id, kind.rawValue]) {
        return wrapped as Data?
      }
      let destroyed = try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM destroyed_keys WHERE key_id = ?)", arguments: [id])
      guard destroyed == true else { throw StoreError.damaged(kind: .key, id: id) }
      return nil
    }
    guard let wrapped else { return nil }
    let bytes = [UInt8](wrapped)
    do {
      return try unwrap(bytes.span, id: id, kind: kind)
    } catch {
      try queue.unsafeRead { try checkRoot($0) }
      throw error
    }
  }

  /// A key of its wrapped bytes. Throws `StoreError.damaged` when the root key does not open them.
  func unwrap(_ wrapped: Span<UInt8>, id: Int64, kind: KeyKind) throws -> SecretKey {
    let associated = associatedData(id: id, kind: kind)
    do {
      return try wrapping.withLock { try $0.unwrap(wrapped, associated: associated.span) }
    } catch CryptoError.notAuthentic { throw StoreError.damaged(kind: .key, id: id) }
  }

  /// Makes new keys durable ahead of the store's commit of this number.
  func write(_ entries: [KeyEntry], commitNumber: Int64, day: Int) throws {
    guard !entries.isEmpty else { return }
    try change { db in
      try Self.insert(entries, commitNumber: commitNumber, day: day, into: db)
      try db.execute(
        sql: "UPDATE ring_state SET commit_number = ?", arguments: [commitNumber])
    }
  }

  /// Whether the ring holds keys of the commit after the store's last.
  func isAhead(of commitNumber: Int64) throws -> Bool {
    try queue.unsafeRead { db in
      try Int64.fetchOne(db, sql: "SELECT commit_number FROM ring_state") == commitNumber + 1
    }
  }

  /// Drops the keys of a commit whose rows never came, if the last one was cut off in between.
  ///
  /// The caller holds the store's write lock, without which that commit may be under way.
  /// Only the one commit after the store's last is dropped: an older copy of a store may be
  /// opened for a look, and must not cost the newer one its keys.
  func dropKeysOfUnfinishedCommit(after commitNumber: Int64) throws {
    guard try isAhead(of: commitNumber) else { return }
    try change { db in
      try db.execute(
        sql: "DELETE FROM keys WHERE commit_number = ?", arguments: [commitNumber + 1])
      try db.execute(
        sql: "UPDATE ring_state SET commit_number = ?", arguments: [commitNumber])
    }
  }

  /// A second connection for threads that look keys up while another writes.
  func reader(root: RootKey) throws(StoreError) -> KeyRing {
    try Self.open(path, storeID: storeID, root: root, readOnly: true)
  }

  private static func insert(
    _ entries: [KeyEntry], commitNumber: Int64, day: Int, into db: Database
  ) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO keys (key_id, kind, wrapped, created_day, commit_number)
        VALUES (?, ?, ?, ?, ?)
        """)
    for entry in entries {
      try statement.execute(arguments: [
        entry.id, entry.kind.rawValue, Data(entry.wrapped), day, commitNumber,
      ])
    }
  }

  func associatedData(id: Int64, kind: KeyKind) -> [UInt8] {
    var bytes: [UInt8] = [1]
    bytes.append(contentsOf: storeID.digest.bytes)
    bytes.append(bigEndian: id)
    bytes.append(UInt8(kind.rawValue))
    return bytes
  }
}
