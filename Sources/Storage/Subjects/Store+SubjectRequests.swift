import GRDB
import Retention

import struct Foundation.Data
import struct Foundation.UUID

extension Store {
  /// Takes a person's request in; it is pending until it is verified.
  ///
  /// Throws `StoreError.notStored` when nothing of the tenant or the person is stored; `badTag`.
  public func submit(
    _ submission: SubjectSubmission, _ deed: Deed
  ) throws(StoreError) -> SubjectRequest {
    try deed.check()
    let id = UUID().uuidString.lowercased()
    try write { db in
      let (tenant, subject) = try place(of: submission.subject, in: submission.tenant, db)
      let expectedAt = submission.receivedAt.adding(days: submission.regulation.daysToAnswer)
      try db.execute(
        sql: """
          INSERT INTO subject_requests (request_id, tenant, subject, type, regulation, status,
            received_at, expected_at, results, sealed_folder)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
          """,
        arguments: [
          id, tenant, subject, submission.kind.rawValue, submission.regulation.rawValue,
          SubjectRequest.Status.pending.rawValue, submission.receivedAt.milliseconds,
          expectedAt.milliseconds,
          submission.folder.map {
            try RequestFolder(tenant: tenant, request: id, store: self, db: db).sealed($0)
          },
        ])
      let row = try SubjectRequestRow.fetch(db, requestID: id)
      try AuditLog(self).append(row.auditEntry(.submitRequest, deed), to: db)
    }
    return try subjectRequest(id)
  }

  /// Notes that a request comes from the person it is about, and does what it asks for.
  ///
  /// A restriction or objection holds at once; an erasure is done as far as holds allow. What is
  /// to be given is given by whoever writes it. Verifying again goes on with what was deferred,
  /// and changes nothing of what has ended.
  ///
  /// - Parameter folder: where to put what is to be given, in place of what was said before.
  /// - Throws: `StoreError.notStored` for an identity that no request has; `badTag`.
  public func verifySubjectRequest(
    _ id: String, folder: String? = nil, _ deed: Deed
  ) throws(StoreError) -> (request: SubjectRequest, erasure: ErasureReport?) {
    try deed.check()
    let subject = try write { db in
      let row = try SubjectRequestRow.fetch(db, requestID: id)
      guard row.status == .pending || row.status == .inProgress else { return nil as Int64? }
      if let folder {
        let sealed = try RequestFolder(tenant: row.tenant, request: id, store: self, db: db)
          .sealed(folder)
        try db.execute(
          sql: "UPDATE subject_requests SET sealed_folder = ? WHERE id = ?",
          arguments: [sealed, row.id])
      }
      if row.status == .pending { try begin(row, deed, db) }
      return row.kind == .erasure ? row.subject : nil
    }
    var report: ErasureReport?
    if let subject {
      try dropQuarantinedWords(of: subject)
      var erased = try erase(subject, deed)
      erased.isWALTruncated = try emptyLogs()
      report = erased
    }
    return (try subjectRequest(id), report)
  }

  /// Takes a request back: one that waits ends, a restriction or objection is lifted.
  ///
  /// Throws `StoreError.notStored`; `badTag`. An erasure that has begun is not taken back, nor is
  /// what was given: the request is returned as it is.
  public func cancelSubjectRequest(_ id: String, _ deed: Deed) throws(StoreError) -> SubjectRequest
  {
    try deed.check()
    try write { db in
      let row = try SubjectRequestRow.fetch(db, requestID: id)
      switch (row.kind, row.status) {
      case (_, .cancelled), (.erasure, .inProgress), (.erasure, .completed),
        (.access, .completed), (.portability, .completed):
        return
      case (.restriction, .completed), (.objection, .completed):
        try row.end(.cancelled, at: deed.now, in: db)
        try liftRestriction(of: row.subject, db)
      default: try row.end(.cancelled, at: deed.now, in: db)
      }
      try AuditLog(self).append(row.auditEntry(.cancelRequest, deed), to: db)
    }
    return try subjectRequest(id)
  }

  /// All requests in the order they came; that they are read is in the audit log.
  public func listSubjectRequests(_ deed: Deed) throws(StoreError) -> [SubjectRequest] {
    try auditListing(.listRequests, of: "request", deed)
    return try subjectRequests()
  }

  package func subjectRequests() throws(StoreError) -> [SubjectRequest] {
    try StoreError.mapping {
      var opener = try RecordOpener(store: self)
      let rows = try queue.unsafeRead { db in
        try Row.fetchAll(db, sql: "SELECT * FROM subject_requests ORDER BY id")
          .map(SubjectRequestRow.init)
      }
      return try rows.map { try subjectRequest($0, opener: &opener) }
    }
  }

  /// The request of an identity. Throws `StoreError.notStored` when there is none.
  public func subjectRequest(_ id: String) throws(StoreError) -> SubjectRequest {
    try StoreError.mapping {
      var opener = try RecordOpener(store: self)
      let row = try queue.unsafeRead { try SubjectRequestRow.fetch($0, requestID: id) }
      return try subjectRequest(row, opener: &opener)
    }
  }

  /// Deletes the quarantined lines that name a person who is to be erased, unless a hold keeps what
  /// the person said. Copies of them can be opened until their day's key goes, after seven days.
  private func dropQuarantinedWords(of subject: Int64) throws(StoreError) {
    let named = try StoreError.mapping {
      let participant = try queue.unsafeRead { db -> Int64? in
        let holds = try LiveHolds(db)
        let members = try SubjectScope(subject, db).members.filter { $0.place.subject == subject }
        let isHeld = members.contains { !holds.holds(on: $0.place).isEmpty }
        return isHeld ? nil : members.last?.participant
      }
      var opener = try RecordOpener(store: self)
      let id = try participant.flatMap { try opener.ids(of: $0) }?.subject
      return try id.map { try QuarantinedWords(store: self).lines(naming: $0) } ?? []
    }
    guard !named.isEmpty else { return }
    try write { db in
      for line in named {
        try db.execute(sql: "DELETE FROM quarantine WHERE id = ?", arguments: [line])
      }
    }
  }

  /// The rows of a tenant and of a person of it. Throws `StoreError.notStored`.
  func place(
    of subject: String, in tenant: String, _ db: Database
  ) throws -> (tenant: Int64, subject: Int64) {
    let lookup = IdentityLookup(store: self, db: db)
    let tenant = try lookup.storedTenant(named: tenant)
    guard let subject = try lookup.subject(subject, tenant: tenant) else {
      throw StoreError.notStored(.subject)
    }
    return (tenant, subject)
  }

  /// What holds from the moment of verification on.
  private func begin(_ row: SubjectRequestRow, _ deed: Deed, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE subject_requests SET status = ?, verified_at = ? WHERE id = ?",
      arguments: [
        SubjectRequest.Status.inProgress.rawValue, deed.now.milliseconds, row.id,
      ])
    switch row.kind {
    case .erasure:
      try db.execute(
        sql: "UPDATE subjects SET erasure_since = coalesce(erasure_since, ?) WHERE id = ?",
        arguments: [deed.now.milliseconds, row.subject])
      // Nothing of the person was left to erase.
      if db.changesCount == 0 { try row.end(.completed, at: deed.now, in: db) }
    case .restriction, .objection:
      try db.execute(
        sql: "UPDATE subjects SET restricted_since = coalesce(restricted_since, ?) WHERE id = ?",
        arguments: [deed.now.milliseconds, row.subject])
      try row.end(.completed, at: deed.now, in: db)
    case .access, .portability: break
    }
    try AuditLog(self).append(row.auditEntry(.verifyRequest, deed), to: db)
  }

  /// Lifts a person's restriction unless another request still asks for it.
  private func liftRestriction(of subject: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE subjects SET restricted_since = NULL WHERE id = ?1 AND NOT EXISTS (
          SELECT 1 FROM subject_requests WHERE subject = ?1 AND status = 'completed'
            AND type IN ('restriction', 'objection'))
        """, arguments: [subject])
    try Leftovers(db).removeSubjects([subject])
  }

  private func subjectRequest(
    _ row: SubjectRequestRow, opener: inout RecordOpener
  ) throws -> SubjectRequest {
    let (participant, folder) = try queue.unsafeRead { db in
      let participant = try Int64.fetchOne(
        db, sql: "SELECT max(id) FROM participants WHERE subject = ?", arguments: [row.subject])
      let folder = try row.sealedFolder.map {
        try RequestFolder(tenant: row.tenant, request: row.requestID, store: self, db: db).opened(
          $0, number: row.id)
      }
      return (participant, folder)
    }
    return SubjectRequest(
      id: row.requestID, kind: row.kind, regulation: row.regulation, status: row.status,
      tenant: try opener.tenantName(row.tenant),
      subject: try participant.flatMap { try opener.ids(of: $0) }?.subject,
      receivedAt: row.receivedAt, expectedAt: row.expectedAt, verifiedAt: row.verifiedAt,
      endedAt: row.endedAt, deferral: row.deferral, results: row.results, folder: folder)
  }
}
