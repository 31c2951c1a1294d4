import GRDB
import Retention

extension Store {
  /// Erases everybody who is to be erased and whom no hold keeps; goes on where somebody stopped.
  ///
  /// Each person is one commit, or two. Throws `StoreError`; whoever was erased by then stays so.
  func eraseDueSubjects(_ deed: Deed) throws(StoreError) -> ErasureReport {
    let due = try StoreError.mapping {
      try queue.unsafeRead { try subjectsToErase($0, now: deed.now) }
    }
    var sum = ErasureReport()
    for subject in due {
      let report = try erase(subject, deed)
      sum.deleted += report.deleted
      sum.keysDestroyed += report.keysDestroyed
      sum.held += report.held
      sum.listed += report.listed
    }
    if !due.isEmpty { sum.isWALTruncated = try emptyLogs() }
    return sum
  }

  /// The same within a transaction that has more to do.
  func eraseDueSubjects(_ deed: Deed, _ db: Database) throws {
    for subject in try subjectsToErase(db, now: deed.now) { _ = try erase(subject, deed, db) }
  }

  /// Erases one person, as far as holds allow; nobody when nothing says so any more.
  func erase(_ subject: Int64, _ deed: Deed) throws(StoreError) -> ErasureReport {
    while true {
      // Records may come between the commits, and refer to more.
      let report = try write { db in try erase(subject, deed, db) }
      if let report { return report }
      try listDeletions(of: subject, deed)
    }
  }

  /// The same within a transaction that has more to do; nil when something is to be listed first.
  private func erase(_ subject: Int64, _ deed: Deed, _ db: Database) throws -> ErasureReport? {
    guard let ground = try erasureGround(of: subject, db) else { return ErasureReport() }
    return try Erasure(store: self, db: db, deed: deed).run(subject, ground)
  }

  /// Lists what lies outside the store of everybody who is to be erased.
  func listDeletions(_ deed: Deed) throws(StoreError) {
    let due = try StoreError.mapping {
      try queue.unsafeRead { db in
        try DeletionList.areReferencesStored(db) ? subjectsToErase(db, now: deed.now) : []
      }
    }
    for subject in due { try listDeletions(of: subject, deed) }
  }

  private func listDeletions(of subject: Int64, _ deed: Deed) throws(StoreError) {
    try write { db in
      guard let ground = try erasureGround(of: subject, db) else { return }
      try Erasure(store: self, db: db, deed: deed).listDeletions(subject, ground)
    }
  }

  /// Those to be erased of whom something is left that no hold keeps, or whose request has only
  /// to be ended or to say what it waits for.
  func subjectsToErase(_ db: Database, now: Timestamp) throws -> [Int64] {
    let marked = try Int64.fetchAll(
      db, sql: "SELECT id FROM subjects WHERE erasure_since IS NOT NULL ORDER BY id")
    return try marked.filter { subject in
      guard let ground = try erasureGround(of: subject, db) else { return false }
      let members = try SubjectScope(subject, db).members
      guard !members.isEmpty else { return try isAwaited(subject, ground, db) }
      let due = try ErasureDecision(db, ground, at: now)
      // Cut off before it said that holds keep everything, a request gives no reason for waiting.
      return try members.contains(where: due.mayErase)
        || hasRequest(of: subject, whose: "deferral IS NULL", db)
    }
  }

  /// Moves both write-ahead logs into their files and empties them; says whether it did.
  func emptyLogs() throws(StoreError) -> Bool {
    let isStoreEmptied = try truncateWAL()
    let isRingEmptied = try ring.scrub()
    return isStoreEmptied && isRingEmptied
  }

  private func erasureGround(of subject: Int64, _ db: Database) throws -> ErasureGround? {
    let statement = try db.cachedStatement(
      sql: "SELECT \(SubjectStanding.columns) FROM subjects AS s WHERE s.id = ?")
    return try Row.fetchOne(statement, arguments: [subject]).flatMap {
      try SubjectStanding($0).erasure
    }
  }

  /// Whether a request waits for the end of an erasure that has nothing left to erase; a child's
  /// standing stays, for what may still come.
  private func isAwaited(_ subject: Int64, _ ground: ErasureGround, _ db: Database) throws -> Bool {
    guard case .child = ground else { return true }
    let listed = SubjectRequest.Deferral.externalDeletions.rawValue
    return try hasRequest(of: subject, whose: "deferral IS NOT '\(listed)'", db)
  }

  /// Whether a person's verified request to be erased is open and has a deferral like this.
  private func hasRequest(
    of subject: Int64, whose deferral: String, _ db: Database
  ) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM subject_requests WHERE subject = ? AND type = 'erasure'
          AND verified_at IS NOT NULL AND status IN ('pending', 'in_progress')
          AND \(deferral))
        """, arguments: [subject]) ?? false
  }
}
