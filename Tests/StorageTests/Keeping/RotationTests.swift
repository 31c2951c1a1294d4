import Foundation
import GRDB
import Keys
import Retention
import Storage
import Testing

/// Promise 7: keys wrapped by a root key outside the store, which can be replaced.
struct RotationTests {
  private static let deed = Deed(actor: "tester", now: TemporaryStore.now)

  private func filled() throws -> (TemporaryStore, Store) {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([
      TestRecord(tenant: "acme", subject: "s1", conversation: "c1"),
      TestRecord(tenant: "acme", subject: "s2", conversation: "c2"),
    ])
    return (temporary, store)
  }

  private func open(_ temporary: TemporaryStore, _ key: RootKey) throws -> Store {
    try Store.open(temporary.path, rootKey: key, now: TemporaryStore.now)
  }

  private func wrappedKeys(_ temporary: TemporaryStore) throws -> [Data] {
    try DatabaseQueue(path: temporary.path + ".keys").read {
      try Data.fetchAll($0, sql: "SELECT wrapped FROM keys ORDER BY key_id")
    }
  }

  @Test("Promise 7: AES-256 at rest, keys wrapped by a root key outside the store")
  func theNewRootKeyOpensEverythingAndTheOldOneNothing() throws {
    let (temporary, store) = try filled()
    let before = try wrappedKeys(temporary)
    let new = try RootKey.generate()
    let report = try store.rotateRootKey(to: new, Self.deed)
    #expect(report.keys == Int64(before.count))
    #expect(report.isScrubbed)
    #expect(throws: StoreError.wrongKey) { try temporary.open() }
    let reopened = try open(temporary, new)
    #expect(try reopened.read().map(\.conversation) == ["c1", "c2"])
    #expect(try reopened.verify(workers: 1).problems.isEmpty)
    #expect(throws: StoreError.sameKey) { try reopened.rotateRootKey(to: new, Self.deed) }
    // Nothing that the old root key wrapped is left in any file.
    let bytes = try temporary.everyByte()
    for wrapped in before { #expect(!bytes.contains(wrapped)) }
    var outcomes: [String] = []
    try reopened.readAudit(AuditQuery(), .tester()) { record, _ in
      if record.action == "rotate-key" { outcomes.append(record.outcome) }
    }
    #expect(outcomes == ["begun", "done"])
  }

  /// The old ring with the old root key is all that opens an old copy.
  @Test func anOldRingNeedsTheOldRootKey() throws {
    let (temporary, store) = try filled()
    let copy = temporary.path + ".oldkeys"
    let backup = try store.backUp(to: temporary.folder + "/b", workers: 1, Self.deed)
    try FileManager.default.copyItem(atPath: backup.keyRingPath, toPath: copy)
    let new = try RootKey.generate()
    _ = try store.rotateRootKey(to: new, Self.deed)
    #expect(throws: StoreError.wrongKey) {
      try Store.open(backup.storePath, keyRing: copy, rootKey: new, now: TemporaryStore.now)
    }
  }

  /// Killed after the ring has the new root key, before the store says so.
  @Test func aRotationThatWasCutOffIsFinished() throws {
    let (temporary, store) = try filled()
    let new = try RootKey.generate()
    _ = try store.rotateRootKey(to: new, Self.deed)
    try DatabaseQueue(path: temporary.path).write { db in
      try db.execute(sql: "DROP TRIGGER audit_is_not_deleted")
      try db.execute(
        sql: "DELETE FROM audit WHERE action = 'rotate-key' AND outcome = 'done'")
    }
    let reopened = try open(temporary, new)
    #expect(try reopened.completeRotation(Self.deed)?.keys == 8)
    #expect(try reopened.completeRotation(Self.deed) == nil)
  }

  /// A run that knows the old root key must not leave keys that the new one can't open.
  @Test func aRunUnderTheOldRootKeyFailsAtItsNextCommit() throws {
    let (temporary, store) = try filled()
    let ingest = try store.beginIngest(TemporaryStore.options())
    let source = try ingest.openSource(name: "b", kind: .file)
    try ingest.take([TestRecord(conversation: "c3")], source: source)
    try ingest.commit()
    let new = try RootKey.generate()
    _ = try temporary.open().rotateRootKey(to: new, Self.deed)
    try ingest.take([TestRecord(conversation: "c4")], from: 1, source: source)
    #expect(throws: StoreError.wrongKey) { try ingest.commit() }
    let reopened = try open(temporary, new)
    #expect(try reopened.read().map(\.conversation) == ["c1", "c2", "c3"])
    #expect(try reopened.verify(workers: 1).problems.isEmpty)
  }
}
