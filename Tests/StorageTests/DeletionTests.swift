import Foundation
import GRDB
import Retention
import Storage
import Testing

/// What lies outside the store is listed before the key goes that its reference is sealed under.
struct DeletionTests {
  private func filled() throws -> (TemporaryStore, Store) {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([
      TestRecord(subject: "s1", conversation: "k1", references: ["a.wav", "b.wav"]),
      TestRecord(subject: "s1", conversation: "k2"),
      TestRecord(conversation: "k2", references: ["c.wav"]),
      TestRecord(subject: "s2", conversation: "k3", references: ["d.wav"]),
    ])
    return (temporary, store)
  }

  private func listed(_ store: Store) throws -> [String] {
    var values: [String] = []
    try store.readDeletions(DeletionQuery(), .tester()) { values.append($0.value) }
    return values
  }

  @Test func anErasureListsWhatThePersonsRecordsReferTo() throws {
    let (temporary, store) = try filled()
    let (request, report) = try store.request(.erasure)
    #expect(report?.deleted == 3 && report?.listed == 3)
    #expect(request.status == .inProgress && request.deferral == .externalDeletions)
    #expect(try listed(store) == ["a.wav", "b.wav", "c.wav"])
    #expect(try store.verify(workers: 1).problems.isEmpty)
    let partly = try store.acknowledgeDeletions([1, 2], .tester())
    #expect(partly.acknowledged == 2 && partly.left == 1 && partly.completedRequests.isEmpty)
    let wholly = try store.acknowledgeDeletions([2, 3], .tester())
    #expect(wholly.unknown == 1 && wholly.completedRequests == [request.id])
    #expect(wholly.isWALTruncated)
    #expect(try temporary.number("SELECT count(*) FROM keys WHERE kind = 9", in: ".keys") == 0)
    #expect(try temporary.number("SELECT count(*) FROM external_references") == 1)
    #expect(try store.verify(workers: 1).problems.isEmpty)
  }

  /// The ring is ahead of the store: the keys are destroyed, the rows still there.
  @Test func nothingIsLostWhenTheErasureIsCutOff() throws {
    let (temporary, store) = try filled()
    let before = try temporary.copy()
    try store.request(.erasure)
    let expected = try listed(store)
    // The state after the list's own commit, with the keys destroyed by what was killed then.
    try TemporaryStore.tamper(
      before,
      """
      ATTACH '\(temporary.path)' AS now;
      INSERT INTO deletion_keys SELECT * FROM now.deletion_keys;
      INSERT INTO deletions SELECT * FROM now.deletions;
      UPDATE subjects SET erasure_since = 1 WHERE id = 1;
      UPDATE store_state
        SET commit_number = (SELECT commit_number - 1 FROM now.store_state);
      """)
    let cutOff = try Store.open(
      before, keyRing: temporary.path + ".keys", rootKey: temporary.rootKey,
      now: TemporaryStore.now)
    #expect(try listed(cutOff) == expected)
    // The state was put there by hand.
    let problems = try cutOff.verify(workers: 1).problems.filter { $0.kind != .auditEnd }
    #expect(problems.allSatisfy { $0.kind == .state })
  }

  @Test(arguments: [
    ("UPDATE external_references SET sealed = zeroblob(60) WHERE seq = 4", "reference 4"),
    ("DELETE FROM records WHERE seq = 4", "reference 4"),
    ("UPDATE deletions SET subject = 9 WHERE id = 2", "deletion 2"),
  ])
  func whatWasChangedIsNamed(sql: String, problem: String) throws {
    let (temporary, store) = try filled()
    try store.request(.erasure)
    try temporary.tamper(sql)
    let problems = try store.verify(workers: 1).problems.map { "\($0.kind.rawValue) \($0.id)" }
    #expect(problems.contains(problem), "\(problems)")
  }

  /// A key dies with what was listed under it, not before.
  @Test func anAcknowledgementKeepsTheKeyOfTheRest() throws {
    let (temporary, store) = try filled()
    try store.request(.erasure)
    try store.request(.erasure, of: "s2")
    _ = try store.acknowledgeDeletions([4], .tester())
    #expect(try temporary.number("SELECT count(*) FROM keys WHERE kind = 9", in: ".keys") == 1)
    #expect(try listed(store).count == 3)
  }

  @Test func aRestoredStoreListsNothingTwice() throws {
    let (temporary, store) = try filled()
    let copy = try temporary.copy()
    try store.request(.erasure)
    let restored = try Store.open(
      copy, keyRing: temporary.path + ".keys", rootKey: temporary.rootKey,
      now: TemporaryStore.now)
    #expect(try listed(restored).isEmpty)
    #expect(try restored.read(.legal).count == 1)
    let references = try DatabaseQueue(path: copy).read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM external_references")
    }
    #expect(references == 1)
  }
}
