import Dispatch
import Foundation
import GRDB
import Keys
import Storage
import Testing

/// Two runs that write to one store through files only, as two processes do.
struct TwoWritersTests {
  /// Seals a record with each run before either has written, so that neither knows the other's.
  private func meet(
    _ first: Ingest, _ second: Ingest, seal: (RecordSealer, inout SealedBatch) throws -> Void
  ) throws -> [SealedBatch] {
    try [(first, "a"), (second, "b")].map { ingest, name in
      let source = try ingest.openSource(name: name, kind: .file)
      let sealer = try ingest.makeSealer()
      var batch = SealedBatch()
      sealer.begin(&batch, source: source.handle)
      try seal(sealer, &batch)
      return batch
    }
  }

  @Test func secondToMakeATenantEndsAndCanRunAgain() throws {
    let temporary = try TemporaryStore()
    let first = try temporary.open().beginIngest(TemporaryStore.options())
    let second = try temporary.open().beginIngest(TemporaryStore.options())
    let record = TestRecord(tenant: "new", conversation: "c")
    let batches = try meet(first, second) { try record.seal(with: $0, line: 0, into: &$1) }
    let position = try Ingest.position(lines: 1)
    try first.append(batches[0], firstLine: 1, position: position)
    _ = try first.finish()
    #expect(throws: StoreError.changedMeanwhile) {
      try second.append(batches[1], firstLine: 1, position: position)
    }
    // Whatever is called next says the same, and nothing else happens.
    #expect(throws: StoreError.changedMeanwhile) {
      try second.append(batches[1], firstLine: 1, position: position)
    }
    #expect(throws: StoreError.changedMeanwhile) { try second.commit() }
    #expect(throws: StoreError.changedMeanwhile) { try second.finish() }
    second.abandon()
    try temporary.open().take([record], source: "b")
    #expect(try temporary.open().read().map(\.source) == ["a", "b"])
  }

  /// A long transaction ends early when somebody waits for it, and then only.
  @Test func whoeverWaitsGetsATurn() throws {
    let temporary = try TemporaryStore()
    let first = try temporary.open().beginIngest(
      TemporaryStore.options { $0.millisecondsPerTurn = 0 })
    let second = try temporary.open().beginIngest(TemporaryStore.options())
    let batches = try meet(first, second) { sealer, batch in
      try sealer.quarantine(
        raw: [1, 2, 3].span, line: 0, byteOffset: 0, length: 3, reason: .badJSON, into: &batch)
    }
    try first.append(batches[0], firstLine: 1, position: Ingest.position(lines: 1))
    #expect(try !first.commitIfDue())
    let other = Thread {
      _ = try? second.append(batches[1], firstLine: 1, position: Ingest.position(lines: 1))
    }
    other.start()
    while try !first.commitIfDue() { usleep(1_000) }
    while !other.isFinished { usleep(1_000) }
    #expect(try second.finish().quarantined == 1)
    #expect(try first.finish().quarantined == 1)
  }

  @Test func bothWriteTheFirstQuarantinedLineOfADay() throws {
    let temporary = try TemporaryStore()
    let first = try temporary.open().beginIngest(TemporaryStore.options())
    let second = try temporary.open().beginIngest(TemporaryStore.options())
    let batches = try meet(first, second) { sealer, batch in
      try sealer.quarantine(
        raw: [1, 2, 3].span, line: 0, byteOffset: 0, length: 3, reason: .badJSON, into: &batch)
    }
    for (ingest, batch) in zip([first, second], batches) {
      try ingest.append(batch, firstLine: 1, position: Ingest.position(lines: 1))
      #expect(try ingest.finish().quarantined == 1)
    }
    let found = try DatabaseQueue(path: temporary.path).read { db in
      try [
        "SELECT count(*) FROM quarantine_days", "SELECT count(DISTINCT key) FROM quarantine",
        "SELECT count(DISTINCT day) FROM quarantine_days",
      ].map { try Int.fetchOne(db, sql: $0) }
    }
    #expect(found == [2, 2, 1])
  }

  @Test func openingTakesNoKeysFromACommitUnderWay() throws {
    let temporary = try TemporaryStore()
    let path = temporary.path
    let rootKey = temporary.rootKey
    let commits = 40
    DispatchQueue.concurrentPerform(iterations: 2) { iteration in
      #expect(throws: Never.self) {
        if iteration == 0 {
          let ingest = try Store.open(path, rootKey: rootKey, now: TemporaryStore.now).beginIngest(
            TemporaryStore.options())
          let source = try ingest.openSource(name: "a", kind: .file)
          for line in 0..<commits {
            try ingest.take([TestRecord(conversation: "\(line)")], from: line, source: source)
            try ingest.commit()
          }
          _ = try ingest.finish()
        } else {
          for _ in 0..<commits {
            _ = try Store.open(path, rootKey: rootKey, now: TemporaryStore.now)
          }
        }
      }
    }
    #expect(try temporary.open().read().count == commits)
  }

  @Test(arguments: [
    "", "a b", "jane@example.com", "ticket/7", "é", String(repeating: "x", count: 65),
  ])
  func freeTextIsNoTag(text: String) throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    let changes: [(String, (inout IngestOptions) -> Void)] = [
      ("jurisdiction", { $0.jurisdiction = text }), ("notice-version", { $0.noticeVersion = text }),
      ("reason", { $0.reason = text }), ("actor", { $0.actor = text }),
    ]
    for (name, change) in changes {
      #expect(throws: StoreError.badTag(name: name)) {
        try store.beginIngest(TemporaryStore.options(change))
      }
    }
    #expect(throws: StoreError.badTag(name: "reason")) { try store.read { $0.reason = text } }
    #expect(throws: StoreError.badTag(name: "actor")) { try store.read { $0.actor = text } }
  }

  @Test func codesAreTags() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    let options = TemporaryStore.options {
      $0.jurisdiction = "DE-BY"
      $0.noticeVersion = "v1.2+3:a_b"
      $0.actor = "jane.doe-7_x"
    }
    try store.take([TestRecord(conversation: "c")], options: options)
    #expect(throws: StoreError.badTag(name: "actor")) { try store.read { $0.actor = "a:b" } }
    #expect(try temporary.open().read().count == 1)
  }
}
