import Foundation
import GRDB
import Keys
import Retention
import Storage
import Testing

struct BackupTests {
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

  @Test func aBackupOpensByItself() throws {
    let (temporary, store) = try filled()
    let folder = temporary.folder + "/b"
    let report = try store.backUp(to: folder, workers: 2, Self.deed)
    #expect(report.verification.problems.isEmpty)
    #expect(report.verification.checked > 4)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["a.db", "a.db.keys"])
    for path in [report.storePath, report.keyRingPath] {
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(mode as? Int == 0o600)
    }
    let copy = try Store.open(
      report.storePath, rootKey: temporary.rootKey, now: TemporaryStore.now)
    #expect(try copy.read().map(\.conversation) == ["c1", "c2"])
    // Once more into the same place: nothing is replaced.
    #expect(throws: StoreError.cannotCreate(path: report.storePath, errno: 17)) {
      try store.backUp(to: folder, workers: 1, Self.deed)
    }
  }

  /// Whoever writes meanwhile is not in the way, nor half in the copy.
  @Test func aBackupIsOfOneMoment() throws {
    let (temporary, store) = try filled()
    let ingest = try temporary.open().beginIngest(TemporaryStore.options())
    let source = try ingest.openSource(name: "b", kind: .file)
    try ingest.take([TestRecord(conversation: "c3")], source: source)
    try ingest.commit()
    let report = try store.backUp(to: temporary.folder + "/b", workers: 1, Self.deed)
    try ingest.take([TestRecord(conversation: "c4")], from: 1, source: source)
    _ = try ingest.finish()
    let copy = try Store.open(
      report.storePath, rootKey: temporary.rootKey, now: TemporaryStore.now)
    #expect(try copy.read().map(\.conversation) == ["c1", "c2", "c3"])
    #expect(try copy.verify(workers: 1).problems.isEmpty)
    #expect(try store.read().count == 4)
  }

  /// A copy of the store with today's ring has nothing of what was swept since.
  @Test func whatGoesLaterIsGoneFromTheCopyWithTodaysRing() throws {
    let (temporary, store) = try filled()
    let report = try store.backUp(to: temporary.folder + "/b", workers: 1, Self.deed)
    let late = TemporaryStore.now.adding(days: 100)
    _ = try store.sweep(SweepOptions(asOf: late, actor: "tester") { late })
    let copy = try Store.open(
      report.storePath, keyRing: temporary.path + ".keys", rootKey: temporary.rootKey,
      now: TemporaryStore.now)
    #expect(try copy.read().isEmpty)
  }

  @Test func whatIsDamagedShowsInTheBackup() throws {
    let (temporary, store) = try filled()
    try DatabaseQueue(path: temporary.path).write {
      try $0.execute(sql: "UPDATE records SET payload = zeroblob(50) WHERE seq = 2")
    }
    let report = try store.backUp(to: temporary.folder + "/b", workers: 1, Self.deed)
    #expect(report.verification.problems.contains(.init(.record, 2)))
  }
}
