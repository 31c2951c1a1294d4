import GRDB
import Retention

/// What an erasure did.
public struct ErasureReport: Equatable, Sendable {
  /// Records erased, and keys destroyed with them.
  public internal(set) var deleted: Int64 = 0
  public internal(set) var keysDestroyed: Int64 = 0
  /// Records that legal holds keep for now.
  public internal(set) var held: Int64 = 0
  /// Things outside the store, such as recordings, that have to be deleted and acknowledged.
  public internal(set) var listed: Int64 = 0
  /// Whether the write-ahead logs of store and key ring were emptied afterwards.
  public internal(set) var isWALTruncated = false
}

/// Erases one person's records within one transaction.
///
/// The intent is in the store already, as the person's standing. The keys are destroyed in the
/// ring and synced before the rows go: killed in between, the next opening finds the ring ahead
/// of the store and takes the rows away. The reverse order was refused: rows without an intent to
/// destroy their keys would live on in every copy. What the records refer to outside the store is
/// sealed under those keys, so that it is listed in a commit of its own before they go.
struct Erasure {
  private let store: Store
  private let db: Database
  private let deed: Deed

  init(store: Store, db: Database, deed: Deed) {
    self.store = store
    self.db = db
    self.deed = deed
  }

  /// Lists what lies outside the store and belongs to records that may go.
  func listDeletions(_ subject: Int64, _ ground: ErasureGround) throws {
    let due = try ErasureDecision(db, ground, at: deed.now)
    let list = try DeletionList(store, db, cause: .erasure)
    for member in try SubjectScope(subject, db).members where due.mayErase(member) {
      try StoredRow.forEachPage(db, of: member.participant) {
        try list.take($0[...], for: subject, at: deed.now)
      }
    }
    try store.ring.dropKeysOfUnfinishedCommit(after: StoreState.fetch(db).commitNumber)
    try list.finish(at: deed.now)
    try db.execute(sql: "UPDATE store_state SET commit_number = commit_number + 1")
  }

  /// - Returns: nil when nothing was done, because something is still to be listed.
  func run(_ subject: Int64, _ ground: ErasureGround) throws -> ErasureReport? {
    var report = ErasureReport()
    let members = try SubjectScope(subject, db).members
    let due = try ErasureDecision(db, ground, at: deed.now)
    let going = members.filter(due.mayErase)
    guard try !refersOutside(going) else { return nil }
    if !going.isEmpty {
      _ = try store.ring.destroy(going.map(\.key))
      var removal = try Removal(store, db, cause: .erasure, at: deed.now)
      for member in going { try removal.deleteAll(of: member.participant, at: member.place) }
      report.keysDestroyed = try removal.finish()
      report.deleted = removal.deleted
      // Strikes off what is destroyed already.
      try DoomedKeys(db, store.sums).destroy(in: store.ring)
    }
    report.held = try count(members.filter { !due.mayErase($0) })
    report.listed =
      try Int64.fetchOne(
        db, sql: "SELECT count(*) FROM deletions WHERE subject = ?", arguments: [subject]) ?? 0
    try settle(subject, ground, report)
    guard !going.isEmpty else { return report }
    let entry = AuditEntry(
      at: deed.now, actor: deed.actor, action: .erase, objectKind: "subject", objectID: subject,
      outcome: .done, reason: deed.reason,
      detail: [
        (.tenant, members[0].place.tenant), (.subject, subject), (.deleted, report.deleted),
        (.keys, report.keysDestroyed),
        (.held, report.held), (.deletions, report.listed),
      ])
    try AuditLog(store).append(entry, to: db)
    return report
  }

  private func refersOutside(_ members: [SubjectScope.Member]) throws -> Bool {
    guard try DeletionList.areReferencesStored(db) else { return false }
    let statement = try db.cachedStatement(
      sql: """
        SELECT EXISTS (SELECT 1 FROM records AS r CROSS JOIN external_references AS x
          ON x.seq = r.seq WHERE r.participant = ?)
        """)
    return try members.contains {
      try Bool.fetchOne(statement, arguments: [$0.participant]) == true
    }
  }

  private func count(_ members: [SubjectScope.Member]) throws -> Int64 {
    let statement = try db.cachedStatement(
      sql: "SELECT count(*) FROM records WHERE participant = ?")
    return try members.reduce(0) {
      try $0 + (Int64.fetchOne(statement, arguments: [$1.participant]) ?? 0)
    }
  }

  /// Says on the requests how far they have come, and ends them when nothing is left.
  private func settle(_ subject: Int64, _ ground: ErasureGround, _ report: ErasureReport) throws {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT * FROM subject_requests
        WHERE subject = ? AND type = ? AND status IN ('pending', 'in_progress')
          AND verified_at IS NOT NULL
        """, arguments: [subject, SubjectRequest.Kind.erasure.rawValue])
    for row in rows {
      let request = try SubjectRequestRow(row)
      try db.execute(
        sql: "UPDATE subject_requests SET results = results + ?, deferral = ? WHERE id = ?",
        arguments: [report.deleted, Self.deferral(report)?.rawValue, request.id])
      if Self.deferral(report) == nil { try request.end(.completed, at: deed.now, in: db) }
    }
    // Nothing is left in the store: what comes from now on is not what was asked about.
    guard report.held == 0, case .verifiedRequest = ground else { return }
    try db.execute(
      sql: """
        UPDATE subjects SET erasure_since = NULL, restricted_since = NULL,
          account_deleted_at = NULL WHERE id = ?
        """, arguments: [subject])
    try Leftovers(db).removeSubjects([subject])
  }

  private static func deferral(_ report: ErasureReport) -> SubjectRequest.Deferral? {
    if report.held > 0 { return .legalClaims }
    return report.listed > 0 ? .externalDeletions : nil
  }
}

/// Which of a person's participants may be erased at a moment.
struct ErasureDecision {
  private let holds: LiveHolds
  private let ground: ErasureGround
  private let moment: Timestamp

  init(_ db: Database, _ ground: ErasureGround, at moment: Timestamp) throws {
    holds = try LiveHolds(db)
    self.ground = ground
    self.moment = moment
  }

  func mayErase(_ member: SubjectScope.Member) -> Bool {
    var circumstances = RecordCircumstances(keptFor: .service, storedExpiry: nil)
    circumstances.erasure = ground
    circumstances.isHeld = !holds.holds(on: member.place).isEmpty
    return RetentionDecision(circumstances, at: moment).mayDelete
  }
}
