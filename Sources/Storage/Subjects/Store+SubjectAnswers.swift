import GRDB
public import Retention

extension Store {
  /// Gives every record that answers a request for access or portability to `body`, in stored
  /// order: the person's own, and what nobody said in conversations with nobody else.
  ///
  /// Expired records are not given. The read is in the audit log before the first record is.
  /// Memory stays flat but for a number for each record.
  ///
  /// - Returns: how many records were given.
  /// - Throws: `StoreError.refused` unless the request was verified and waits for its answer;
  ///   `StoreError`, or what `body` throws, which ends the read.
  public func readRecords(
    for request: String, _ deed: Deed, _ body: (StoredRecord) throws -> Void
  ) throws -> Int64 {
    try deed.check()
    let (row, purpose, numbers) = try StoreError.mapping {
      try queue.unsafeRead { db in
        let row = try SubjectRequestRow.fetch(db, requestID: request)
        guard row.status == .inProgress, let purpose = row.kind.purpose else {
          throw StoreError.refused(.unverifiedRequest)
        }
        return (row, purpose, try Self.recordNumbers(of: row.subject, db))
      }
    }
    try write { db in
      let entry = AuditEntry(
        at: deed.now, actor: deed.actor, action: .readRecords, objectKind: row.kind.rawValue,
        objectID: row.id, outcome: .done, reason: deed.reason,
        detail: [
          (.purpose, Int64(purpose.rawValue)), (.tenant, row.tenant), (.subject, row.subject),
        ])
      try AuditLog(self).append(entry, to: db)
    }
    var opener = try StoreError.mapping { try RecordOpener(store: self) }
    var given: Int64 = 0
    for start in stride(from: 0, to: numbers.count, by: Self.answerPageRows) {
      let page = numbers[start..<min(start + Self.answerPageRows, numbers.count)]
      let rows = try StoreError.mapping { try queue.unsafeRead { try Self.rows(page, $0) } }
      for row in rows {
        let record = try StoreError.mapping { try opener.open(row, for: purpose, at: deed.now) }
        guard let record else { continue }
        try body(record)
        given += 1
      }
    }
    return given
  }

  /// Ends a request for access or portability: its answer is where the person can have it.
  public func completeSubjectRequest(
    _ id: String, records: Int64, _ deed: Deed
  ) throws(StoreError) -> SubjectRequest {
    try deed.check()
    try write { db in
      let row = try SubjectRequestRow.fetch(db, requestID: id)
      guard row.status == .inProgress, row.kind.purpose != nil else {
        throw StoreError.refused(.unverifiedRequest)
      }
      try db.execute(
        sql: "UPDATE subject_requests SET results = ? WHERE id = ?", arguments: [records, row.id])
      try row.end(.completed, at: deed.now, in: db)
      try AuditLog(self).append(
        row.auditEntry(.answerRequest, deed, records: records), to: db)
    }
    return try subjectRequest(id)
  }

  /// The rules that hold for a tenant's data, and where it is kept.
  ///
  /// Throws `StoreError.notStored` when there is no such tenant.
  public func terms(ofTenant name: String) throws(StoreError) -> TenantTerms {
    try StoreError.mapping {
      try queue.unsafeRead { db in
        guard let id = try IdentityLookup(store: self, db: db).tenant(named: name),
          let row = try Row.fetchOne(
            db, sql: "SELECT region, transfer_basis FROM tenants WHERE id = ?", arguments: [id])
        else { throw StoreError.notStored(.tenant) }
        return TenantTerms(
          region: try row.value("region"), transferBasis: try row.value("transfer_basis"),
          schedule: try RetentionSchedule.fetch(db, tenant: id))
      }
    }
  }

  private static let answerPageRows = 256

  private static func recordNumbers(of subject: Int64, _ db: Database) throws -> [Int64] {
    let statement = try db.cachedStatement(sql: "SELECT seq FROM records WHERE participant = ?")
    var numbers: [Int64] = []
    for member in try SubjectScope(subject, db).members {
      let found = try Int64.fetchCursor(statement, arguments: [member.participant])
      while let number = try found.next() { numbers.append(number) }
    }
    return numbers.sorted()
  }

  private static func rows(_ numbers: ArraySlice<Int64>, _ db: Database) throws -> [Selection.Row] {
    let marks = numbers.map { _ in "?" }.joined(separator: ",")
    let statement = try db.cachedStatement(
      sql: "SELECT * FROM records WHERE seq IN (\(marks)) ORDER BY seq")
    return try Row.fetchAll(statement, arguments: StatementArguments(numbers))
      .map { try Selection.Row($0) }
  }
}

/// The rules that hold for a tenant's data, and where it is kept.
public struct TenantTerms: Sendable {
  public let region: String?
  /// What a transfer out of the European Economic Area rests on.
  public let transferBasis: String?
  public let schedule: RetentionSchedule
}

extension SubjectRequest.Kind {
  /// What the records are read for, if the answer is records.
  var purpose: Purpose? {
    switch self {
    case .access: .access
    case .portability: .portability
    case .erasure, .restriction, .objection: nil
    }
  }
}
