import Foundation
import GRDB
import Retention
import Storage
import Testing

struct HoldTests {
  private func filled() throws -> (TemporaryStore, Store) {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([
      TestRecord(subject: "s1", conversation: "old", time: "2024-01-01T00:00:00Z"),
      TestRecord(subject: "s1", conversation: "new"),
      TestRecord(subject: "s2", conversation: "other", time: "2024-01-01T00:00:00Z"),
    ])
    return (temporary, store)
  }

  private func request(
    _ change: (inout HoldRequest) -> Void = { _ in }
  ) -> HoldRequest {
    var request = HoldRequest(
      tenant: "default", matter: "M-1", actor: "tester", now: TemporaryStore.now)
    change(&request)
    return request
  }

  @Test func aHoldGoesOnKeepingWhatComesLater() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    _ = try store.placeHold(request { $0.subject = "s1" })
    try store.take(
      [TestRecord(subject: "s1", conversation: "later", time: "2024-01-01T00:00:00Z")],
      source: "b")
    #expect(try store.read(.legal).map(\.conversation) == ["old", "new", "later"])
    #expect(try store.read(.service).map(\.conversation) == ["new"])
    #expect(try store.holds().map(\.records) == [3])
  }

  @Test func placingAndReleasingAreAudited() throws {
    let (temporary, store) = try filled()
    let id = try store.placeHold(request { $0.reason = "litigation" })
    #expect(
      try store.releaseHold(id, actor: "judge", now: TemporaryStore.now) == TemporaryStore.now)
    let rows = try DatabaseQueue(path: temporary.path).read {
      try Row.fetchAll($0, sql: "SELECT * FROM audit WHERE object_kind = 'hold' ORDER BY id")
    }
    #expect(rows.map { $0["action"] as String } == ["place-hold", "release-hold"])
    #expect(rows.map { $0["object_id"] as Int64 } == [id, id])
    #expect(rows.map { $0["actor"] as String } == ["tester", "judge"])
    #expect(rows[0]["reason"] == "litigation")
  }

  @Test(arguments: [
    "subject = (SELECT max(id) FROM subjects)", "subject = NULL", "id = 9",
    "sealed_matter = zeroblob(60)",
  ])
  func aChangedHoldIsNoticed(change: String) throws {
    let (temporary, store) = try filled()
    _ = try store.placeHold(request { $0.subject = "s1" })
    try temporary.tamper("UPDATE holds SET \(change)")
    #expect {
      try store.holds()
    } throws: { error in
      if case StoreError.damaged(kind: .hold, _)? = error as? StoreError { true } else { false }
    }
  }

  @Test func numbersAreNotGivenTwice() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    let ids = try (0..<3).map { _ in try store.placeHold(request()) }
    #expect(ids == [1, 2, 3])
    #expect(throws: StoreError.notStored(.hold)) {
      try store.releaseHold(4, actor: "tester", now: TemporaryStore.now)
    }
  }

  @Test func codesOnlyStandInTheClear() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    #expect(throws: StoreError.badTag(name: "reason")) {
      try store.placeHold(request { $0.reason = "Jane Doe sued" })
    }
    #expect(throws: StoreError.badTag(name: "actor")) {
      try store.placeHold(request { $0.actor = "jane@example.com" })
    }
  }
}
