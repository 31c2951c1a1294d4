import Foundation
import GRDB
import Retention
import Storage
import Testing

/// Promise 8: erase, access, restrict, object, port; answered in time; identity verified first.
struct SubjectRequestTests {
  private func filled() throws -> (TemporaryStore, Store) {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([
      TestRecord(subject: "s1", conversation: "c1"), TestRecord(subject: "s2", conversation: "c2"),
    ])
    return (temporary, store)
  }

  @Test(arguments: SubjectRequest.Kind.allCases)
  func nothingHappensBeforeVerification(kind: SubjectRequest.Kind) throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    let request = try store.submit(kind)
    #expect(request.status == .pending && request.verifiedAt == nil && request.subject == "s1")
    #expect(try store.read().count == 2)
    #expect(throws: StoreError.refused(.unverifiedRequest)) {
      try store.readRecords(for: request.id, .tester()) { _ in }
    }
    #expect(try temporary.open().read().count == 2)
  }

  @Test(arguments: [(SubjectRequest.Regulation.gdpr, 30), (.ccpa, 45)])
  func theAnswerIsDueInTime(regulation: SubjectRequest.Regulation, days: Int) throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    var submission = SubjectSubmission(
      .access, tenant: "default", subject: "s1", receivedAt: TemporaryStore.now)
    submission.regulation = regulation
    let request = try store.submit(submission, .tester())
    #expect(request.expectedAt == TemporaryStore.now.adding(days: days))
    #expect(!request.isOverdue(at: request.expectedAt))
    let late = request.expectedAt.adding(days: 1)
    #expect(request.isOverdue(at: late))
    #expect(try !store.cancelSubjectRequest(request.id, .tester()).isOverdue(at: late))
  }

  @Test(arguments: [SubjectRequest.Kind.restriction, .objection])
  func aRestrictedPersonIsReadForThemAndTheLawOnly(kind: SubjectRequest.Kind) throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    let (request, _) = try store.request(kind)
    #expect(request.status == .completed)
    for purpose in Purpose.allCases where purpose != .training {
      let expected = [Purpose.legal, .access, .portability].contains(purpose) ? ["s1"] : []
      #expect(try store.read(purpose) { $0.subject = "s1" }.map(\.subject) == expected)
    }
    #expect(try store.read().map(\.subject) == ["s2"])
    // Another one still stands when the first is lifted.
    let (second, _) = try store.request(.restriction)
    #expect(try store.cancelSubjectRequest(request.id, .tester()).status == .cancelled)
    #expect(try store.read().map(\.subject) == ["s2"])
    _ = try store.cancelSubjectRequest(second.id, .tester())
    #expect(try store.read().map(\.subject) == ["s1", "s2"])
  }

  @Test func aCancelledRequestIsNotCarriedOut() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    let id = try store.submit(.erasure).id
    #expect(try store.cancelSubjectRequest(id, .tester()).status == .cancelled)
    #expect(try store.verifySubjectRequest(id, .tester()).request.status == .cancelled)
    #expect(try store.read().count == 2)
  }

  @Test func anAnswerIsGivenOnce() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    let (request, _) = try store.request(.access)
    #expect(request.status == .inProgress)
    var subjects: [String] = []
    let given = try store.readRecords(for: request.id, .tester()) { subjects.append($0.subject) }
    #expect(given == 1 && subjects == ["s1"])
    let ended = try store.completeSubjectRequest(request.id, records: given, .tester())
    #expect(ended.status == .completed && ended.results == 1)
    #expect(throws: StoreError.refused(.unverifiedRequest)) {
      try store.readRecords(for: request.id, .tester()) { _ in }
    }
  }

  @Test func whereAnAnswerGoesIsSealedAndCannotBeMoved() throws {
    let (temporary, store) = try filled()
    var submission = SubjectSubmission(
      .access, tenant: "default", subject: "s1", receivedAt: TemporaryStore.now)
    submission.folder = "/answers/canary"
    let request = try store.submit(submission, .tester())
    #expect(request.folder == "/answers/canary")
    #expect(try temporary.everyByte().range(of: Data("canary".utf8)) == nil)
    try temporary.tamper(
      "UPDATE subject_requests SET request_id = '00000000-0000-4000-8000-000000000000'")
    #expect(try store.verify(workers: 1).problems.map(\.kind) == [.request, .table])
  }

  @Test func everyStepIsAudited() throws {
    let (temporary, store) = try filled()
    try store.request(.erasure)
    let actions = try DatabaseQueue(path: temporary.path).read {
      try String.fetchAll(
        $0, sql: "SELECT action FROM audit WHERE json_extract(detail, '$.subject') = 1 ORDER BY id")
    }
    #expect(actions == ["submit-request", "verify-request", "erase"])
    #expect(throws: StoreError.notStored(.request)) {
      try store.verifySubjectRequest("no-such", .tester())
    }
  }
}
