import Foundation
import GRDB
import Keys
import Retention
import Storage
import Testing

struct VerificationTests {
  private func filled() throws -> (TemporaryStore, Store) {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([
      TestRecord(tenant: "a", subject: "s1", conversation: "c1"),
      TestRecord(tenant: "a", subject: "s2", conversation: "c1"),
      TestRecord(tenant: "b", dataClass: "account"),
    ])
    var request = HoldRequest(
      tenant: "a", matter: "M-1", actor: "tester", now: TemporaryStore.now)
    request.subject = "s1"
    _ = try store.placeHold(request)
    var terms = TenantTermsChange()
    terms.periods = [.run: .days(5), .recording: .indefinite]
    _ = try store.setTerms(
      ofTenant: "a", terms, Deed(actor: "tester", now: TemporaryStore.now))
    _ = try store.read()
    return (temporary, store)
  }

  private func problems(_ temporary: TemporaryStore) throws -> [String] {
    do {
      return try temporary.open(.readOnly).verify(workers: 2).problems
        .map { "\($0.kind.rawValue) \($0.id)" }
    } catch let error as StoreError {
      let problem = try #require(Verification.Problem(error))
      return ["\(problem.kind.rawValue) \(problem.id)"]
    }
  }

  @Test func aStoreThatNobodyTouchedIsWhole() throws {
    let (temporary, store) = try filled()
    let found = try store.verify(workers: 2)
    #expect(found.problems.isEmpty)
    #expect(found.checked > 3 + 3)
    #expect(try problems(temporary) == [])
  }

  @Test func anEmptyStoreIsWhole() throws {
    #expect(try problems(TemporaryStore()) == [])
  }

  @Test(arguments: [
    ("UPDATE records SET payload = zeroblob(50) WHERE seq = 2", "record 2"),
    ("UPDATE records SET occurred_at = occurred_at + 1 WHERE seq = 1", "record 1"),
    ("UPDATE records SET expires_at = expires_at + 864000000 WHERE seq = 1", "expiry 1"),
    ("UPDATE records SET expires_at = NULL WHERE seq = 2", "expiry 2"),
    ("UPDATE participants SET sealed_ids = zeroblob(50) WHERE id = 2", "participant 2"),
    ("UPDATE tenants SET sealed_name = zeroblob(50) WHERE id = 2", "tenant 2"),
    ("UPDATE sources SET sealed_name = zeroblob(50)", "source 1"),
    ("UPDATE holds SET subject = 2", "hold 1"),
    ("UPDATE holds SET released_at = 5, released_by = 'me'", "hold 1"),
    ("DELETE FROM holds", "hold 1"),
    ("UPDATE tenants SET contract_ends_at = 5 WHERE id = 2", "terms 2"),
    ("INSERT INTO tenant_periods VALUES (2, 1, 4, NULL, 1, 0)", "terms 2"),
    ("UPDATE tenant_periods SET days = 4000", "terms 1"),
    ("DELETE FROM tenant_periods", "terms 1"),
    ("UPDATE audit SET actor = 'other' WHERE id = 2", "audit 2"),
    ("DELETE FROM audit WHERE id = 2", "audit 3"),
    ("DELETE FROM audit WHERE id = 5", "audit-end 5"),
    ("DELETE FROM records WHERE seq = 2", "participant-without-records 2"),
    ("UPDATE expiry_spans SET count = count + 1 WHERE tenant = 2", "figures 2"),
    ("UPDATE store_state SET created_at = 0", "header 0"),
  ])
  func whatWasChangedIsNamed(sql: String, problem: String) throws {
    let (temporary, _) = try filled()
    try temporary.tamper(sql)
    #expect(try problems(temporary).contains(problem))
  }

  @Test func aChangedKeyIsNamed() throws {
    let (temporary, _) = try filled()
    let key = try #require(
      try DatabaseQueue(path: temporary.path).read {
        try Int64.fetchOne($0, sql: "SELECT key FROM participants WHERE id = 1")
      })
    try temporary.tamper(
      "UPDATE keys SET wrapped = zeroblob(60) WHERE key_id = \(key)", file: ".keys")
    #expect(try problems(temporary) == ["key \(key)"])
  }

  @Test func aLostKeyAndAnUnneededOneAreNamed() throws {
    let (temporary, _) = try filled()
    let key = try #require(
      try DatabaseQueue(path: temporary.path).read {
        try Int64.fetchOne($0, sql: "SELECT key FROM participants WHERE id = 1")
      })
    try temporary.tamper("UPDATE keys SET key_id = 77 WHERE key_id = \(key)", file: ".keys")
    let found = try problems(temporary)
    #expect(found.contains("key \(key)"))
    #expect(found.contains("unneeded-key 77"))
  }

  /// A copy of the store from before its records went, which nobody has opened for writing yet.
  @Test func aRecordOfADestroyedKeyIsNamed() throws {
    let (temporary, store) = try filled()
    let copy = try temporary.copy()
    try store.request(.erasure, of: "s2", tenant: "a")
    let found = try Store.open(
      copy, keyRing: temporary.path + ".keys", rootKey: temporary.rootKey, mode: .readOnly,
      now: TemporaryStore.now
    ).verify(workers: 1).problems
    #expect(found.contains(.init(.recordWithoutKey, 2)))
  }

  @Test func aSweptStoreIsWhole() throws {
    let (temporary, store) = try filled()
    try store.take(
      [TestRecord(conversation: "old", time: "2024-01-01T00:00:00Z")], source: "b")
    let options = SweepOptions(asOf: TemporaryStore.now, actor: "tester") { TemporaryStore.now }
    #expect(try store.sweep(options).deleted == 1)
    #expect(try problems(temporary) == [])
  }
}
