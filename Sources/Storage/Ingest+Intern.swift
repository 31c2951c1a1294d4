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
    if known != 0 {
      try verify(participant, rowID: known, in: db)
      return known
    }
    let tenant = try intern(participant.tenant, in: db)
    let subject = try intern(
      participant.identity.subject, table: "subjects", tenant: tenant, in: db)
    let conversation =
      participant.identity.conversation == .zero
      ? nil : try internConversation(participant.identity.conversation, tenant: tenant, in: db)
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO participants (tenant, subject, conversation, key, sealed_ids)
        VALUES (?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      tenant, subject, conversation, participant.key.id, Data(participant.sealedIDs),
    ])
    let rowID = db.lastInsertedRowID
    participant.rowID.store(rowID, ordering: .relaxed)
    pendingKeys.append(participant.key)
    pendingParticipants.append(participant)
    return rowID
  }

  /// The day's row, whose key must outlive it by nothing.
  func writeDay(_ day: QuarantineDay, in db: Database) throws {
    guard !day.isWritten.load(ordering: .relaxed) else { return }
    do {
      try db.execute(
        sql: "INSERT INTO quarantine_days VALUES (?, ?)", arguments: [day.day, day.key.id])
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      throw StoreError.changedMeanwhile
    }
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

  private func intern(
    _ hash: Digest16, table: String, tenant: Int64, in db: Database
  ) throws -> Int64 {
    let insert = try db.cachedStatement(
      sql: "INSERT INTO \(table) (tenant, hash) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING")
    try insert.execute(arguments: [tenant, hash.data])
    if db.changesCount == 1 { return db.lastInsertedRowID }
    let select = try db.cachedStatement(sql: "SELECT id FROM \(table) WHERE hash = ?")
    guard let id = try Int64.fetchOne(select, arguments: [hash.data]) else {
      throw StoreError.damaged(kind: .participant, id: 0)
    }
    return id
  }

  private func internConversation(
    _ hash: Digest16, tenant: Int64, in db: Database
  ) throws -> Int64 {
    let id = try intern(hash, table: "conversations", tenant: tenant, in: db)
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

  /// After another process has written, makes sure that a row met earlier is still what it was.
  private func verify(_ participant: Participant, rowID: Int64, in db: Database) throws {
    guard mustVerify, verified.insert(rowID).inserted else { return }
    let statement = try db.cachedStatement(sql: "SELECT key FROM participants WHERE id = ?")
    guard try Int64.fetchOne(statement, arguments: [rowID]) == participant.key.id else {
      throw StoreError.changedMeanwhile
    }
  }
}
