import GRDB
public import Retention

import struct Foundation.Data

extension Store {
  /// Places a legal hold, and says its number.
  ///
  /// From the commit on, no sweep and no erasure takes what it is on, nor what is stored under it
  /// later; a sweep's batch is either before it or after. Throws `StoreError.notStored` when
  /// nothing of the tenant, subject or conversation is stored: a hold on a mistyped id would keep
  /// nothing and say nothing. Throws `badTag` for a reason or actor that is no code.
  public func placeHold(_ request: HoldRequest) throws(StoreError) -> Int64 {
    try Tag.checkCode(request.reason, name: "reason")
    try Tag.checkActor(request.actor)
    return try write { db in
      let lookup = IdentityLookup(store: self, db: db)
      let tenant = try lookup.storedTenant(named: request.tenant)
      let subject = try request.subject.map { id in
        guard let row = try lookup.subject(id, tenant: tenant) else {
          throw StoreError.notStored(.subject)
        }
        return row
      }
      let conversation = try request.conversation.map { id in
        guard let row = try lookup.conversation(id, tenant: tenant) else {
          throw StoreError.notStored(.conversation)
        }
        return row
      }
      // The number is part of the seal, so it must be known before the row is written.
      let last = try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'holds'")
      let id = try (last ?? 0).checked() + 1
      let object = try HoldText.Object(
        tenant: tenant, subject: subject, conversation: conversation, store: self, db: db)
      let text = HoldText(matter: request.matter, contact: request.contact)
      try db.execute(
        sql: """
          INSERT INTO holds (id, tenant, subject, conversation, sealed_matter, placed_at, placed_by)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          id, tenant, subject, conversation, text.sealed(hold: id, on: object, store: self),
          request.now.milliseconds, request.actor,
        ])
      var detail: [(AuditEntry.Detail, Int64)] = [(.tenant, tenant)]
      if let subject { detail.append((.subject, subject)) }
      if let conversation { detail.append((.conversation, conversation)) }
      let entry = AuditEntry(
        at: request.now, actor: request.actor, action: .placeHold, objectKind: "hold",
        objectID: id, outcome: .done, reason: request.reason, detail: detail)
      try AuditLog(self).append(entry, to: db)
      return id
    }
  }

  /// Releases a hold: what it deferred is due again at once, unless another hold keeps it.
  ///
  /// Erasures that waited for it are done before the call returns; expiry is for the next sweep.
  ///
  /// - Returns: when it was released; an earlier moment when somebody had done so before.
  /// - Throws: `StoreError.notStored` for a number that no hold has; `badTag`.
  public func releaseHold(
    _ id: Int64, actor: String, reason: String? = nil, now: Timestamp
  ) throws(StoreError) -> Timestamp {
    try Tag.checkCode(reason, name: "reason")
    try Tag.checkActor(actor)
    let released = try write { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT released_at FROM holds WHERE id = ?", arguments: [id])
      guard let row else { throw StoreError.notStored(.hold) }
      if let before = try row.value("released_at") as Int64? {
        return Timestamp(milliseconds: before)
      }
      try db.execute(
        sql: "UPDATE holds SET released_at = ?, released_by = ? WHERE id = ?",
        arguments: [now.milliseconds, actor, id])
      let entry = AuditEntry(
        at: now, actor: actor, action: .releaseHold, objectKind: "hold", objectID: id,
        outcome: .done, reason: reason, detail: [])
      try AuditLog(self).append(entry, to: db)
      return now
    }
    _ = try eraseDueSubjects(Deed(actor: actor, reason: reason, now: now))
    return released
  }

  /// The live holds in the order they were placed, or all there ever were; that they are read is in the audit log.
  ///
  /// Complexity: for each hold, the rows it is on; for one on a tenant, the summary rows.
  public func listHolds(includingReleased: Bool = false, _ deed: Deed) throws(StoreError) -> [Hold]
  {
    try auditListing(.listHolds, of: "hold", deed)
    return try holds(includingReleased: includingReleased)
  }

  package func holds(includingReleased: Bool = false) throws(StoreError) -> [Hold] {
    try StoreError.mapping {
      var opener = try RecordOpener(store: self)
      let rows = try queue.unsafeRead { db in
        try Row.fetchAll(
          db,
          sql: "SELECT * FROM holds"
            + (includingReleased ? "" : " WHERE released_at IS NULL") + " ORDER BY id")
      }
      return try rows.map { try hold($0, opener: &opener) }
    }
  }

  /// What a hold says. Throws `StoreError.damaged` when it was changed.
  func holdText(_ id: Int64) throws -> HoldText? {
    try queue.unsafeRead { db in
      let row = try Row.fetchOne(db, sql: "SELECT * FROM holds WHERE id = ?", arguments: [id])
      return try row.map { try holdText($0, db) }
    }
  }

  private func holdText(_ row: Row, _ db: Database) throws -> HoldText {
    let object = try HoldText.Object(
      tenant: try row.value("tenant"), subject: try row.value("subject"),
      conversation: try row.value("conversation"),
      store: self, db: db)
    return try HoldText(
      opening: [UInt8](try row.value("sealed_matter") as Data), hold: try row.value("id"),
      on: object, store: self)
  }

  private func hold(_ row: Row, opener: inout RecordOpener) throws -> Hold {
    let id: Int64 = try row.value("id")
    let tenant: Int64 = try row.value("tenant")
    let subject: Int64? = try row.value("subject")
    let conversation: Int64? = try row.value("conversation")
    let (text, records, participant) = try queue.unsafeRead { db in
      let text = try holdText(row, db)
      guard let column = subject != nil ? "subject" : conversation != nil ? "conversation" : nil
      else {
        let records = try Int64.fetchOne(
          db, sql: "SELECT sum(count) FROM expiry_spans WHERE tenant = ?", arguments: [tenant])
        return (text, records ?? 0, nil as Int64?)
      }
      let arguments: StatementArguments = [subject ?? conversation]
      return (
        text,
        try Int64.fetchOne(
          db,
          sql: """
            SELECT count(*) FROM records
            WHERE participant IN (SELECT id FROM participants WHERE \(column) = ?)
            """, arguments: arguments) ?? 0,
        try Int64.fetchOne(
          db, sql: "SELECT max(id) FROM participants WHERE \(column) = ?", arguments: arguments)
      )
    }
    let ids = try participant.flatMap { try opener.ids(of: $0) }
    let object =
      subject.map { "s\($0)" } ?? conversation.map { "c\($0)" } ?? "t\(tenant)"
    return Hold(
      id: id, tenant: try opener.tenantName(tenant), subject: subject == nil ? nil : ids?.subject,
      conversation: conversation == nil ? nil : ids?.conversation, object: object,
      matter: text.matter, contact: text.contact,
      placedAt: Timestamp(milliseconds: try row.value("placed_at")),
      placedBy: try row.value("placed_by"),
      releasedAt: (try row.value("released_at") as Int64?).map { Timestamp(milliseconds: $0) },
      releasedBy: try row.value("released_by"), records: records)
  }
}
