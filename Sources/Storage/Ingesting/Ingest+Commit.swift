import GRDB
import Keys
import Retention
import Synchronization

extension Ingest {
  /// Commits when enough rows or enough time have gathered, or somebody waits for the write lock; says whether it did.
  public func commitIfDue() throws(StoreError) -> Bool {
    let isDue = store.queue.inDatabase { _ in
      guard isInTransaction else { return false }
      if rowsInTransaction >= options.rowsPerCommit { return true }
      let age = options.clock().milliseconds - transactionBegan.milliseconds
      return age >= options.millisecondsPerCommit || age < 0
        || age >= options.millisecondsPerTurn && store.isAwaited
    }
    if isDue { try commit() }
    return isDue
  }

  /// Commits what has been appended: keys to the ring first, then rows, positions and audit.
  ///
  /// Releases the write lock; call it also when the input pauses. Throws `StoreError`; the run is
  /// over then and nothing since the last commit is stored.
  public func commit() throws(StoreError) {
    try guarded { db in
      guard isInTransaction else { return }
      let now = options.clock()
      try store.ring.write(pendingKeys, commitNumber: commitNumber + 1, day: now.day)
      try expiry.flush(into: db)
      try daily.flush(into: db)
      try writePositions(in: db)
      try audit.append(auditEntry(at: now), to: db)
      let statement = try db.cachedStatement(
        sql: """
          UPDATE store_state SET commit_number = ?, next_seq = ?, next_subject = ?,
            next_conversation = ?, next_participant = ?
          """)
      try statement.execute(arguments: [
        commitNumber + 1, next.record, next.subject, next.conversation, next.participant,
      ])
      try store.sums.seal(into: db)
      try db.commit()
      try store.checkPlaces()
      markCommitted(commitNumber + 1)
    }
  }

  /// Takes the write lock, waiting for it if need be, and sees where the store stands.
  func beginIfNeeded(_ db: Database) throws {
    guard !isInTransaction else { return }
    try store.beginWriting(db)
    isInTransaction = true
    transactionBegan = options.clock()
    let state = try StoreState.fetch(db)
    // Whoever was killed between ring and store left keys that this commit's number would adopt.
    try store.ring.dropKeysOfUnfinishedCommit(after: state.commitNumber)
    if commitNumber != state.commitNumber {
      mustVerify = true
      verified.removeAll()
    }
    noteTerms(state)
    commitNumber = state.commitNumber
    next = state.next
    if runID == 0 { runID = try insertRun(into: db) }
  }

  private func insertRun(into db: Database) throws -> Int64 {
    try db.execute(
      sql: """
        INSERT INTO runs (started_at, program_version, detector_version, policy_version, actor)
        VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [
        transactionBegan.milliseconds, options.programVersion, options.detectorVersion,
        options.policyVersion, options.actor,
      ])
    return db.lastInsertedRowID
  }

  private func auditEntry(at now: Timestamp) -> AuditEntry {
    let new = counts - committedCounts
    return AuditEntry(
      at: now, actor: options.actor, action: .ingest, objectKind: "run", objectID: runID,
      outcome: .done, reason: options.reason,
      detail: [
        (.stored, new.stored), (.duplicates, new.duplicates), (.quarantined, new.quarantined),
        (.bytes, new.bytes), (.purpose, Int64(options.purpose.rawValue)),
      ])
  }

  private func markCommitted(_ number: Int64) {
    isInTransaction = false
    commitNumber = number
    rowsInTransaction = 0
    committedCounts = counts
    markPositionsCommitted()
    pendingKeys.removeAll(keepingCapacity: true)
    for participant in pendingParticipants {
      participant.isCommitted.store(true, ordering: .releasing)
    }
    pendingParticipants.removeAll(keepingCapacity: true)
  }
}
