import GRDB
import Keys

import struct Foundation.Data

/// What tells whether a ring's state and its list of destroyed keys are as they were written: without them nobody
/// would know what an older copy of the store must lose.
///
/// Under keys that follow from the root key, as the ring must be checked before any key in it is used.
struct RingSeal {
  let root: RootKey

  /// Throws `StoreError.damaged` when the state was changed by something else.
  ///
  /// Complexity: constant; the list of destroyed keys is only looked at for being there at all.
  func check(_ db: Database) throws {
    let state = try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT *, EXISTS (SELECT 1 FROM destroyed_keys) AS has_list FROM ring_state"))
    guard let state, try state.value("mac") == Data(try mac(of: state).bytes),
      try (state.value("destroyed_sum") == Self.bytes(of: 0)) != state.value("has_list")
    else { throw StoreError.damaged(kind: .keyRing, id: 0) }
  }

  /// Throws `StoreError.damaged` when keys are missing from the list of the destroyed ones, or were added to it.
  ///
  /// Complexity: the whole list is read.
  func checkDestroyedKeys(_ db: Database) throws {
    let stored = try Data.fetchOne(db, sql: "SELECT destroyed_sum FROM ring_state")
    guard stored == Self.bytes(of: try counted(db)) else {
      throw StoreError.damaged(kind: .keyRing, id: 0)
    }
  }

  /// Seals the state as it is after a change; the commit follows.
  ///
  /// - Parameter destroyed: the keys that the change added to the list.
  func renew(_ db: Database, destroyed: [(key: Int64, generation: Int64)] = []) throws {
    if !destroyed.isEmpty {
      let stored = try Data.fetchOne(db, sql: "SELECT destroyed_sum FROM ring_state")
      let before = Digest16([UInt8](stored ?? Data()).span) ?? .zero
      var sum = try BlockSum(key: root.secret.derived("hush ring sums v1"))
      for entry in destroyed { try sum.add(Self.block(entry.key, entry.generation)) }
      let total = (UInt128(before.high) << 64 | UInt128(before.low)) &+ (try sum.total())
      try db.execute(
        sql: "UPDATE ring_state SET destroyed_sum = ?", arguments: [Self.bytes(of: total)])
    }
    guard let state = try Row.fetchOne(db.cachedStatement(sql: "SELECT * FROM ring_state")) else {
      throw StoreError.damaged(kind: .keyRing, id: 0)
    }
    try db.cachedStatement(sql: "UPDATE ring_state SET mac = ?")
      .execute(arguments: [Data(try mac(of: state).bytes)])
  }

  /// Seals everything anew, whoever wrote it: for a ring under another root key.
  func renewAll(_ db: Database) throws {
    try db.execute(
      sql: "UPDATE ring_state SET destroyed_sum = ?",
      arguments: [Self.bytes(of: try counted(db))])
    try renew(db)
  }

  private func counted(_ db: Database) throws -> UInt128 {
    var sum = try BlockSum(key: root.secret.derived("hush ring sums v1"))
    let rows = try HotStatement(db, sql: "SELECT key_id, generation FROM destroyed_keys")
    defer { rows.close() }
    while try rows.next() { try sum.add(Self.block(rows.integer(0), rows.integer(1))) }
    return try sum.total()
  }

  private func mac(of state: Row) throws -> Digest32 {
    var hasher = try KeyedHasher(key: root.secret.derived("hush ring state v1"))
    let bytes = state.encoded { $0 != "mac" && $0 != "has_list" }
    return try hasher.hash(bytes.span)
  }

  private static func block(_ key: Int64, _ generation: Int64) -> UInt128 {
    UInt128(UInt64(bitPattern: key)) << 64 | UInt128(UInt64(bitPattern: generation))
  }

  private static func bytes(of sum: UInt128) -> Data {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: sum)
    return Data(bytes)
  }
}

extension KeyRing {
  /// Changes the ring in one transaction of its own and seals its state again.
  ///
  /// Throws `StoreError.damaged` when somebody else changed it before; nothing is written then.
  func change(_ body: (Database) throws -> Void) throws {
    try change(sealedBy: seal) { db, _ in try body(db) }
  }

  /// The same, for a change that adds to the list of destroyed keys, or to a ring under another root key.
  func change(
    sealedBy seal: RingSeal,
    _ body: (Database, _ destroyed: inout [(key: Int64, generation: Int64)]) throws -> Void
  ) throws {
    try queue.writeWithoutTransaction { db in
      try db.inTransaction(.immediate) {
        try checkRoot(db, seal.root.id)
        try seal.check(db)
        var destroyed: [(key: Int64, generation: Int64)] = []
        try body(db, &destroyed)
        try seal.renew(db, destroyed: destroyed)
        return .commit
      }
    }
  }

  /// Throws `StoreError.damaged` when the list of destroyed keys is not as it was written.
  func checkDestroyedKeys() throws {
    try queue.unsafeRead { try seal.checkDestroyedKeys($0) }
  }
}
