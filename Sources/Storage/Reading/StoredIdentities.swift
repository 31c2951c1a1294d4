import GRDB
import Keys
import Retention

/// Finds what earlier runs stored, by hash, on connections of its own.
///
/// A lookup a miss was preferred to loading everything at the start: memory stays flat however
/// many conversations a store holds.
struct StoredIdentities: Sendable {
  let storeID: StoreID
  private let queue: DatabaseQueue
  private let ring: KeyRing
  private let sealing: SecretKey
  private let lookups: ParticipantLookup
  /// Whether the store held any participant when the run began.
  let holdsParticipants: Bool

  init(store: Store) throws(StoreError) {
    storeID = store.id
    sealing = store.keys.sealing
    let queue = try StoreFile.store.connect(store.path, readOnly: true)
    self.queue = queue
    let ring = try store.ring.reader(root: store.rootKey)
    self.ring = ring
    lookups = try StoreError.mapping { try ParticipantLookup(queue, ring) }
    holdsParticipants = try StoreError.mapping {
      try queue.unsafeRead {
        try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM participants)") ?? false
      }
    }
  }

  func makeKey(_ kind: KeyKind) throws -> KeyEntry { try ring.makeKey(kind) }

  /// The participant's row, subject and key, or nil when there is none or its key was destroyed.
  ///
  /// One caller at a time: the statements are shared.
  func participant(
    _ identity: Participant.Identity
  ) throws -> (rowID: Int64, subjectRowID: Int64, key: KeyEntry)? {
    guard let found = try lookups.participant(identity) else { return nil }
    let key = KeyEntry(id: found.keyID, kind: .participant, key: found.key, wrapped: [])
    return (found.rowID, found.subjectRowID, key)
  }

  /// When a subject's account was deleted, or nil while nobody has said so.
  func accountDeletedAt(subject hash: Digest16) throws -> Timestamp? {
    try queue.unsafeRead { db in
      let statement = try db.cachedStatement(
        sql: "SELECT account_deleted_at FROM subjects WHERE hash = ?")
      let row = try Row.fetchOne(statement, arguments: [hash.data])
      return try (row?.value("account_deleted_at") as Int64??)?.map { Timestamp(milliseconds: $0) }
    }
  }

  /// The tenant of this name hash, or nil when the store has none.
  func tenant(hash: Digest16, name: [UInt8]) throws -> Tenant? {
    let row = try queue.unsafeRead { db in
      try Row.fetchOne(db, sql: "SELECT * FROM tenants WHERE hash = ?", arguments: [hash.data])
    }
    guard let row else { return nil }
    let rowID: Int64 = try row.value("id")
    func entry(_ column: String, _ kind: KeyKind) throws -> KeyEntry {
      let id: Int64 = try row.value(column)
      guard let key = try ring.key(id, kind: kind) else {
        throw StoreError.damaged(kind: .tenant, id: rowID)
      }
      return KeyEntry(id: id, kind: kind, key: key, wrapped: [])
    }
    return Tenant(
      hash: hash, name: name, identityKey: try entry("identity_key", .tenantIdentity),
      pseudonymKey: try entry("pseudonym_key", .tenantPseudonym),
      sealingKey: try entry("sealing_key", .tenantSealing), sealedName: [],
      schedule: try queue.unsafeRead { try RetentionSchedule.fetch($0, tenant: rowID) },
      contractEndsAt: (try row.value("contract_ends_at") as Int64?).map {
        Timestamp(milliseconds: $0)
      },
      rowID: rowID)
  }

  /// A key of a day's quarantine, or nil when the day has none yet.
  func quarantineDay(_ day: Int) throws -> QuarantineDay? {
    let id = try queue.unsafeRead { db in
      try Int64.fetchOne(
        db, sql: "SELECT key FROM quarantine_days WHERE day = ? LIMIT 1", arguments: [day])
    }
    guard let id else { return nil }
    guard let key = try ring.key(id, kind: .quarantineDay) else {
      throw StoreError.damaged(kind: .key, id: id)
    }
    let entry = KeyEntry(id: id, kind: .quarantineDay, key: key, wrapped: [])
    return QuarantineDay(day: day, key: entry, isWritten: true)
  }
}

extension RetentionSchedule {
  /// The built-in rules with a tenant's own periods on top.
  static func fetch(_ db: Database, tenant: Int64) throws -> RetentionSchedule {
    var schedule = RetentionSchedule()
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT c.name, p.layer, p.days, p.anchor FROM tenant_periods AS p
        JOIN classes AS c ON c.code = p.class WHERE p.tenant = ?
        """, arguments: [tenant])
    while let row = try rows.next() {
      guard let dataClass = DataClass(name: try row.value("name") as String),
        let layer = RetentionLayer(rawValue: try row.value("layer")),
        let anchor = Anchor(rawValue: try row.value("anchor"))
      else { throw StoreError.damaged(kind: .tenant, id: tenant) }
      let days: Int? = try row.value("days")
      schedule.set(
        RetentionRule(period: days.map { .days($0) } ?? .indefinite, anchor: anchor),
        for: dataClass, layer: layer)
    }
    return schedule
  }
}

extension DataClassRegistry {
  /// The built-in classes and the store's own.
  static func fetch(_ db: Database) throws -> DataClassRegistry {
    var registry = DataClassRegistry()
    let rows = try Row.fetchCursor(db, sql: "SELECT code, name FROM classes")
    while let row = try rows.next() {
      guard let dataClass = DataClass(name: try row.value("name") as String) else {
        throw StoreError.damaged(kind: .header, id: 0)
      }
      registry.add(dataClass, code: try row.value("code"))
    }
    return registry
  }
}
