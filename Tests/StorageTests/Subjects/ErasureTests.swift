import Foundation
import GRDB
import Retention
import Storage
import Testing

/// Erasure that is real: promise 8, and what promise 16 keeps from it.
struct ErasureTests {
  private func filled() throws -> (TemporaryStore, Store) {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([
      TestRecord(text: #""own""#, subject: "s1", conversation: "alone"),
      TestRecord(text: #""answer""#, conversation: "alone"),
      TestRecord(text: #""own""#, subject: "s1", conversation: "call"),
      TestRecord(text: #""other""#, subject: "s2", conversation: "call"),
      TestRecord(text: #""answer""#, conversation: "call"),
      TestRecord(text: #""elsewhere""#, subject: "s2", conversation: "s1"),
      TestRecord(text: #""namesake""#, tenant: "t", subject: "s1", conversation: "alone"),
    ])
    return (temporary, store)
  }

  private func texts(_ store: Store) throws -> [String] {
    try store.read(.legal).map { String(decoding: $0.record, as: UTF8.self) }
  }

  /// The ring remembers the end of the log that the copy does not have: that much is so.
  private func problems(_ copy: Store) throws -> [Verification.Problem] {
    try copy.verify(workers: 1).problems.filter { $0.kind != .auditEnd }
  }

  private let others = [#""other""#, #""answer""#, #""elsewhere""#, #""namesake""#]

  @Test func erasingAParticipantTakesTheirTurnsAndNobodyElses() throws {
    let (temporary, store) = try filled()
    let (request, report) = try store.request(.erasure)
    #expect(request.status == .completed && request.results == 3 && request.subject == nil)
    #expect(report?.deleted == 3 && report?.keysDestroyed == 3 && report?.held == 0)
    #expect(report?.isWALTruncated == true)
    #expect(try texts(store) == others)
    #expect(try temporary.number("SELECT count(*) FROM records") == 4)
    #expect(try temporary.number("SELECT sum(count) FROM expiry_spans") == 4)
    #expect(
      try temporary.number("SELECT sum(rows) FROM certificates WHERE cause = 'erasure'") == 3)
    #expect(try store.verify(workers: 1).problems.isEmpty)
    #expect(throws: StoreError.notStored(.subject)) { try store.submit(.erasure) }
  }

  @Test func nothingOfThePersonIsLeftInAnyFile() throws {
    let (temporary, store) = try filled()
    func blobs(_ sql: String, _ suffix: String) throws -> [Data] {
      try DatabaseQueue(path: temporary.path + suffix).read { try Data.fetchAll($0, sql: sql) }
    }
    let own = "SELECT id FROM participants WHERE subject = 1"
    let sealed =
      try blobs("SELECT payload FROM records WHERE participant IN (\(own))", "")
      + blobs("SELECT sealed_ids FROM participants WHERE subject = 1", "")
      + blobs("SELECT hash FROM subjects WHERE id = 1", "")
    let wrapped = try blobs("SELECT wrapped FROM keys WHERE kind = 1", ".keys")
    #expect(sealed.count == 5)
    try store.request(.erasure)
    let left = try blobs("SELECT wrapped FROM keys WHERE kind = 1", ".keys")
    #expect(left.count == wrapped.count - 3)
    let files = try temporary.everyByte()
    for trace in sealed + wrapped where !left.contains(trace) {
      #expect(files.range(of: trace) == nil)
    }
  }

  @Test func anOldCopyOfTheStoreGivesNothingBackAndLosesTheRows() throws {
    let (temporary, store) = try filled()
    let copy = try temporary.copy()
    try store.request(.erasure)
    let restored = try Store.open(
      copy, keyRing: temporary.path + ".keys", rootKey: temporary.rootKey, now: TemporaryStore.now)
    #expect(try texts(restored) == others)
    #expect(try problems(restored).isEmpty)
    let rows = try DatabaseQueue(path: copy).read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM records")
    }
    #expect(rows == 4)
  }

  @Test func anOldCopyOfTheRingLosesTheKeysAgain() throws {
    let (temporary, store) = try filled()
    let ring = try temporary.copy(".keys")
    let store2 = try temporary.copy()
    try store.request(.erasure)
    let reopened = try Store.open(
      temporary.path, keyRing: ring, rootKey: temporary.rootKey, now: TemporaryStore.now)
    #expect(try texts(reopened) == others)
    // The ring that came back opens the old store no more than the one that stayed.
    let both = try Store.open(
      store2, keyRing: ring, rootKey: temporary.rootKey, now: TemporaryStore.now)
    #expect(try texts(both) == others)
  }

  /// Puts the intent into a copy of the store, as the commit does that the erasure follows.
  private func beginErasure(in copy: String) throws {
    let now = TemporaryStore.now.milliseconds
    try TemporaryStore.tamper(
      copy,
      """
      UPDATE subjects SET erasure_since = \(now) WHERE id = 1;
      UPDATE subject_requests SET status = 'in_progress', verified_at = \(now);
      """)
  }

  /// The states in which a kill can leave an erasure: the intent alone, and the keys destroyed.
  @Test(arguments: [false, true])
  func theNextOpeningFinishesWhatWasBegun(keysAreDestroyed: Bool) throws {
    let (temporary, store) = try filled()
    let id = try store.submit(.erasure).id
    let copy = try temporary.copy()
    let ring = try temporary.copy(".keys")
    if keysAreDestroyed { _ = try store.verifySubjectRequest(id, .tester()) }
    try beginErasure(in: copy)
    let opened = try Store.open(
      copy, keyRing: keysAreDestroyed ? temporary.path + ".keys" : ring,
      rootKey: temporary.rootKey, now: TemporaryStore.now)
    #expect(try texts(opened) == others)
    let request = try opened.subjectRequest(id)
    #expect(request.status == .completed && request.results == 3)
    // The intent was put there by hand.
    #expect(try problems(opened).allSatisfy { $0.kind == .table })
    let causes = try DatabaseQueue(path: copy).read {
      try String.fetchSet($0, sql: "SELECT cause FROM certificates")
    }
    #expect(causes == ["erasure"])
  }

  @Test func whatAHoldKeepsIsErasedWhenItIsReleased() throws {
    let (temporary, store) = try filled()
    var hold = HoldRequest(
      tenant: "default", matter: "M-1", actor: "tester", now: TemporaryStore.now)
    hold.conversation = "call"
    let first = try store.placeHold(hold)
    hold.conversation = nil
    hold.subject = "s1"
    let second = try store.placeHold(hold)
    _ = try store.releaseHold(second, actor: "tester", now: TemporaryStore.now)
    let (request, report) = try store.request(.erasure)
    #expect(request.status == .inProgress && request.deferral == .legalClaims)
    #expect(report?.deleted == 2 && report?.held == 1)
    // What is held is for the law alone from now on.
    func own(_ purpose: Purpose) throws -> [StoredRecord] {
      let records = try store.read(purpose) { $0.tenant = "default" }
      return records.filter { $0.subject == "s1" }
    }
    #expect(try own(.access).isEmpty)
    #expect(try own(.legal).count == 1)
    #expect(try temporary.open().subjectRequest(request.id).status == .inProgress)
    _ = try store.releaseHold(first, actor: "tester", now: TemporaryStore.now)
    let ended = try store.subjectRequest(request.id)
    #expect(ended.status == .completed && ended.results == 3 && ended.deferral == nil)
    #expect(try texts(store) == others)
  }

  @Test func anErasureThatWasCutOffUnderAHoldSaysWhatItWaitsFor() throws {
    let (temporary, store) = try filled()
    let hold = HoldRequest(
      tenant: "default", matter: "M-1", actor: "tester", now: TemporaryStore.now)
    _ = try store.placeHold(hold)
    let id = try store.submit(.erasure).id
    let copy = try temporary.copy()
    try beginErasure(in: copy)
    let opened = try Store.open(
      copy, keyRing: temporary.path + ".keys", rootKey: temporary.rootKey, now: TemporaryStore.now)
    let request = try opened.subjectRequest(id)
    #expect(request.status == .inProgress && request.deferral == .legalClaims)
  }

  @Test func whoComesBackAfterAnErasureIsKeptAgain() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    try store.request(.erasure)
    try store.take(
      [TestRecord(text: #""back""#, subject: "s1", conversation: "alone")], source: "b")
    #expect(try texts(store) == others + [#""back""#])
    #expect(try temporary.open().read().count == 5)
  }
}

extension ErasureTests {
  @Test func quarantinedLinesThatNameThePersonGoToo() throws {
    let (temporary, store) = try filled()
    defer { extendLifetime(temporary) }
    let ingest = try store.beginIngest(TemporaryStore.options())
    let source = try ingest.openSource(name: "q", kind: .file)
    let sealer = try ingest.makeSealer()
    var batch = SealedBatch()
    sealer.begin(&batch, source: source.handle)
    for (line, text) in [#"{"user_id":"s1","#, #"{"user_id":"s12""#, #"["s1x"#].enumerated() {
      let bytes = Array(text.utf8)
      try sealer.quarantine(
        raw: bytes.span, line: line, byteOffset: Int64(line), length: bytes.count, reason: .badJSON,
        into: &batch)
    }
    try ingest.append(batch, firstLine: 1, position: Ingest.position(lines: 3))
    _ = try ingest.finish()
    try store.request(.erasure)
    #expect(try store.quarantined(now: TemporaryStore.now).map(\.line) == [2, 3])
  }
}
