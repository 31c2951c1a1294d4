import GRDB
import Keys
import Retention
import Synchronization

extension Ingest {
  /// Stores a batch, in a transaction that stays open until a commit.
  ///
  /// - Parameters:
  ///   - batch: the sealed rows; they may be reused when the call returns.
  ///   - firstLine: the number of the batch's line 0 in its source, counted from 1.
  ///   - position: how far the source has come with this batch.
  /// - Throws: `StoreError`; the run is over then and nothing since the last commit is stored.
  public func append(
    _ batch: SealedBatch, firstLine: Int64, position: SourcePosition
  ) throws(StoreError) {
    try guarded { db in
      guard let source = batch.source else { preconditionFailure("an empty batch has no source") }
      try beginIfNeeded(db)
      let sourceRow = try sourceRow(source, in: db)
      try insertRecords(
        of: batch, source: source, sourceRow: sourceRow, firstLine: firstLine, into: db)
      for line in batch.quarantined {
        try writeDay(line.day, in: db)
        try quarantine.insert(
          line, of: batch, source: sourceRow, firstLine: firstLine, into: db)
      }
      counts.quarantined += Int64(batch.quarantined.count)
      rowsInTransaction += batch.rows.count + batch.quarantined.count
      sources[SourceKey(source)]?.reached = position
    }
  }

  /// Runs a step of the writer; a failure takes back the open transaction and ends the run.
  ///
  /// Every later step throws that failure again: callers may finish what they do not know to be
  /// over.
  func guarded(_ body: (Database) throws -> Void) throws(StoreError) {
    try StoreError.mapping {
      try store.queue.inDatabase { db in
        if let failure { throw failure }
        guard isOpen else { preconditionFailure("the run was finished or abandoned") }
        do {
          try body(db)
        } catch {
          if isInTransaction { try? db.rollback() }
          isInTransaction = false
          isOpen = false
          failure = StoreError(error)
          throw error
        }
      }
    }
  }

  // Safety: the batch's buffers are bound where they lie and unbound before they can go away.
  func insertRecords(
    of batch: SealedBatch, source: SourceHandle, sourceRow: Int64, firstLine: Int64,
    into db: Database
  ) throws {
    guard !batch.rows.isEmpty else { return }
    let insert = try self.insert ?? RecordInsert(db)
    self.insert = insert
    insert.bind(
      RecordInsert.Shared(
        purpose: options.purpose, ingestedAt: batch.ingestedAt, source: sourceRow,
        run: runID))
    defer { insert.unbind() }
    var participants = [Int64](repeating: 0, count: batch.participants.count)
    var successors = [Participant?](repeating: nil, count: batch.participants.count)
    for sealed in batch.rows {
      if try isDuplicate(sealed, in: db) {
        counts.duplicates += 1
        continue
      }
      // Only now, so that a participant whose records are all duplicates leaves no key behind.
      let sealer = batch.participants[sealed.participant]
      if participants[sealed.participant] == 0 {
        let participant = try successor(of: sealer, in: db)
        participants[sealed.participant] = try intern(participant, in: db)
        if participant !== sealer { successors[sealed.participant] = participant }
      }
      let row =
        hasNewTerms
        ? try withTodaysDate(
          sealed, tenant: sealer.tenant.rowID.load(ordering: .relaxed),
          ingestedAt: batch.ingestedAt, in: db) : sealed
      if row.references.count > 0 {
        try insertReferences(
          of: row, in: batch, from: sealer, to: successors[row.participant], into: db)
      }
      let line = firstLine + Int64(row.line)
      if let successor = successors[row.participant] {
        try insertResealed(
          row, of: batch, source: source, line: line, for: successor,
          rowID: participants[row.participant], with: insert)
        continue
      }
      try unsafe batch.sealed.withUnsafeBytes { sealed in
        try unsafe batch.findings.withUnsafeBytes { findings in
          try unsafe batch.blindIndexes.withUnsafeBytes { blindIndexes in
            try unsafe insert.insert(
              RecordInsert.Row(
                seq: next.record, participant: participants[row.participant], row: row,
                line: line),
              sealed: sealed, findings: findings, blindIndexes: blindIndexes)
          }
        }
      }
      try count(row, sealed: batch.sealed, of: batch, line: line, participant: sealer)
      next.record += 1
    }
  }

  /// Inserts a row that was sealed for a participant whom a sweep has removed since.
  // Safety: the buffers live until the call that reads them returns.
  private func insertResealed(
    _ row: SealedRow, of batch: SealedBatch, source: SourceHandle, line: Int64,
    for successor: Participant, rowID: Int64, with insert: RecordInsert
  ) throws {
    if resealer == nil { resealer = try RecordCipher() }
    let payload = try resealer!.reseal(
      row, in: batch, source: source, purpose: options.purpose,
      from: batch.participants[row.participant], to: successor)
    var resealed = row
    resealed.payload = Slice(start: 0, count: payload.count)
    try unsafe payload.withUnsafeBytes { sealed in
      try unsafe batch.findings.withUnsafeBytes { findings in
        try unsafe batch.blindIndexes.withUnsafeBytes { blindIndexes in
          try unsafe insert.insert(
            RecordInsert.Row(seq: next.record, participant: rowID, row: resealed, line: line),
            sealed: sealed, findings: findings, blindIndexes: blindIndexes)
        }
      }
    }
    try count(resealed, sealed: payload, of: batch, line: line, participant: successor)
    next.record += 1
  }

  private func count(
    _ row: SealedRow, sealed: [UInt8], of batch: SealedBatch, line: Int64,
    participant: Participant
  ) throws {
    try store.sums.add(
      RecordFacts(
        seq: next.record,
        seal: RecordFacts.mark(of: sealed.span.extracting(row.payload.range)), line: line,
        run: runID, expiresAt: row.expiresAt))
    let tenant = participant.tenant.rowID.load(ordering: .relaxed)
    counts.stored += 1
    counts.bytes += Int64(row.payload.count)
    if row.flags.contains(.clamped) { counts.clamped += 1 }
    if row.flags.contains(.cameExpired) { counts.expired += 1 }
    expiry.add(
      expiresAt: row.expiresAt, tenant: tenant, classCode: row.classCode, seq: next.record,
      bytes: row.payload.count)
    let end = row.findingCounts.start + row.findingCounts.count
    daily.add(
      row, findings: batch.findingCounts[row.findingCounts.start..<end],
      tenant: tenant, of: party(participant))
  }

  /// Whom the next record counts for in a small group.
  private func party(_ participant: Participant) -> DailyTally.Party {
    let isAlone = participant.isUnattributed && participant.identity.conversation == .zero
    return DailyTally.Party(
      isNamed: !participant.isUnattributed,
      number: isAlone ? -next.record : participant.subjectRowID.load(ordering: .relaxed))
  }

  private func isDuplicate(_ row: SealedRow, in db: Database) throws -> Bool {
    guard let hash = row.uniqueHash else { return false }
    let statement = try db.cachedStatement(
      sql: "SELECT EXISTS (SELECT 1 FROM records WHERE unique_hash = ?)")
    return try Bool.fetchOne(statement, arguments: [hash.data]) ?? false
  }
}
