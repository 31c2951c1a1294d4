import GRDB
import Keys
import Retention

import struct Foundation.Data

/// Opens rows: their payloads, and the names and ids they belong to.
struct RecordOpener: ~Copyable {
  private let store: Store
  private let registry: DataClassRegistry
  private let holds: LiveHolds
  private let contracts: LiveContracts
  private var schedules: [Int64: RetentionSchedule] = [:]
  private var context: SealingContext
  private var participants = RecentCache<Int64, OpenParticipant>(capacity: 4_096)
  private var tenantNames: [Int64: String] = [:]
  private var sources: [Int64: SourceHandle] = [:]
  private var pseudonymKeys: [Int64: SecretKey] = [:]

  private struct OpenParticipant {
    let tenant: Int64
    let isHeld: Bool
    let standing: SubjectStanding
    /// Nil when the key was destroyed: the records are gone, whatever the rows say.
    let key: SecretKey?
    let associatedData: [UInt8]
    let subject: String
    let conversation: String?
  }

  init(store: Store) throws {
    let context = try SealingContext()
    let (registry, holds, contracts) = try store.queue.unsafeRead {
      (try DataClassRegistry.fetch($0), try LiveHolds($0), try LiveContracts($0))
    }
    self.context = context
    self.store = store
    self.registry = registry
    self.holds = holds
    self.contracts = contracts
  }

  /// The record of a row, if it may be read for a purpose; nil also when its key was destroyed.
  ///
  /// Throws when anything was changed.
  mutating func open(
    _ row: Selection.Row, for purpose: Purpose, at now: Timestamp
  ) throws -> StoredRecord? {
    guard let circumstances = try circumstances(of: row) else { return nil }
    let decision = RetentionDecision(circumstances, at: now)
    guard decision.mayRead(for: purpose) else { return nil }
    return try open(row, keptFor: circumstances.keptFor, expiresAt: decision.expiresAt)
  }

  /// Whether a row may be read for a purpose.
  mutating func mayRead(
    _ row: Selection.Row, for purpose: Purpose, at now: Timestamp
  ) throws -> Bool {
    guard let circumstances = try circumstances(of: row) else { return false }
    return RetentionDecision(circumstances, at: now).mayRead(for: purpose)
  }

  /// What decides over a row; nil when a sweep has taken it since it was read.
  mutating func circumstances(of row: Selection.Row) throws -> RecordCircumstances? {
    guard let keptFor = Purpose(rawValue: row.purpose) else {
      throw StoreError.damaged(kind: .record, id: row.seq)
    }
    var circumstances = RecordCircumstances(keptFor: keptFor, storedExpiry: row.expiresAt)
    // A sweep may have taken the row, and the participant with it, since the row was read.
    guard try isStillThere(row) else { return nil }
    let participant = try participant(row.participant)
    circumstances.isHeld = participant.isHeld
    participant.standing.apply(to: &circumstances)
    circumstances.contractEnd = contracts.end(of: participant.tenant)
    circumstances.ruleExpiry = try ruleExpiry(of: row, tenant: participant.tenant)
    return circumstances
  }

  /// When a row would expire if it came today; nil where that hangs on what its subject does.
  private mutating func ruleExpiry(of row: Selection.Row, tenant: Int64) throws -> Timestamp? {
    let schedule =
      try schedules[tenant]
      ?? store.queue.unsafeRead { try RetentionSchedule.fetch($0, tenant: tenant) }
    schedules[tenant] = schedule
    let rule = registry.dataClass(of: row.classCode).flatMap { schedule.rule(for: $0) }
    return rule?.expiry(
      occurredAt: row.flags.contains(.retainedFromIngest) ? row.ingestedAt : row.occurredAt,
      accountDeletedAt: nil)
  }

  /// The record of a row, whoever asks; nil when its key was destroyed.
  mutating func open(
    _ row: Selection.Row, keptFor purpose: Purpose, expiresAt: Timestamp?
  ) throws -> StoredRecord? {
    let participant = try participant(row.participant)
    guard let key = participant.key else { return nil }
    let source = try source(row.source)
    guard let dataClass = registry.dataClass(of: row.classCode) else {
      throw StoreError.damaged(kind: .record, id: row.seq)
    }
    var associated = participant.associatedData
    AssociatedData.appendRecord(
      classCode: row.classCode, purpose: purpose, occurredAt: row.occurredAt,
      source: source.hash, generation: source.generation, byteOffset: row.byteOffset,
      to: &associated)
    var record: [UInt8] = []
    do {
      try context.open(
        row.payload.span, under: key, associated: associated.span, appendingTo: &record)
    } catch CryptoError.notAuthentic {
      throw StoreError.damaged(kind: .record, id: row.seq)
    }
    return StoredRecord(
      seq: row.seq, tenant: try tenantName(participant.tenant), subject: participant.subject,
      conversation: participant.conversation, dataClass: dataClass, purpose: purpose,
      occurredAt: row.occurredAt, ingestedAt: row.ingestedAt, expiresAt: expiresAt,
      source: source.name, line: row.line, findings: row.findings ?? "{}", record: record)
  }

  /// The seal of a record's new text, bound to the place of its old one.
  mutating func seal(_ text: Span<UInt8>, inPlaceOf row: Selection.Row) throws -> [UInt8] {
    let participant = try participant(row.participant)
    let source = try source(row.source)
    guard let key = participant.key, let purpose = Purpose(rawValue: row.purpose) else {
      throw StoreError.damaged(kind: .record, id: row.seq)
    }
    var associated = participant.associatedData
    AssociatedData.appendRecord(
      classCode: row.classCode, purpose: purpose, occurredAt: row.occurredAt,
      source: source.hash, generation: source.generation, byteOffset: row.byteOffset,
      to: &associated)
    var sealed: [UInt8] = []
    try context.seal(text, under: key, associated: associated.span, appendingTo: &sealed)
    return sealed
  }

  /// The key of a row's tenant for keyed operators; nil when it was destroyed.
  mutating func pseudonymKey(of row: Selection.Row) throws -> SecretKey? {
    let tenant = try participant(row.participant).tenant
    if let known = pseudonymKeys[tenant] { return known }
    let id = try store.queue.unsafeRead { db in
      try Int64.fetchOne(
        db, sql: "SELECT pseudonym_key FROM tenants WHERE id = ?", arguments: [tenant])
    }
    guard let id, let key = try store.ring.key(id, kind: .tenantPseudonym) else { return nil }
    pseudonymKeys[tenant] = key
    return key
  }

  private mutating func isStillThere(_ row: Selection.Row) throws -> Bool {
    if participants.value(for: row.participant, mustStay: { _ in false }) != nil { return true }
    return try store.queue.unsafeRead { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT EXISTS (SELECT 1 FROM participants WHERE id = ?)
            OR EXISTS (SELECT 1 FROM records WHERE seq = ?)
          """)
      return try Bool.fetchOne(statement, arguments: [row.participant, row.seq]) ?? false
    }
  }

  private mutating func participant(_ id: Int64) throws -> OpenParticipant {
    if let known = participants.value(for: id, mustStay: { _ in false }) { return known }
    let row = try store.queue.unsafeRead { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT p.tenant, p.subject, p.conversation, p.key, p.sealed_ids, t.hash AS tenant_hash,
            s.hash AS subject_hash, c.hash AS conversation_hash, \(SubjectStanding.columns)
          FROM participants AS p JOIN tenants AS t ON t.id = p.tenant
          JOIN subjects AS s ON s.id = p.subject
          LEFT JOIN conversations AS c ON c.id = p.conversation WHERE p.id = ?
          """)
      return try Row.fetchOne(statement, arguments: [id])
    }
    guard let row else { throw StoreError.damaged(kind: .participant, id: id) }
    let opened = try open(participant: id, row: row)
    participants.insert(opened, for: id, mustStay: { _ in false })
    return opened
  }

  private mutating func open(participant id: Int64, row: Row) throws -> OpenParticipant {
    func hash(_ column: String) throws -> Digest16 {
      guard let data = row[column] as Data? else { return .zero }
      guard let hash = Digest16([UInt8](data).span) else {
        throw StoreError.damaged(kind: .participant, id: id)
      }
      return hash
    }
    let isHeld = !holds.holds(
      on: LiveHolds.Place(
        tenant: row["tenant"], subject: row["subject"], conversation: row["conversation"])
    ).isEmpty
    let keyID: Int64 = row["key"]
    let associated = AssociatedData.participant(
      store: store.id, key: keyID,
      identity: Participant.Identity(
        tenant: try hash("tenant_hash"), subject: try hash("subject_hash"),
        conversation: try hash("conversation_hash")))
    guard let key = try store.ring.key(keyID, kind: .participant) else {
      return OpenParticipant(
        tenant: row["tenant"], isHeld: isHeld, standing: SubjectStanding(row), key: nil,
        associatedData: [], subject: "", conversation: nil)
    }
    let sealed = [UInt8](row["sealed_ids"] as Data)
    var text: [UInt8] = []
    do {
      try context.open(sealed.span, under: key, associated: associated.span, appendingTo: &text)
    } catch { throw StoreError.damaged(kind: .participant, id: id) }
    guard let ids = AssociatedData.decodePair(text) else {
      throw StoreError.damaged(kind: .participant, id: id)
    }
    return OpenParticipant(
      tenant: row["tenant"], isHeld: isHeld, standing: SubjectStanding(row), key: key,
      associatedData: associated, subject: ids.second, conversation: ids.first)
  }

  /// The source of a row.
  mutating func source(_ id: Int64) throws -> SourceHandle {
    if let known = sources[id] { return known }
    let row = try store.queue.unsafeRead { db in
      try Row.fetchOne(db, sql: "SELECT * FROM sources WHERE id = ?", arguments: [id])
    }
    guard let row, let kind = SourceKind(rawValue: row["kind"]),
      let hash = Digest16([UInt8](row["hash"] as Data).span)
    else { throw StoreError.damaged(kind: .source, id: id) }
    let name = try name(
      sealed: row["sealed_name"], kind: .storeSealing, hash: hash, key: store.keys.sealing)
    guard let name else { throw StoreError.damaged(kind: .source, id: id) }
    let handle = SourceHandle(name: name, generation: row["generation"], kind: kind, hash: hash)
    sources[id] = handle
    return handle
  }

  /// The plain ids of a participant; nil when its key was destroyed.
  mutating func ids(of id: Int64) throws -> (subject: String, conversation: String?)? {
    let participant = try participant(id)
    return participant.key == nil ? nil : (participant.subject, participant.conversation)
  }

  /// The plain name of a tenant; its number when its contract has ended and its keys are gone.
  mutating func tenantName(_ id: Int64) throws -> String {
    if let known = tenantNames[id] { return known }
    let row = try store.queue.unsafeRead { db in
      try Row.fetchOne(db, sql: "SELECT * FROM tenants WHERE id = ?", arguments: [id])
    }
    if row?["sealing_key"] == 0 { return "t\(id)" }
    guard let row, let hash = Digest16([UInt8](row["hash"] as Data).span),
      let key = try store.ring.key(row["sealing_key"], kind: .tenantSealing),
      let name = try name(sealed: row["sealed_name"], kind: .tenantSealing, hash: hash, key: key)
    else { throw StoreError.damaged(kind: .tenant, id: id) }
    tenantNames[id] = name
    return name
  }

  private mutating func name(
    sealed: Data, kind: KeyKind, hash: Digest16, key: SecretKey
  ) throws -> String? {
    let bytes = [UInt8](sealed)
    let associated = AssociatedData.name(store: store.id, kind: kind, hash: hash)
    var text: [UInt8] = []
    do {
      try context.open(bytes.span, under: key, associated: associated.span, appendingTo: &text)
    } catch CryptoError.notAuthentic { return nil }
    return String(decoding: text, as: UTF8.self)
  }
}
