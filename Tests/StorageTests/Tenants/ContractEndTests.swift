import Foundation
import GRDB
import Keys
import Retention
import Storage
import Testing

/// Promise 15: after the contract's end 30 days to export, then deleted, backups included.
struct ContractEndTests {
  private static let end = TemporaryStore.now.adding(days: 1)
  private static let deed = Deed(actor: "tester", now: TemporaryStore.now)

  private func filled() throws -> (TemporaryStore, Store) {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([
      TestRecord(tenant: "acme", subject: "s1", conversation: "c1"),
      TestRecord(tenant: "acme", subject: "s2", conversation: "c2"),
      TestRecord(tenant: "umbra", subject: "s1", conversation: "c1"),
    ])
    return (temporary, store)
  }

  private func sweep(_ store: Store, days: Int) throws -> SweepReport {
    let moment = TemporaryStore.now.adding(days: days)
    return try store.sweep(SweepOptions(asOf: moment, actor: "tester") { moment })
  }

  @Test(arguments: [
    (0, Purpose.service, nil as StoreError.Refusal?), (1, .service, .contractEnded),
    (1, .security, .contractEnded), (1, .portability, nil), (30, .access, nil),
    (31, .portability, .exportWindowOver), (31, .access, .exportWindowOver),
    (31, .service, .contractEnded), (31, .legal, nil),
  ])
  func onlyTheExportIsAnsweredAfterTheEnd(
    days: Int, purpose: Purpose, refusal: StoreError.Refusal?
  ) throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    _ = try store.terminateContract(ofTenant: "acme", at: Self.end, Self.deed)
    let now = TemporaryStore.now.adding(days: days)
    func read() throws -> Int { try store.read(purpose, now: now) { $0.tenant = "acme" }.count }
    if let refusal {
      #expect(throws: StoreError.refused(refusal)) { try read() }
    } else {
      #expect(try read() == (days < 31 ? 2 : 0))
    }
    // What names no tenant is answered without the ended one's rows.
    let all = try store.read(purpose, now: now)
    #expect(all.filter { $0.tenant == "umbra" }.count == 1)
    #expect(all.filter { $0.tenant == "acme" }.isEmpty == (refusal != nil || days >= 31))
  }

  @Test("Promise 15: after termination 30 days to export, then deleted, backups included")
  func theSweepAfterTheWindowDestroysEverything() throws {
    let (temporary, store) = try filled()
    _ = try store.terminateContract(ofTenant: "acme", at: Self.end, Self.deed)
    let copy = temporary.path + ".copy"
    let before = try sweep(store, days: 30)
    #expect(before.deleted == 0)
    try FileManager.default.copyItem(atPath: temporary.path, toPath: copy)
    #expect(
      try store.previewSweep(asOf: TemporaryStore.now.adding(days: 31), .tester()).deleted == 2)
    let report = try sweep(store, days: 31)
    #expect(report.deleted == 2)
    #expect(report.keysDestroyed == 2 + 3)
    #expect(try store.tenantProfiles().map(\.name) == ["umbra"])
    #expect(try store.verify(workers: 1).problems.isEmpty)
    var tenants: Set<String?> = []
    try store.readAudit(AuditQuery(), .tester()) { _, tenant in tenants.insert(tenant) }
    #expect(!tenants.contains("acme"))
    #expect(throws: StoreError.notStored(.tenant)) { try store.tenantProfiles(named: "acme") }

    // A copy from before has the rows, and today's ring opens none of them.
    let restored = try Store.open(
      copy, keyRing: temporary.path + ".keys", rootKey: temporary.rootKey, now: TemporaryStore.now)
    #expect(try restored.read().map(\.tenant) == ["umbra"])
    #expect(try restored.tenantProfiles().map(\.name) == ["umbra"])
  }

  @Test func aHoldOutlivesTheContract() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    var request = HoldRequest(
      tenant: "acme", matter: "M-1", actor: "tester", now: TemporaryStore.now)
    request.subject = "s1"
    let hold = try store.placeHold(request)
    _ = try store.terminateContract(ofTenant: "acme", at: Self.end, Self.deed)
    let first = try sweep(store, days: 31)
    #expect(first.deleted == 1)
    #expect(first.held == 1)
    let late = TemporaryStore.now.adding(days: 31)
    #expect(try store.read(.legal, now: late) { $0.tenant = "acme" }.map(\.subject) == ["s1"])
    _ = try store.releaseHold(hold, actor: "tester", now: late)
    #expect(try sweep(store, days: 31).deleted == 1)
    #expect(try store.holds(includingReleased: true).isEmpty)
    #expect(try store.verify(workers: 1).problems.isEmpty)
  }

  @Test func theEndCanBeMovedUntilTheWindowIsOver() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    _ = try store.terminateContract(ofTenant: "acme", at: Self.end, Self.deed)
    var deed = Self.deed
    deed.now = Self.end.adding(days: 29)
    let moved = try store.terminateContract(ofTenant: "acme", at: deed.now, deed)
    #expect(moved.exportWindowEndsAt == deed.now.adding(days: 30))
    deed.now = moved.exportWindowEndsAt
    #expect(throws: StoreError.refused(.exportWindowOver)) {
      try store.terminateContract(ofTenant: "acme", at: deed.now, deed)
    }
  }

  @Test func nothingMoreIsTakenInForAnEndedTenant() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    _ = try store.terminateContract(ofTenant: "acme", at: TemporaryStore.now, Self.deed)
    #expect(throws: StoreError.refused(.contractEnded)) {
      try store.beginIngest(TemporaryStore.options { $0.tenant = "acme" })
    }
  }
}
