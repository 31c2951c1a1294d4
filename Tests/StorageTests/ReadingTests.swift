import GRDB
import Retention
import Storage
import Testing

struct ReadingTests {
  @Test(arguments: Purpose.allCases.filter { $0 != .training })
  func rowsAreReadByTheRuleOfTheirPurpose(purpose: Purpose) throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    for kept in [Purpose.service, .support] {
      try store.take(
        [TestRecord(conversation: kept.name)], source: kept.name,
        options: TemporaryStore.options { $0.purpose = kept })
    }
    let expected = [Purpose.service, .support].filter { purpose.mayRead(rowKeptFor: $0) }
    #expect(try store.read(purpose).map(\.purpose) == expected)
  }

  @Test func trainingIsRefusedAndTheRefusalIsAudited() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([TestRecord(conversation: "c")])
    #expect(throws: StoreError.refused(.trainingRead)) { try store.read(.training) }
    let row = try DatabaseQueue(path: temporary.path).read {
      try Row.fetchOne($0, sql: "SELECT * FROM audit ORDER BY id DESC LIMIT 1")
    }
    #expect(row?["action"] == "read-records" && row?["outcome"] == "refused")
    #expect(row?["reason"] == "training-read" && row?["actor"] == "tester")
  }

  @Test func readsAndIngestsAreAudited() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([TestRecord(conversation: "c")])
    _ = try store.read { $0.reason = "ticket" }
    let queue = try DatabaseQueue(path: temporary.path)
    let rows = try queue.read {
      try Row.fetchAll($0, sql: "SELECT action, outcome, reason FROM audit")
    }
    #expect(rows.map { $0["action"] as String } == ["ingest", "read-records"])
    #expect(rows[1]["reason"] == "ticket")
    for change in ["DELETE FROM audit", "UPDATE audit SET actor = 'other'"] {
      #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: change) } }
    }
  }

  @Test func expiredRowsAreNeverReturned() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    let counts = try store.take([
      TestRecord(conversation: "old", time: "2024-01-01T00:00:00Z"),
      TestRecord(conversation: "new"),
    ])
    #expect(counts.stored == 2 && counts.expired == 1)
    #expect(try store.read().map(\.conversation) == ["new"])
    let expiry = try #require(Timestamp(parsing: "2024-08-29T12:00:00Z"))
    #expect(try store.read(now: Timestamp(milliseconds: expiry.milliseconds - 1)).count == 1)
    #expect(try store.read(now: expiry).isEmpty)
  }

  @Test func periodsCanRunFromTheIngest() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    let counts = try store.take(
      [TestRecord(conversation: "old", time: "2020-01-01T00:00:00Z")],
      options: TemporaryStore.options { $0.retainsFromIngest = true })
    #expect(counts.expired == 0)
    #expect(try store.read().first?.expiresAt == TemporaryStore.now.adding(days: 90))
  }

  @Test func selectionsTakePlainIDs() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([
      TestRecord(tenant: "a", subject: "s1", conversation: "c1", time: "2024-05-01T00:00:00Z"),
      TestRecord(tenant: "a", subject: "s2", conversation: "c1", time: "2024-05-02T00:00:00Z"),
      TestRecord(tenant: "b", subject: "s1", conversation: "c2", time: "2024-05-03T00:00:00Z"),
    ])
    func seqs(_ change: (inout RecordQuery) -> Void) throws -> [Int64] {
      try store.read(.service, change).map(\.seq)
    }
    #expect(try seqs { $0.tenant = "a" } == [1, 2])
    #expect(try seqs { $0.tenant = "none" } == [])
    #expect(try seqs { $0.subject = "s1" } == [1, 3])
    #expect(try seqs { $0.conversation = "c1" } == [1, 2])
    #expect(
      try seqs {
        $0.subject = "s1"
        $0.conversation = "c1"
      } == [1])
    #expect(
      try seqs {
        $0.tenant = "b"
        $0.subject = "s1"
      } == [3])
    #expect(
      try seqs {
        $0.tenant = "b"
        $0.conversation = "c1"
      } == [])
    #expect(try seqs { $0.limit = 2 } == [1, 2])
    #expect(try seqs { $0.limit = 0 } == [])
    #expect(try seqs { $0.since = Timestamp(parsing: "2024-05-02T00:00:00Z") } == [2, 3])
    #expect(try seqs { $0.until = Timestamp(parsing: "2024-05-02T00:00:00Z") } == [1])
  }

  @Test func pagesJoinWithoutAGap() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take((0..<2_345).map { TestRecord(text: "\($0)", conversation: "c\($0 % 9)") })
    let read = try store.read().map { String(decoding: $0.record, as: UTF8.self) }
    #expect(read == (0..<2_345).map { "\($0)" })
    #expect(try store.read { $0.conversation = "c3" }.count == 261)
  }

  @Test(arguments: [
    "payload = (SELECT payload FROM records WHERE seq = 2)", "class = 2",
    "purpose = 2", "occurred_at = occurred_at + 1", "byte_offset = 7", "participant = 2",
    "payload = zeroblob(40)",
  ])
  func changedRowsAreNoticed(change: String) throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([TestRecord(conversation: "c"), TestRecord(conversation: "d")])
    try DatabaseQueue(path: temporary.path).write {
      try $0.execute(sql: "UPDATE records SET \(change) WHERE seq = 1")
    }
    #expect(throws: StoreError.damaged(kind: .record, id: 1)) { try store.read(.access) }
  }

  @Test func figuresAddUp() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([
      TestRecord(tenant: "a", conversation: "c"), TestRecord(tenant: "a", conversation: "d"),
      TestRecord(tenant: "b", dataClass: "account"),
    ])
    let figures = try temporary.open(.readOnly).statistics()
    #expect(figures.rows == 3 && figures.tenants == 2 && figures.conversations == 2)
    #expect(figures.shares.map(\.tenant) == ["a", "b"])
    #expect(figures.shares.map(\.rows) == [2, 1])
    #expect(figures.shares.map(\.dataClass) == [.conversation, .account])
    #expect(figures.nextExpiry?.rfc3339 == "2024-08-29T12:00:00Z")
    #expect(figures.shares[1].nextExpiry == nil)
    #expect(figures.holds == 0 && figures.quarantined == [:])
  }

  @Test func viewShowsOpaqueIDsAndDates() throws {
    let temporary = try TemporaryStore()
    try temporary.open().take([TestRecord(subject: "s", conversation: "c")])
    let row = try DatabaseQueue(path: temporary.path).read {
      try Row.fetchOne($0, sql: "SELECT * FROM readable_records")
    }
    #expect(row?["tenant"] == "t1" && row?["subject"] == "s1" && row?["conversation"] == "c1")
    #expect(row?["class"] == "conversation" && row?["purpose"] == "service")
    #expect(row?["expires_at"] == "2024-08-29T12:00:00Z")
    #expect(row?.columnNames.contains("payload") == false)
  }
}
