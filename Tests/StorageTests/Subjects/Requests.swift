import Foundation
import GRDB
import Retention
import Storage

extension Deed {
  static func tester(at now: Timestamp = TemporaryStore.now) -> Deed {
    Deed(actor: "tester", now: now)
  }
}

extension Store {
  func submit(
    _ kind: SubjectRequest.Kind, of subject: String = "s1", tenant: String = "default"
  ) throws -> SubjectRequest {
    let submission = SubjectSubmission(
      kind, tenant: tenant, subject: subject, receivedAt: TemporaryStore.now)
    return try submit(submission, .tester())
  }

  /// Submits and verifies.
  @discardableResult
  func request(
    _ kind: SubjectRequest.Kind, of subject: String = "s1", tenant: String = "default"
  ) throws -> (request: SubjectRequest, erasure: ErasureReport?) {
    try verifySubjectRequest(submit(kind, of: subject, tenant: tenant).id, .tester())
  }
}

extension TemporaryStore {
  /// Asks one of the two files, as nobody but SQLite sees it.
  func number(_ sql: String, in suffix: String = "") throws -> Int? {
    try DatabaseQueue(path: path + suffix).read { try Int.fetchOne($0, sql: sql) }
  }

  /// Copies the store or its ring as it stands; says where.
  func copy(_ suffix: String = "") throws -> String {
    let copy = folder + "/copy-\(UUID().uuidString)"
    try DatabaseQueue(path: path + suffix).backup(to: DatabaseQueue(path: copy))
    return copy
  }
}
