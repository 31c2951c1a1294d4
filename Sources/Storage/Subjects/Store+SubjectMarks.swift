import GRDB
import Retention

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
      try AuditLog(key: keys.audit).append(Self.entry("child", tenant, row, deed), to: db)
    }
    let submission = SubjectSubmission(
      .erasure, tenant: tenant, subject: subject, receivedAt: deed.now)
    return try verifySubjectRequest(submit(submission, deed).id, deed)
  }

  private static func entry(
    _ mark: String, _ tenant: Int64, _ subject: Int64, _ deed: Deed
  ) -> AuditEntry {
    AuditEntry(
      at: deed.now, actor: deed.actor, action: .markSubject, objectKind: mark, objectID: subject,
      outcome: .done, reason: deed.reason, detail: [(.tenant, tenant), (.subject, subject)])
  }
}
