import GRDB
import Keys
import Retention

import struct Foundation.Data

/// Opens rows: their payloads, and the names and ids they belong to.
struct RecordOpener: ~Copyable {
  let store: Store
  private let registry: DataClassRegistry
  let holds: LiveHolds
  private let contracts: LiveContracts
  private var schedules: [Int64: RetentionSchedule] = [:]
  var context: SealingContext
  var participants = RecentCache<Int64, OpenParticipant>(capacity: 4_096)
  var tenantNames: [Int64: String] = [:]
  var sources: [Int64: SourceHandle] = [:]
  private var pseudonymKeys: [Int64: SecretKey] = [:]

  struct OpenParticipant {
    let tenant: Int64
    let subjectRow: Int64
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
    AssociatedData.append(
      row.sealedColumns(keptFor: purpose), source: source.hash, generation: source.generation,
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

  /// The seal of a record's new text, bound to the place of its old one and to what was found in it.
  mutating func seal(
    _ text: Span<UInt8>, inPlaceOf row: Selection.Row, findings: [UInt8], blindIndex: [UInt8]
  ) throws -> [UInt8] {
    let participant = try participant(row.participant)
    let source = try source(row.source)
    guard let key = participant.key, let purpose = Purpose(rawValue: row.purpose) else {
      throw StoreError.damaged(kind: .record, id: row.seq)
    }
    var columns = row.sealedColumns(keptFor: purpose)
    columns.findings = findings[...]
    columns.blindIndex = blindIndex[...]
    var associated = participant.associatedData
    AssociatedData.append(
      columns, source: source.hash, generation: source.generation, to: &associated)
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
}
