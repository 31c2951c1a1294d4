import GRDB
import Glibc
public import Keys
public import Retention

import struct Foundation.Data

extension Store {
  /// The identity of the store at `path`, or nil when there is none: known before any key is.
  ///
  /// Throws `StoreError` when the file is no store or of another generation.
  public static func identity(at path: String) throws(StoreError) -> StoreID? {
    guard StoreFile.exists(path) else { return nil }
    let queue = try StoreFile.store.connect(path, readOnly: true)
    return try StoreError.mapping {
      try queue.unsafeRead { db in
        try StoreFile.store.check(db, path: path)
        let bytes = try Data.fetchOne(db, sql: "SELECT store_id FROM store_state")
        guard let bytes, let id = StoreID(bytes: [UInt8](bytes)) else {
          throw StoreError.damaged(kind: .header, id: 0)
        }
        return id
      }
    }
  }

  /// Makes a new store and its key ring, both with mode 0600.
  ///
  /// The identity comes from the caller, who may have named a key file after it. Of several
  /// processes that make the same store one succeeds; it has both files in place, the store's
  /// last, before another gets its answer. A ring beside the store's path that never saw a commit
  /// is the rest of an interrupted creation and is replaced. A failure leaves nothing behind.
  ///
  /// Throws `StoreError.cannotCreate` with the path that could not be made: the store's with
  /// `EEXIST` when there is a finished store, which can be opened; the ring's with `EEXIST` when
  /// only that is there; the store's with `ELOOP` when it is a link that leads nowhere.
  public static func create(
    at path: String, keyRing: String? = nil, id: StoreID, rootKey: RootKey, now: Timestamp
  ) throws(StoreError) {
    let ringPath = keyRing ?? defaultKeyRing(for: path)
    let lock = try FolderLock.take(for: [path, ringPath])
    defer { extendLifetime(lock) }
    guard !StoreFile.exists(path) else { throw .cannotCreate(path: path, errno: EEXIST) }
    guard !StoreFile.isTaken(path) else { throw .cannotCreate(path: path, errno: ELOOP) }
    // Only at the path that follows from the store's: another could be another store's ring.
    if ringPath == defaultKeyRing(for: path), KeyRing.isUnused(ringPath) {
      StoreFile.remove(ringPath)
    }
    var entries: [KeyEntry] = []
    try KeyRing.create(at: ringPath, storeID: id, root: rootKey, createdAtDay: now.day) { ring in
      entries = try [.storeIdentity, .storeSealing, .audit].map { try ring.makeKey($0) }
      return entries
    }
    do {
      try createFile(at: path, id: id, keys: entries, now: now)
    } catch {
      // The ring is this call's own: it was made under the lock, and only where none was.
      StoreFile.remove(ringPath)
      throw error
    }
  }

  private static func createFile(
    at path: String, id: StoreID, keys entries: [KeyEntry], now: Timestamp
  ) throws(StoreError) {
    try StoreError.mapping {
      let header = try sealedHeader(id: id, createdAt: now, key: entries[1].key)
      try StoreFile.store.create(at: path) { db in
        let sums = try RowSums(store: id, sealing: entries[1].key, audit: entries[2].key)
        try sums.attach(to: db)
        try makeSchema(db)
        try insertVocabulary(into: db)
        try db.execute(
          sql: "INSERT INTO store_state VALUES (1, ?, ?, ?, ?, ?, ?, 0, 0, 1, 1, 1, 1, 0, 0, x'')",
          arguments: [
            id.data, now.milliseconds, entries[0].id, entries[1].id, entries[2].id, header,
          ])
        try sums.sealAll(db)
      }
    }
  }

  /// The path of a store's key ring when none is named.
  public static func defaultKeyRing(for path: String) -> String { path + ".keys" }

  /// Opens a store with its root key.
  ///
  /// Throws `StoreError` for a missing store or ring, another generation, another store's ring or
  /// another root key, in each case before anything is written. What an erasure that was cut off
  /// has left, or a restored copy has brought back, goes before the call returns.
  ///
  /// - Parameter role: in what role whoever opens it acts, for the audit log; `badTag` if it is no code.
  public static func open(
    _ path: String, keyRing: String? = nil, rootKey: RootKey, mode: Mode = .readWrite,
    role: String? = nil, now: Timestamp
  ) throws(StoreError) -> Store {
    try Tag.checkCode(role, name: "role")
    guard let id = try identity(at: path) else { throw .notFound(path: path) }
    let readOnly = mode == .readOnly
    let ring = try KeyRing.open(
      keyRing ?? defaultKeyRing(for: path), storeID: id, root: rootKey, readOnly: readOnly)
    let queue = try StoreFile.store.connect(path, readOnly: readOnly)
    let opened = try StoreError.mapping {
      let state = try queue.unsafeRead { try StoreState.fetch($0) }
      guard let identity = try ring.key(state.identityKey, kind: .storeIdentity),
        let sealing = try ring.key(state.sealingKey, kind: .storeSealing),
        let audit = try ring.key(state.auditKey, kind: .audit)
      else { throw StoreError.damaged(kind: .header, id: 0) }
      try checkHeader(state, id: id, key: sealing)
      if !readOnly { try dropKeysOfUnfinishedCommit(ring, queue, seen: state.commitNumber) }
      return try Store(
        id: id, path: path, queue: queue, ring: ring, rootKey: rootKey,
        keys: StoreKeys(identity: identity, sealing: sealing, audit: audit),
        isReadOnly: readOnly, role: role)
    }
    if !readOnly {
      for file in [path, ring.path] { StoreFile.keepToOwner(file) }
      try opened.finishErasures(now: now)
      try opened.finishPeriodChanges()
    }
    return opened
  }

  /// Drops the keys of a commit that was cut off between the ring and the store.
  ///
  /// From outside, a commit that is under way looks the same; under the write lock there is none.
  /// A live writer that keeps the lock needs nobody to clean up after it now.
  private static func dropKeysOfUnfinishedCommit(
    _ ring: KeyRing, _ queue: DatabaseQueue, seen commitNumber: Int64
  ) throws {
    guard try ring.isAhead(of: commitNumber) else { return }
    do {
      try queue.writeWithoutTransaction { db in
        try db.inTransaction(.immediate) {
          try ring.dropKeysOfUnfinishedCommit(after: StoreState.fetch(db).commitNumber)
          return .commit
        }
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {}
  }

  private static func insertVocabulary(into db: Database) throws {
    for entry in DataClassRegistry.builtIn {
      try db.execute(
        sql: "INSERT INTO classes VALUES (?, ?)",
        arguments: [Int(entry.code), entry.dataClass.name])
    }
    for purpose in Purpose.allCases {
      try db.execute(
        sql: "INSERT INTO purposes VALUES (?, ?)",
        arguments: [Int(purpose.rawValue), purpose.name])
    }
  }

  /// What cannot be changed in the store's header without the sealing key: id and birth.
  private static func sealedHeader(
    id: StoreID, createdAt: Timestamp, key: SecretKey
  ) throws -> Data {
    var context = try SealingContext()
    var sealed: [UInt8] = []
    var text: [UInt8] = []
    text.append(bigEndian: createdAt.milliseconds)
    try context.seal(
      text.span, under: key, associated: headerAssociatedData(id).span, appendingTo: &sealed)
    return Data(sealed)
  }

  private static func checkHeader(_ state: StoreState, id: StoreID, key: SecretKey) throws {
    var context = try SealingContext()
    var text: [UInt8] = []
    var expected: [UInt8] = []
    expected.append(bigEndian: state.createdAt)
    do {
      try context.open(
        state.sealedHeader.span, under: key, associated: headerAssociatedData(id).span,
        appendingTo: &text)
    } catch { throw StoreError.damaged(kind: .header, id: 0) }
    guard text == expected else { throw StoreError.damaged(kind: .header, id: 0) }
  }

  private static func headerAssociatedData(_ id: StoreID) -> [UInt8] {
    Array("hush store header v1".utf8) + id.digest.bytes
  }
}
