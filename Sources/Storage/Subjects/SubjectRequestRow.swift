import GRDB
import Keys
import Retention

import struct Foundation.Data

/// A request as it is stored.
struct SubjectRequestRow {
  let id: Int64
  let requestID: String
  let tenant: Int64
  let subject: Int64
  let kind: SubjectRequest.Kind
  let regulation: SubjectRequest.Regulation
  let status: SubjectRequest.Status
  let deferral: SubjectRequest.Deferral?
  let receivedAt: Timestamp
  let expectedAt: Timestamp
  let verifiedAt: Timestamp?
  let endedAt: Timestamp?
  let results: Int64
  let sealedFolder: [UInt8]?

  init(_ row: Row) throws {
    func moment(_ column: String) throws(StoreError) -> Timestamp? {
      (try row.value(column) as Int64?).map { Timestamp(milliseconds: $0) }
    }
    id = try row.value("id")
    guard let kind = SubjectRequest.Kind(rawValue: try row.value("type")),
      let regulation = SubjectRequest.Regulation(rawValue: try row.value("regulation")),
      let status = SubjectRequest.Status(rawValue: try row.value("status")),
      let receivedAt = try moment("received_at"), let expectedAt = try moment("expected_at")
    else { throw StoreError.damaged(kind: .request, id: id) }
    requestID = try row.value("request_id")
    tenant = try row.value("tenant")
    subject = try row.value("subject")
    self.kind = kind
    self.regulation = regulation
    self.status = status
    self.receivedAt = receivedAt
    self.expectedAt = expectedAt
    verifiedAt = try moment("verified_at")
    endedAt = try moment("ended_at")
    deferral = (try row.value("deferral") as String?).flatMap(
      SubjectRequest.Deferral.init(rawValue:))
    results = try row.value("results")
    sealedFolder = (try row.value("sealed_folder") as Data?).map { [UInt8]($0) }
  }

  /// The request of this identity. Throws `StoreError.notStored` when there is none.
  static func fetch(_ db: Database, requestID: String) throws -> SubjectRequestRow {
    let row = try Row.fetchOne(
      db, sql: "SELECT * FROM subject_requests WHERE request_id = ?",
      arguments: [requestID.lowercased()])
    guard let row else { throw StoreError.notStored(.request) }
    return try SubjectRequestRow(row)
  }

  /// Ends the request; where its records were put needs no keeping then.
  func end(_ status: SubjectRequest.Status, at now: Timestamp, in db: Database) throws {
    try db.execute(
      sql: """
        UPDATE subject_requests SET status = ?, ended_at = ?, deferral = NULL, sealed_folder = NULL
        WHERE id = ?
        """, arguments: [status.rawValue, now.milliseconds, id])
  }

  func auditEntry(
    _ action: AuditEntry.Action, _ deed: Deed, records: Int64? = nil
  ) -> AuditEntry {
    var detail: [(AuditEntry.Detail, Int64)] = [(.tenant, tenant), (.subject, subject)]
    if let records { detail.append((.records, records)) }
    return AuditEntry(
      at: deed.now, actor: deed.actor, action: action, objectKind: kind.rawValue, objectID: id,
      outcome: .done, reason: deed.reason, detail: detail)
  }
}
