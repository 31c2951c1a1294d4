import GRDB
import Keys
import Retention

import struct Foundation.Data

extension Store {
  private static let deletionPageLength = 1_000

  /// Gives what is still to be deleted outside the store to `body`, in the order it was listed.
  ///
  /// The read is in the audit log before the first one is given. Memory stays flat.
  ///
  /// - Returns: how many were given.
  /// - Throws: `StoreError.notStored` when there is no such tenant or request; `badTag`; what
  ///   `body` throws.
  @discardableResult
  public func readDeletions(
    _ query: DeletionQuery, _ deed: Deed, _ body: (Deletion) throws -> Void
  ) throws -> Int64 {
    try deed.check()
    let (tenant, subject) = try write { db in
      let subject = try query.request.map { try SubjectRequestRow.fetch(db, requestID: $0).subject }
      let tenant = try query.tenant.map {
        try IdentityLookup(store: self, db: db).storedTenant(named: $0)
      }
      var detail: [(AuditEntry.Detail, Int64)] = []
      if let tenant { detail.append((.tenant, tenant)) }
      if let subject { detail.append((.subject, subject)) }
      let entry = AuditEntry(
        at: deed.now, actor: deed.actor, action: .readDeletions, objectKind: "deletions",
        objectID: nil, outcome: .done, reason: deed.reason, detail: detail)
      try AuditLog(self).append(entry, to: db)
      return (tenant, subject)
    }
    var opener = try StoreError.mapping { try RecordOpener(store: self) }
    var given: Int64 = 0
    var after: Int64 = 0
    while true {
      let page = try StoreError.mapping {
        try queue.unsafeRead { db in
          try Row.fetchAll(
            db,
            sql: """
              SELECT * FROM deletions WHERE id > ?1 AND (?2 IS NULL OR tenant = ?2)
                AND (?3 IS NULL OR subject = ?3) ORDER BY id LIMIT \(Self.deletionPageLength)
              """, arguments: [after, tenant, subject])
        }
      }
      guard let last = page.last else { return given }
      for row in page {
        let deletion = try StoreError.mapping { try open(row, opener: &opener) }
        guard let deletion else { continue }
        try body(deletion)
        given += 1
      }
      after = try last.value("id")
    }
  }

  /// How many things outside the store are still to be deleted: of anybody, or for one request.
  public func countDeletions(forRequest id: String? = nil) throws(StoreError) -> Int64 {
    try StoreError.mapping {
      try queue.unsafeRead { db in
        let subject = try id.map { try SubjectRequestRow.fetch(db, requestID: $0).subject }
        return try Int64.fetchOne(
          db, sql: "SELECT count(*) FROM deletions WHERE ?1 IS NULL OR subject = ?1",
          arguments: [subject]) ?? 0
      }
    }
  }

  /// Takes off the list what was deleted outside, destroys the keys that opened it, and ends the
  /// requests that waited for nothing else.
  ///
  /// Numbers that are not on the list are counted and no error: a call that was cut off can be
  /// made again. Throws `StoreError`, `badTag`.
  public func acknowledgeDeletions(
    _ ids: [Int64], _ deed: Deed
  ) throws(StoreError) -> DeletionReport {
    try deed.check()
    var report = try write { db in
      var report = DeletionReport()
      var subjects: Set<Int64> = []
      let find = try db.cachedStatement(sql: "SELECT subject FROM deletions WHERE id = ?")
      let remove = try db.cachedStatement(sql: "DELETE FROM deletions WHERE id = ?")
      for id in ids {
        guard let subject = try Int64.fetchOne(find, arguments: [id]) else {
          report.unknown += 1
          continue
        }
        try remove.execute(arguments: [id])
        subjects.insert(subject)
        report.acknowledged += 1
      }
      report.left = try Int64.fetchOne(db, sql: "SELECT count(*) FROM deletions") ?? 0
      guard report.acknowledged > 0 else { return report }
      try doomUnusedDeletionKeys(db)
      for subject in subjects.sorted() {
        report.completedRequests += try endRequestsWaitingForDeletions(of: subject, deed, db)
      }
      let entry = AuditEntry(
        at: deed.now, actor: deed.actor, action: .acknowledgeDeletions, objectKind: "deletions",
        objectID: nil, outcome: .done, reason: deed.reason,
        detail: [(.deletions, report.acknowledged)])
      try AuditLog(self).append(entry, to: db)
      return report
    }
    guard report.acknowledged > 0 else { return report }
    try write { db in try DoomedKeys(db, sums).destroy(in: ring) }
    report.isWALTruncated = try emptyLogs()
    return report
  }

  /// Opens a deletion; nil when its key was destroyed, which says that it was acknowledged.
  private func open(_ row: Row, opener: inout RecordOpener) throws -> Deletion? {
    let (id, tenant, subject): (Int64, Int64, Int64) = (
      try row.value("id"), try row.value("tenant"), try row.value("subject")
    )
    guard let text = try deletionText(row),
      let pair = AssociatedData.decodePair(text), let member = pair.first
    else { return nil }
    return Deletion(
      id: id, tenant: try opener.tenantName(tenant), subject: "s\(subject)",
      cause: try row.value("cause"),
      listedAt: Timestamp(milliseconds: try row.value("listed_at")), member: member,
      value: pair.second)
  }

  /// Throws `StoreError.damaged` when a deletion was changed.
  func deletionText(_ row: Row) throws -> [UInt8]? {
    guard let key = try ring.key(try row.value("key"), kind: .deletion) else { return nil }
    let associated = AssociatedData.deletion(
      store: id, key: try row.value("key"), tenant: try row.value("tenant"),
      subject: try row.value("subject"))
    var context = try SealingContext()
    let sealed = [UInt8](try row.value("sealed") as Data)
    var text: [UInt8] = []
    do {
      try context.open(sealed.span, under: key, associated: associated.span, appendingTo: &text)
    } catch CryptoError.notAuthentic {
      throw StoreError.damaged(kind: .deletion, id: try row.value("id"))
    }
    return text
  }

  private func doomUnusedDeletionKeys(_ db: Database) throws {
    let unused = try Int64.fetchAll(
      db,
      sql: """
        SELECT key FROM deletion_keys AS k
        WHERE NOT EXISTS (SELECT 1 FROM deletions WHERE key = k.key)
        """)
    for key in unused {
      try db.execute(sql: "DELETE FROM deletion_keys WHERE key = ?", arguments: [key])
    }
    try DoomedKeys(db, sums).add(unused)
  }

  private func endRequestsWaitingForDeletions(
    of subject: Int64, _ deed: Deed, _ db: Database
  ) throws -> [String] {
    let isLeft = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM deletions WHERE subject = ?)", arguments: [subject])
    guard isLeft != true else { return [] }
    return try Row.fetchAll(
      db,
      sql: """
        SELECT * FROM subject_requests
        WHERE subject = ? AND status = 'in_progress' AND deferral = ? ORDER BY id
        """, arguments: [subject, SubjectRequest.Deferral.externalDeletions.rawValue]
    ).map { row in
      let request = try SubjectRequestRow(row)
      try request.end(.completed, at: deed.now, in: db)
      try AuditLog(self).append(request.auditEntry(.answerRequest, deed), to: db)
      return request.requestID
    }
  }
}
