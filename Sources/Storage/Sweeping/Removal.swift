import GRDB
import Retention

/// Deletes rows within one transaction, with all that must be said and counted about it.
struct Removal {
  /// Why rows went; kept on their certificate.
  enum Cause: String {
    case expiry
    /// Its subject asked for it and was verified, or is a child.
    case erasure
    /// The time left to export after its tenant's contract has passed.
    case contractEnd = "contract-end"
    /// Their key was destroyed, and a restored copy of the store brought them back.
    case replay
  }

  private let db: Database
  private let sums: RowSums
  private let cause: Cause
  private(set) var deleted: Int64 = 0
  /// Who lost rows, and may have none left.
  private var touched: [Int64: LiveHolds.Place] = [:]
  private var ledger: SpanLedger
  private let list: DeletionList
  private let moment: Timestamp

  /// The caller holds the write lock, and has not raised the commit number yet.
  init(_ store: Store, _ db: Database, cause: Cause, at moment: Timestamp) throws {
    self.db = db
    sums = store.sums
    self.cause = cause
    self.moment = moment
    ledger = SpanLedger(db)
    list = try DeletionList(store, db, cause: cause)
  }

  /// How many things outside the store were listed for deletion.
  var listed: Int64 { list.count }

  /// Deletes all rows of a participant.
  mutating func deleteAll(of participant: Int64, at place: LiveHolds.Place) throws {
    touched[participant] = place
    try StoredRow.forEachPage(db, of: participant) { try delete($0[...]) }
  }

  /// Deletes rows that are in the order of their numbers.
  mutating func delete(_ rows: ArraySlice<StoredRow>) throws {
    try list.take(rows, at: moment)
    let statement = try db.cachedStatement(sql: "DELETE FROM records WHERE seq BETWEEN ? AND ?")
    var run: ClosedRange<Int64>?
    for row in rows {
      touched[row.participant] = row.place
      try sums.remove(row.facts)
      try ledger.takeOff(row)
      if let before = run, before.upperBound + 1 != row.seq {
        try statement.execute(arguments: [before.lowerBound, before.upperBound])
        run = nil
      }
      run = (run?.lowerBound ?? row.seq)...row.seq
    }
    if let run { try statement.execute(arguments: [run.lowerBound, run.upperBound]) }
    deleted += Int64(rows.count)
  }

  /// Writes summary and certificates, removes whom nothing is left of, and dooms their keys.
  ///
  /// - Returns: how many keys are to be destroyed once this is committed.
  mutating func finish() throws -> Int64 {
    try list.finish(at: moment)
    let keys = try Leftovers(db).remove(touched)
    try DoomedKeys(db, sums).add(keys)
    try ledger.flush()
    try certify()
    // Tells a running ingest to look again at whom it knows.
    try db.execute(sql: "UPDATE store_state SET commit_number = commit_number + 1")
    return Int64(keys.count)
  }

  /// One certificate for each tenant and class: how much went, why, and by which rule.
  private mutating func certify() throws {
    let registry = try DataClassRegistry.fetch(db)
    for (share, loss) in ledger.shares() {
      let schedule = try RetentionSchedule.fetch(db, tenant: share.tenant)
      let deciding = registry.dataClass(of: share.classCode).flatMap {
        schedule.decidingRule(for: $0)
      }
      var days: Int?
      if case .days(let number)? = deciding?.rule.period { days = number }
      try db.execute(
        sql: """
          INSERT INTO certificates (at, cause, tenant, class, rows, bytes, layer, days)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          moment.milliseconds, cause.rawValue, share.tenant, Int(share.classCode), loss.rows,
          loss.bytes, deciding.map { Int($0.layer.rawValue) }, days,
        ])
    }
  }
}
