import Foundation
import GRDB
import Keys
import Retention
import Storage
import Testing

struct SweepTests {
  static let old = "2024-01-01T00:00:00Z"

  private static func sweep(
    _ store: Store, asOf: Timestamp = TemporaryStore.now,
    _ change: (inout SweepOptions) -> Void = { _ in }
  ) throws -> SweepReport {
    var options = SweepOptions(asOf: asOf, actor: "tester") { TemporaryStore.now }
    change(&options)
    return try store.sweep(options)
  }

  private func hold(_ change: (inout HoldRequest) -> Void) -> HoldRequest {
    var request = HoldRequest(
      tenant: "default", matter: "M-1", actor: "tester", now: TemporaryStore.now)
    change(&request)
    return request
  }

  private func number(_ sql: String, in temporary: TemporaryStore, file: String = "") throws -> Int?
  {
    try DatabaseQueue(path: temporary.path + file).read { try Int.fetchOne($0, sql: sql) }
  }

  /// Three tenants' records, every other one expired, over several commits.
  private func fill(_ store: Store) throws {
    for source in ["a", "b", "c"] {
      try store.take(
        (0..<40).map {
          TestRecord(
            text: "\($0)", tenant: "t\($0 % 3)", subject: "s\($0 % 5)",
            conversation: "c\($0 % 8)",
            time: $0 % 2 == 0
              ? "2024-0\($0 / 2 % 2 + 1)-11T0\($0 % 10):00:00Z" : "2024-05-31T12:00:00Z"
          )
        }, source: source)
    }
  }

  @Test func whatIsPastItsDateGoesAndNothingElse() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try fill(store)
    let before = try store.read().map(\.seq)
    let report = try Self.sweep(store)
    #expect(report.deleted == 60 && report.held == 0 && report.expiredLeft == 0)
    #expect(report.isWALTruncated)
    #expect(try store.read().map(\.seq) == before)
    #expect(try number("SELECT count(*) FROM records", in: temporary) == 60)
    #expect(try Self.sweep(store).deleted == 0)
  }

  @Test func theDateIsTheOneGiven() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try fill(store)
    let expiries = try DatabaseQueue(path: temporary.path).read {
      try Int64.fetchAll($0, sql: "SELECT expires_at FROM records")
    }
    for days in [-60, -30, -29, -10, 0] {
      let asOf = TemporaryStore.now.adding(days: days)
      let preview = try store.previewSweep(asOf: asOf, .tester())
      let due = expiries.count { $0 <= asOf.milliseconds }
      let gone = 120 - (try number("SELECT count(*) FROM records", in: temporary) ?? 0)
      #expect(preview.deleted == Int64(due - gone))
      #expect(try Self.sweep(store, asOf: asOf).deleted == preview.deleted)
    }
  }

  @Test func figuresFollow() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try fill(store)
    // Half of a day's rows, so that a summary row loses some and keeps some.
    let middle = try #require(Timestamp(parsing: "2024-05-11T04:00:00Z"))
    for moment in [middle, TemporaryStore.now] {
      _ = try Self.sweep(store, asOf: moment)
      let sums = try DatabaseQueue(path: temporary.path).read {
        try Row.fetchOne(
          $0,
          sql: """
            SELECT (SELECT count(*) FROM records) - (SELECT sum(count) FROM expiry_spans) AS rows,
              (SELECT sum(length(payload)) FROM records)
                - (SELECT sum(bytes) FROM expiry_spans) AS bytes,
              (SELECT min(expires_at) FROM records)
                - (SELECT min(first_expires_at) FROM expiry_spans) AS first
            """)
      }
      let differences = ["rows", "bytes", "first"].map { sums?[$0] as Int? }
      #expect(differences == [0, 0, 0])
    }
  }

  @Test func holdsKeepWhatTheyAreOnAndReleasesLetItGo() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([
      TestRecord(subject: "s1", conversation: "c1", time: Self.old),
      TestRecord(subject: "s2", conversation: "c1", time: Self.old),
      TestRecord(subject: "s2", conversation: "c2", time: Self.old),
      TestRecord(subject: "s3", conversation: "c3", time: Self.old),
    ])
    let first = try store.placeHold(hold { $0.conversation = "c1" })
    let second = try store.placeHold(hold { $0.subject = "s2" })
    let preview = try store.previewSweep(asOf: TemporaryStore.now, .tester())
    #expect(preview.deleted == 1 && preview.held == 3)
    #expect(preview.heldBy == [first: 2, second: 2])
    #expect(try Self.sweep(store).held == 3)
    #expect(try store.read(.legal).map(\.subject) == ["s1", "s2", "s2"])
    _ = try store.releaseHold(first, actor: "tester", now: TemporaryStore.now)
    let report = try Self.sweep(store)
    #expect(report.deleted == 1 && report.held == 2)
    _ = try store.releaseHold(second, actor: "tester", now: TemporaryStore.now)
    #expect(try Self.sweep(store).deleted == 2)
    // The released holds still say whom they were on.
    #expect(try store.holds(includingReleased: true).map(\.object) == ["c1", "s2"])
  }

  @Test func aKeyDiesWithTheLastRecordItOpens() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([
      TestRecord(subject: "s", conversation: "gone", time: Self.old),
      TestRecord(subject: "s", conversation: "stays", time: Self.old),
      TestRecord(subject: "s", conversation: "stays"),
    ])
    let copy = temporary.folder + "/copy.db"
    try DatabaseQueue(path: temporary.path).backup(to: DatabaseQueue(path: copy))
    let wrapped = try DatabaseQueue(path: temporary.path + ".keys").read {
      try Data.fetchAll($0, sql: "SELECT wrapped FROM keys WHERE kind = 1")
    }
    #expect(try Self.sweep(store).keysDestroyed == 1)
    let left = try DatabaseQueue(path: temporary.path + ".keys").read {
      try Data.fetchAll($0, sql: "SELECT wrapped FROM keys WHERE kind = 1")
    }
    #expect(left.count == 1)
    // Nowhere in the ring's file, its free pages or its log.
    let gone = try #require(wrapped.first { !left.contains($0) })
    let files = try temporary.everyByte()
    #expect(files.range(of: gone) == nil)
    #expect(files.range(of: left[0]) != nil)
    #expect(try number("SELECT count(*) FROM participants", in: temporary) == 1)
    #expect(try number("SELECT count(*) FROM conversations", in: temporary) == 1)
    #expect(try number("SELECT count(*) FROM subjects", in: temporary) == 1)
    #expect(try number("SELECT count(*) FROM doomed_keys", in: temporary) == 0)

    // An old copy, opened with today's ring, does not give it back, and loses the rows.
    let restored = try Store.open(
      copy, keyRing: temporary.path + ".keys", rootKey: temporary.rootKey, now: TemporaryStore.now)
    let early = try #require(Timestamp(parsing: Self.old))
    #expect(try restored.read(now: early).map(\.conversation) == ["stays", "stays"])
    let rows = try DatabaseQueue(path: copy).read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM records")
    }
    #expect(rows == 2)
  }

  @Test func aRestoredOlderRingLosesTheKeysAgain() throws {
    let temporary = try TemporaryStore()
    try temporary.open().take([
      TestRecord(conversation: "gone", time: Self.old), TestRecord(conversation: "stays"),
    ])
    let ring = URL(fileURLWithPath: temporary.path + ".keys")
    let before = try Data(contentsOf: ring)
    let keys = "SELECT count(*) FROM keys WHERE kind = 1"
    _ = try Self.sweep(temporary.open())
    #expect(try number(keys, in: temporary, file: ".keys") == 1)
    for suffix in ["-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: ring.path + suffix)
    }
    try before.write(to: ring)
    #expect(try number(keys, in: temporary, file: ".keys") == 2)
    #expect(try temporary.open().read().map(\.conversation) == ["stays"])
    #expect(try number(keys, in: temporary, file: ".keys") == 1)
  }

  /// What a kill between the commit and the ring leaves.
  @Test func openingFinishesWhatWasCutOff() throws {
    let temporary = try TemporaryStore()
    try temporary.open().take([
      TestRecord(conversation: "gone", time: Self.old), TestRecord(conversation: "stays"),
    ])
    try temporary.tamper(
      """
      INSERT INTO doomed_keys SELECT key FROM participants WHERE id = 1;
      DELETE FROM records WHERE participant = 1;
      DELETE FROM participants WHERE id = 1;
      """)
    #expect(try temporary.open().read().map(\.conversation) == ["stays"])
    #expect(try number("SELECT count(*) FROM doomed_keys", in: temporary) == 0)
    #expect(
      try number("SELECT count(*) FROM keys WHERE kind = 1", in: temporary, file: ".keys") == 1)
  }

  @Test func aReaderInTheWayIsReported() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([TestRecord(conversation: "gone", time: Self.old)])
    let reader = try DatabaseQueue(path: temporary.path)
    try reader.inDatabase { db in
      try db.execute(sql: "BEGIN; SELECT count(*) FROM records")
      #expect(try Self.sweep(store).isWALTruncated == false)
      try db.execute(sql: "COMMIT")
    }
    #expect(try Self.sweep(store).isWALTruncated)
  }

  @Test func aSweepThatIsStoppedGoesOnLater() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try fill(store)
    let stopped = try Self.sweep(store) { $0.shouldStop = { true } }
    #expect(stopped.deleted == 0 && stopped.expiredLeft == 60)
    #expect(try Self.sweep(store).deleted == 60)
  }

  @Test func certificatesAndAuditSayHowMuchWentAndWhy() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try fill(store)
    _ = try Self.sweep(store) { $0.reason = "nightly" }
    let queue = try DatabaseQueue(path: temporary.path)
    let certificates = try queue.read { try Row.fetchAll($0, sql: "SELECT * FROM certificates") }
    #expect(certificates.map { $0["tenant"] as Int } == [1, 2, 3])
    #expect(certificates.reduce(0) { $0 + ($1["rows"] as Int) } == 60)
    #expect(certificates.map { $0["cause"] as String } == ["expiry", "expiry", "expiry"])
    #expect(certificates.map { $0["days"] as Int } == [90, 90, 90])
    let entry = try queue.read {
      try Row.fetchOne($0, sql: "SELECT * FROM audit WHERE action = 'sweep'")
    }
    #expect(entry?["reason"] == "nightly")
    #expect((entry?["detail"] as String?)?.contains("\"deleted\":60") == true)
    for change in ["DELETE FROM certificates", "UPDATE certificates SET rows = 1"] {
      #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: change) } }
    }
  }

  @Test func quarantinedLinesGoAfterSevenDaysAndTheirKeyWithThem() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    let ingest = try store.beginIngest(TemporaryStore.options())
    let source = try ingest.openSource(name: "a", kind: .file)
    let sealer = try ingest.makeSealer()
    var batch = SealedBatch()
    sealer.begin(&batch, source: source.handle)
    try sealer.quarantine(
      raw: [1, 2, 3].span, line: 0, byteOffset: 0, length: 3, reason: .badJSON, into: &batch)
    try ingest.append(batch, firstLine: 1, position: Ingest.position(lines: 1))
    _ = try ingest.finish()
    let keys = "SELECT count(*) FROM keys WHERE kind = 8"
    #expect(try Self.sweep(store, asOf: TemporaryStore.now.adding(days: 6)).quarantinedDeleted == 0)
    #expect(try Self.sweep(store, asOf: TemporaryStore.now.adding(days: 7)).quarantinedDeleted == 1)
    #expect(try number(keys, in: temporary, file: ".keys") == 1)
    #expect(try Self.sweep(store, asOf: TemporaryStore.now.adding(days: 8)).keysDestroyed == 1)
    #expect(try number(keys, in: temporary, file: ".keys") == 0)
  }

  /// A run that knows a participant goes on when a sweep takes the participant away.
  @Test func anIngestOutlivesTheParticipantsItKnows() throws {
    let temporary = try TemporaryStore()
    let ingest = try temporary.open().beginIngest(TemporaryStore.options())
    let source = try ingest.openSource(name: "a", kind: .file)
    let sealer = try ingest.makeSealer()
    let record = TestRecord(text: "\"kept\"", subject: "s", conversation: "c", time: Self.old)
    for line in 0..<4 {
      var batch = SealedBatch()
      sealer.begin(&batch, source: source.handle)
      try record.seal(with: sealer, line: line, into: &batch)
      try ingest.append(
        batch, firstLine: 1, position: Ingest.position(lines: line + 1))
      try ingest.commit()
      if line < 3 { #expect(try Self.sweep(temporary.open()).deleted == 1) }
    }
    #expect(try ingest.finish().stored == 4)
    let store = try temporary.open()
    let early = try #require(Timestamp(parsing: Self.old))
    let left = try store.read(now: early)
    #expect(left.map { String(decoding: $0.record, as: UTF8.self) } == ["\"kept\""])
    #expect(left.map(\.subject) == ["s"])
    let participants = "SELECT count(*) FROM participants"
    #expect(try number(participants, in: temporary) == 1)
    #expect(
      try number("SELECT count(*) FROM keys WHERE kind = 1", in: temporary, file: ".keys") == 1)
  }
}
