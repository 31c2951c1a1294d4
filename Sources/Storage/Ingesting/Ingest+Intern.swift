import GRDB
import Keys
import Synchronization

import struct Foundation.Data

// Row numbers are given here, in the order of the input, so that they do not depend on how many
// workers sealed the rows.
extension Ingest {
  /// The participant's row number, making the rows it needs.
  func intern(_ participant: Participant, in db: Database) throws -> Int64 {
    let known = participant.rowID.load(ordering: .relaxed)
    if known != 0 { return known }
    let tenant = try intern(participant.tenant, in: db)
    let interning = try self.interning ?? InternStatements(db)
    self.interning = interning
    let identity = participant.identity
    let (subject, isNew) = try Self.intern(
      identity.subject, tenant: tenant, next: &next.subject, insert: interning.insertSubject,
      find: interning.findSubject)
    if isNew { try store.sums.addSubject(subject, tenant: tenant, hash: identity.subject) }
    let conversation =
      identity.conversation == .zero
      ? nil : try internConversation(identity.conversation, tenant: tenant, interning, in: db)
    let rowID = next.participant
    next.participant += 1
    let insert = interning.insertParticipant
    let unattributed: Int64 = participant.isUnattributed ? 1 : 0
    let values: [Int64?] = [
      rowID, tenant, subject, conversation, participant.key.id, unattributed,
    ]
    for (index, value) in values.enumerated() { insert.bind(Int32(index + 1), value) }
    insert.bind(7, participant.sealedIDs)
    _ = try insert.change()
    try store.sums.addParticipant(values, sealedIDs: participant.sealedIDs)
    participant.rowID.store(rowID, ordering: .relaxed)
    participant.subjectRowID.store(subject, ordering: .relaxed)
    pendingKeys.append(participant.key)
    pendingParticipants.append(participant)
    return rowID
  }

  /// The day's row, whose key must outlive it by nothing.
  ///
  /// Another process may have written one too, after this run looked: lines are sealed under this
  /// run's key already, so the day keeps both.
  func writeDay(_ day: QuarantineDay, in db: Database) throws {
    guard !day.isWritten.load(ordering: .relaxed) else { return }
    try db.execute(
      sql: "INSERT INTO quarantine_days (key, day) VALUES (?, ?)",
      arguments: [day.key.id, day.day])
    pendingKeys.append(day.key)
    day.isWritten.store(true, ordering: .relaxed)
  }

  private func intern(_ tenant: Tenant, in db: Database) throws -> Int64 {
    let known = tenant.rowID.load(ordering: .relaxed)
    guard known == 0 else { return known }
    do {
      try db.execute(
        sql: """
          INSERT INTO tenants (hash, sealed_name, identity_key, pseudonym_key, sealing_key)
          VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [
          tenant.hash.data, Data(tenant.sealedName), tenant.identityKey.id,
          tenant.pseudonymKey.id, tenant.sealingKey.id,
        ])
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      // Another process made the tenant, under keys of its own, after this run looked.
      throw StoreError.changedMeanwhile
    }
    pendingKeys += [tenant.identityKey, tenant.pseudonymKey, tenant.sealingKey]
    tenant.rowID.store(db.lastInsertedRowID, ordering: .relaxed)
    return db.lastInsertedRowID
  }

  /// The row of a hash: the next number if it is new, which the caller counts, else the one it has.
  private static func intern(
    _ hash: Digest16, tenant: Int64, next: inout Int64, insert: HotStatement, find: HotStatement
  ) throws -> (id: Int64, isNew: Bool) {
    insert.bind(1, next)
    insert.bind(2, tenant)
    insert.bind(3, hash.bytes)
    if try insert.change() {
      next += 1
      return (next - 1, true)
    }
    find.bind(1, hash.bytes)
    guard let id = try find.integer() else {
      throw StoreError.damaged(kind: .participant, id: 0)
    }
    return (id, false)
  }

  private func internConversation(
    _ hash: Digest16, tenant: Int64, _ interning: InternStatements, in db: Database
  ) throws -> Int64 {
    let (id, isNew) = try Self.intern(
      hash, tenant: tenant, next: &next.conversation, insert: interning.insertConversation,
      find: interning.findConversation)
    if isNew { try store.sums.addConversation(id, tenant: tenant, hash: hash) }
    guard options.jurisdiction != nil || options.noticeVersion != nil else { return id }
    // The first run that says so tags the conversation; a later one does not rewrite it.
    let statement = try db.cachedStatement(
      sql: """
        UPDATE conversations SET jurisdiction = coalesce(jurisdiction, ?),
          notice_version = coalesce(notice_version, ?) WHERE id = ?
        """)
    try statement.execute(arguments: [options.jurisdiction, options.noticeVersion, id])
    return id
  }

  /// The participant, or who takes its place when it is not there any more.
  ///
  /// A sweep removes whom nothing is left of, and the key with them; who speaks again afterwards
  /// is a new participant under a new key.
  func successor(of participant: Participant, in db: Database) throws -> Participant {
    var current = participant
    while let next = successors[current.key.id] { current = next }
    guard try !isThere(current, in: db) else { return current }
    let next = try sealing.directory.successor(of: current)
    successors[current.key.id] = next
    return try isThere(next, in: db) ? next : successor(of: next, in: db)
  }

  /// Whether a row met earlier is still what it was; asked again when another process has written.
  private func isThere(_ participant: Participant, in db: Database) throws -> Bool {
    let rowID = participant.rowID.load(ordering: .relaxed)
    guard rowID != 0, mustVerify, participant.isCommitted.load(ordering: .acquiring),
      !verified.contains(rowID)
    else { return true }
    let statement = try db.cachedStatement(sql: "SELECT key FROM participants WHERE id = ?")
    let key = try Int64.fetchOne(statement, arguments: [rowID])
    guard let key else { return false }
    guard key == participant.key.id else { throw StoreError.changedMeanwhile }
    verified.insert(rowID)
    return true
  }
}
