import GRDB
public import Retention

extension Store {
  /// Notes that a person is a child: their records are erased now, as far as holds allow, and what
  /// comes of them later goes with the next sweep and is read by nobody.
  ///
  /// Throws `StoreError.notStored` when nothing of the tenant or the person is stored; `badTag`.
  public func markChild(
    _ subject: String, tenant: String, _ deed: Deed
  ) throws(StoreError) -> (request: SubjectRequest, erasure: ErasureReport?) {
    try deed.check()
    try write { db in
      let (tenant, row) = try place(of: subject, in: tenant, db)
      try db.execute(
        sql: """
          UPDATE subjects SET child_since = coalesce(child_since, ?1),
            erasure_since = coalesce(erasure_since, ?1) WHERE id = ?2
          """, arguments: [deed.now.milliseconds, row])
      try AuditLog(self).append(Self.entry("child", tenant, row, deed), to: db)
    }
    let submission = SubjectSubmission(
      .erasure, tenant: tenant, subject: subject, receivedAt: deed.now)
    return try verifySubjectRequest(submit(submission, deed).id, deed)
  }

  /// Notes when a person's account was deleted, from which periods of account data run.
  ///
  /// Of several moments the earliest holds. Throws `StoreError.notStored` when nothing of the
  /// tenant or the person is stored; `badTag`.
  ///
  /// - Returns: how many stored records got an earlier date by it, or their first one.
  public func markAccountDeleted(
    _ subject: String, tenant: String, at moment: Timestamp, _ deed: Deed
  ) throws(StoreError) -> Int64 {
    try deed.check()
    return try write { db in
      let (tenant, row) = try place(of: subject, in: tenant, db)
      try db.execute(
        sql: """
          UPDATE subjects SET account_deleted_at = coalesce(min(account_deleted_at, ?1), ?1)
          WHERE id = ?2
          """, arguments: [moment.milliseconds, row])
      let dated = try date(recordsOf: row, tenant: tenant, accountDeletedAt: moment, db)
      try AuditLog(self).append(Self.entry("account-deleted", tenant, row, deed), to: db)
      return dated
    }
  }

  /// Brings the dates of a person's account data down to what its deletion says.
  private func date(
    recordsOf subject: Int64, tenant: Int64, accountDeletedAt moment: Timestamp, _ db: Database
  ) throws -> Int64 {
    let registry = try DataClassRegistry.fetch(db)
    let schedule = try RetentionSchedule.fetch(db, tenant: tenant)
    let update = try db.cachedStatement(sql: "UPDATE records SET expires_at = ? WHERE seq = ?")
    let participants = try Int64.fetchAll(
      db, sql: "SELECT id FROM participants WHERE subject = ? ORDER BY id", arguments: [subject])
    var ledger = SpanLedger(db)
    var tally = ExpiryTally()
    var count: Int64 = 0
    for participant in participants {
      try StoredRow.forEachPage(db, of: participant) { page in
        for row in page {
          let rule = registry.dataClass(of: row.classCode).flatMap { schedule.rule(for: $0) }
          guard let rule, rule.anchor == .accountDeleted,
            let expiry = rule.expiry(occurredAt: moment, accountDeletedAt: moment),
            row.expiresAt.map({ expiry < $0 }) ?? true
          else { continue }
          try ledger.takeOff(row)
          tally.add(
            expiresAt: expiry, tenant: tenant, classCode: row.classCode, seq: row.seq,
            bytes: Int(row.bytes))
          try update.execute(arguments: [expiry.milliseconds, row.seq])
          try sums.redate(row.facts, to: expiry)
          count += 1
        }
      }
    }
    try ledger.flush()
    try tally.merge(into: db)
    return count
  }

  private static func entry(
    _ mark: String, _ tenant: Int64, _ subject: Int64, _ deed: Deed
  ) -> AuditEntry {
    AuditEntry(
      at: deed.now, actor: deed.actor, action: .markSubject, objectKind: mark, objectID: subject,
      outcome: .done, reason: deed.reason, detail: [(.tenant, tenant), (.subject, subject)])
  }
}
