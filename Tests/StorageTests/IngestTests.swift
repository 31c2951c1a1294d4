import Foundation
import GRDB
import Keys
import Retention
import Storage
import Testing

struct IngestTests {
  @Test func recordsComeBackAsTheyWereSealed() throws {
    let temporary = try TemporaryStore()
    let record = TestRecord(
      text: "{\"text\":\"call <PHONE_NUMBER>\"}", tenant: "acme", subject: "jane@example.com",
      conversation: "call 7", findings: [FindingCount(entity: 1, count: 2)])
    let counts = try temporary.open().take([record])
    #expect(counts.stored == 1 && counts.expired == 0 && counts.clamped == 0)
    let stored = try #require(try temporary.open().read().first)
    #expect(String(decoding: stored.record, as: UTF8.self) == record.text)
    #expect(stored.seq == 1 && stored.line == 1 && stored.source == "a.jsonl")
    #expect(stored.tenant == "acme" && stored.subject == "jane@example.com")
    #expect(stored.conversation == "call 7" && stored.dataClass == .conversation)
    #expect(stored.purpose == .service && stored.findings == "{\"PHONE_NUMBER\":2}")
    #expect(stored.occurredAt.rfc3339 == "2024-05-31T12:00:00Z")
    #expect(stored.expiresAt?.rfc3339 == "2024-08-29T12:00:00Z")
    #expect(stored.ingestedAt == TemporaryStore.now)
  }

  @Test func identityFallsBackAsAgreed() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take(
      [TestRecord(conversation: "c1"), TestRecord(subject: "s1"), TestRecord()],
      source: "in.jsonl")
    let records = try store.read()
    #expect(records.map(\.tenant) == ["default", "default", "default"])
    #expect(records.map(\.subject) == ["c1", "s1", "source:in.jsonl:2024-05-31"])
    #expect(records.map(\.conversation) == ["c1", nil, nil])
  }

  @Test func nothingExternalIsInTheClear() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    let ingest = try store.beginIngest(TemporaryStore.options())
    let source = try ingest.openSource(name: "canary-source.jsonl", kind: .file)
    let sealer = try ingest.makeSealer()
    var batch = SealedBatch()
    sealer.begin(&batch, source: source.handle)
    try TestRecord(
      text: "canary-payload", tenant: "canary-tenant", subject: "canary-subject",
      conversation: "canary-conversation", id: "canary-id"
    ).seal(with: sealer, line: 0, into: &batch)
    try sealer.quarantine(
      raw: Array("canary-line".utf8).span, line: 1, byteOffset: 100, length: 11,
      reason: .badJSON, into: &batch)
    try ingest.append(batch, firstLine: 1, position: Ingest.position(lines: 2))
    try ingest.commit()
    // Before finish() truncates it, the WAL holds everything that was written.
    #expect(try temporary.everyByte().range(of: Data("canary".utf8)) == nil)
    #expect(try ingest.finish().quarantined == 1)
    #expect(try temporary.everyByte().range(of: Data("canary".utf8)) == nil)
    #expect(try temporary.everyByte().range(of: Data("readable_records".utf8)) != nil)
  }

  @Test func positionCommitsWithTheRowsOrNotAtAll() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([TestRecord(conversation: "c1")])
    let ingest = try store.beginIngest(TemporaryStore.options())
    let source = try ingest.openSource(name: "a.jsonl", kind: .file)
    try ingest.take([TestRecord(conversation: "c2")], from: 1, source: source)
    ingest.abandon()
    let again = try store.beginIngest(TemporaryStore.options())
    let position = try again.openSource(name: "a.jsonl", kind: .file).position
    #expect(try position == Ingest.position(lines: 1))
    again.abandon()
    #expect(try store.read().map(\.conversation) == ["c1"])
    try store.take([TestRecord(conversation: "c3")])
    #expect(try store.read().map(\.seq) == [1, 2])
    #expect(try store.read().map(\.line) == [1, 2])
  }

  @Test func changedSourceIsANewGeneration() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([TestRecord(conversation: "c1")])
    let ingest = try store.beginIngest(TemporaryStore.options())
    let old = try ingest.openSource(name: "a.jsonl", kind: .file)
    let new = ingest.startNewGeneration(of: old)
    #expect(new.position == nil && new.handle.generation == 2)
    try ingest.take([TestRecord(conversation: "c2")], source: new)
    _ = try ingest.finish()
    #expect(try store.read().map(\.line) == [1, 1])
  }

  @Test func participantsKeepTheirKeyFromRunToRun() throws {
    let temporary = try TemporaryStore()
    for _ in 0..<2 {
      try temporary.open().take([
        TestRecord(subject: "s1", conversation: "c"), TestRecord(subject: "s2", conversation: "c"),
        TestRecord(subject: "s1"), TestRecord(tenant: "other", subject: "s1", conversation: "c"),
      ])
    }
    let counts = try DatabaseQueue(path: temporary.path).read { db in
      try [
        "participants", "(SELECT DISTINCT key FROM participants)", "tenants", "subjects", "records",
      ].map { try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)") }
    }
    #expect(counts == [4, 4, 2, 3, 8])
    #expect(try temporary.open().read().count == 8)
  }

  @Test func knownIDsAreDroppedWithinTheirTenant() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    let options = TemporaryStore.options { $0.dropsKnownIDs = true }
    let records = [
      TestRecord(conversation: "c", id: "1"), TestRecord(conversation: "c", id: "1"),
      TestRecord(conversation: "c"), TestRecord(tenant: "b", conversation: "c", id: "1"),
    ]
    let first = try store.take(records, source: "a", options: options)
    #expect(first.stored == 3 && first.duplicates == 1)
    let second = try store.take(records, source: "b", options: options)
    #expect(second.stored == 1 && second.duplicates == 3)
    #expect(try store.read().map(\.seq) == [1, 2, 3, 4])
  }

  @Test func classWithoutAPeriodIsRefused() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    #expect(throws: SealFailure.noPeriod) {
      try store.take([TestRecord(conversation: "c", dataClass: "transcript")])
    }
    #expect(throws: SealFailure.noPeriod) {
      try store.take([TestRecord(conversation: "c", dataClass: "unheard_of")])
    }
    #expect(throws: StoreError.noPeriod(dataClass: "recording")) {
      try store.beginIngest(TemporaryStore.options { $0.dataClass = .recording })
    }
    #expect(try store.read().isEmpty)
  }

  @Test func tenantsOwnPeriodCounts() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([TestRecord(tenant: "acme", conversation: "c")])
    try temporary.tamper(
      """
      INSERT INTO tenant_periods SELECT 1, code, 3, 7, 1, 0 FROM classes
      WHERE name IN ('transcript', 'conversation')
      """)
    let options = TemporaryStore.options { $0.tenant = "acme" }
    try store.take([TestRecord(conversation: "c", dataClass: "transcript")], options: options)
    try store.take([TestRecord(conversation: "c")], options: options)
    #expect(
      try store.read().map { $0.expiresAt?.rfc3339 } == [
        "2024-06-07T12:00:00Z", "2024-06-07T12:00:00Z", "2024-06-07T12:00:00Z",
      ])
  }

  @Test func timesThatCannotBeAreClamped() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    let counts = try store.take([
      TestRecord(time: nil), TestRecord(time: "soon"), TestRecord(time: "2024-06-03T00:00:00Z"),
      TestRecord(time: "2024-06-01T23:00:00Z"),
    ])
    #expect(counts.clamped == 3)
    #expect(try store.read().prefix(3).allSatisfy { $0.occurredAt == TemporaryStore.now })
  }

  /// Sealed by several workers at once, rows get the numbers one worker would give them.
  @Test func rowsDoNotDependOnTheNumberOfWorkers() async throws {
    let chunks = (0..<12).map { chunk in
      (0..<50).map { TestRecord(text: "\(chunk)", conversation: "c\(chunk + $0 % 7)") }
    }
    var dumps: [[Row]] = []
    for isParallel in [false, true] {
      let temporary = try TemporaryStore()
      let store = try temporary.open()
      let ingest = try store.beginIngest(TemporaryStore.options { $0.rowsPerCommit = 100 })
      let source = try ingest.openSource(name: "a", kind: .file)
      let batches = try await Self.seal(chunks, with: ingest, source, isParallel: isParallel)
      for (index, batch) in batches.enumerated() {
        try ingest.append(
          batch, firstLine: Int64(index * 50 + 1),
          position: Ingest.position(lines: (index + 1) * 50))
        _ = try ingest.commitIfDue()
      }
      #expect(try ingest.finish().stored == 600)
      #expect(try store.read().count == 600)
      dumps.append(
        try DatabaseQueue(path: temporary.path).read {
          try Row.fetchAll($0, sql: "SELECT * FROM readable_records ORDER BY seq")
        })
    }
    #expect(dumps[0] == dumps[1])
  }

  private static func seal(
    _ chunks: [[TestRecord]], with ingest: Ingest, _ source: SourceState, isParallel: Bool
  ) async throws -> [SealedBatch] {
    @Sendable func seal(_ records: [TestRecord]) throws -> SealedBatch {
      let sealer = try ingest.makeSealer()
      var batch = SealedBatch()
      sealer.begin(&batch, source: source.handle)
      for (line, record) in records.enumerated() {
        try record.seal(with: sealer, line: line, into: &batch)
      }
      return batch
    }
    guard isParallel else { return try chunks.map(seal) }
    return try await withThrowingTaskGroup(of: (Int, SealedBatch).self) { group in
      for index in chunks.indices.reversed() {
        let chunk = chunks[index]
        group.addTask { (index, try seal(chunk)) }
      }
      var batches = [SealedBatch](repeating: SealedBatch(), count: chunks.count)
      for try await (index, batch) in group { batches[index] = batch }
      return batches
    }
  }
}
