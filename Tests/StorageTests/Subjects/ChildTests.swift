import GRDB
import Retention
import Storage
import Testing

/// Promise 9: children's data is deleted promptly, and never used for training.
struct ChildTests {
  private func filled() throws -> (TemporaryStore, Store) {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([TestRecord(subject: "kid", conversation: "c1"), TestRecord(subject: "s2")])
    return (temporary, store)
  }

  @Test("Promise 9: children's data is deleted promptly, later records too")
  func aChildsRecordsGoAtOnceAndSoDoLaterOnes() throws {
    let (temporary, store) = try filled()
    let (request, report) = try store.markChild("kid", tenant: "default", .tester())
    #expect(request.status == .completed && report?.deleted == 1)
    #expect(try store.read().map(\.subject) == ["s2"])
    // A mark outlives the records: what comes later is read by nobody, and goes with a sweep.
    try store.take([TestRecord(subject: "kid", conversation: "c2")], source: "b")
    for purpose in Purpose.allCases where purpose != .training {
      #expect(try !store.read(purpose).map(\.subject).contains("kid"))
    }
    let sweep = SweepOptions(asOf: TemporaryStore.now, actor: "tester") { TemporaryStore.now }
    #expect(try store.sweep(sweep).deleted == 1)
    #expect(try temporary.number("SELECT count(*) FROM records") == 1)
    #expect(try store.verify(workers: 1).problems.isEmpty)
  }

  @Test func aHoldKeepsThemForTheLaw() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    let hold = try store.placeHold(
      HoldRequest(tenant: "default", matter: "M", actor: "tester", now: TemporaryStore.now))
    let (request, _) = try store.markChild("kid", tenant: "default", .tester())
    #expect(request.deferral == .legalClaims)
    #expect(try store.read(.access).map(\.subject) == ["s2"])
    #expect(try store.read(.legal).map(\.subject) == ["kid", "s2"])
    _ = try store.releaseHold(hold, actor: "tester", now: TemporaryStore.now)
    #expect(try store.subjectRequest(request.id).status == .completed)
  }
}
