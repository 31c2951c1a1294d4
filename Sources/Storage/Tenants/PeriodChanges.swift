import GRDB
import Retention

import struct Foundation.Data

/// Brings the dates of stored rows down to periods that became shorter after they came.
///
/// Which classes of which tenants have rows left to look at is in the store, so that a change that
/// was cut off is finished by the next one, or by the next sweep. Reads decide by today's rules at
/// once, whatever the rows say.
struct PeriodChanges {
  private let db: Database
  private let sums: RowSums

  init(_ db: Database, _ sums: RowSums) {
    self.db = db
    self.sums = sums
  }

  /// How many sequence numbers are looked at in one go.
  private static let windowLength: Int64 = 4_096

  /// A row, and what its period may be counted from.
  private struct Candidate {
    let stored: StoredRow
    let countedFrom: Timestamp
    let accountDeletedAt: Timestamp?
  }

  private struct Change {
    let tenant: Int64
    let classCode: UInt16
    let doneSeq: Int64
  }

  var areThere: Bool {
    get throws {
      try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM period_changes)") ?? false
    }
  }

  /// Notes that a class's rows have to be looked at again, from the first one.
  func add(tenant: Int64, classCode: UInt16) throws {
    try db.execute(
      sql: """
        INSERT INTO period_changes VALUES (?, ?, 0) ON CONFLICT DO UPDATE SET done_seq = 0
        """,
      arguments: [tenant, Int(classCode)])
  }

  /// Looks at the next stretch of rows; says how many got an earlier date, or nil at the end.
  func step() throws -> Int64? {
    let row = try Row.fetchOne(
      db, sql: "SELECT * FROM period_changes ORDER BY tenant, class LIMIT 1")
    guard let row else { return nil }
    let change = Change(
      tenant: try row.value("tenant"), classCode: try row.value("class"),
      doneSeq: try row.number("done_seq"))
    guard let window = try nextWindow(change) else {
      try db.execute(
        sql: "DELETE FROM period_changes WHERE tenant = ? AND class = ?",
        arguments: [change.tenant, Int(change.classCode)])
      return 0
    }
    let shortened = try shorten(change, in: window)
    try db.execute(
      sql: "UPDATE period_changes SET done_seq = ? WHERE tenant = ? AND class = ?",
      arguments: [window.upperBound, change.tenant, Int(change.classCode)])
    return shortened
  }

  private func nextWindow(_ change: Change) throws -> ClosedRange<Int64>? {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT max(min(first_seq), ?3 + 1), max(last_seq) FROM expiry_spans
        WHERE tenant = ?1 AND class = ?2 AND last_seq > ?3
        """, arguments: [change.tenant, Int(change.classCode), change.doneSeq])
    guard let row, let first = try (row.value(0) as Int64?)?.checked(),
      let last = try (row.value(1) as Int64?)?.checked()
    else { return nil }
    guard first <= last else { throw StoreError.damaged(kind: .file, id: 0) }
    return first...min(first + Self.windowLength - 1, last)
  }

  private func shorten(_ change: Change, in window: ClosedRange<Int64>) throws -> Int64 {
    let registry = try DataClassRegistry.fetch(db)
    let schedule = try RetentionSchedule.fetch(db, tenant: change.tenant)
    guard let dataClass = registry.dataClass(of: change.classCode),
      let rule = schedule.rule(for: dataClass)
    else { return 0 }
    let update = try db.cachedStatement(sql: "UPDATE records SET expires_at = ? WHERE seq = ?")
    var ledger = SpanLedger(db)
    var tally = ExpiryTally()
    var count: Int64 = 0
    for row in try rows(change, in: window) {
      let expiry = rule.expiry(
        occurredAt: row.countedFrom, accountDeletedAt: row.accountDeletedAt)
      guard let expiry,
        row.stored.expiresAt.map({ expiry < $0 }) ?? true
      else { continue }
      try ledger.takeOff(row.stored)
      tally.add(
        expiresAt: expiry, tenant: change.tenant, classCode: change.classCode,
        seq: row.stored.seq, bytes: Int(row.stored.bytes))
      try update.execute(arguments: [expiry.milliseconds, row.stored.seq])
      try sums.redate(row.stored.facts, to: expiry)
      count += 1
    }
    try ledger.flush()
    try tally.merge(into: db)
    return count
  }

  private func rows(
    _ change: Change, in window: ClosedRange<Int64>
  ) throws -> [Candidate] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT r.seq, r.participant, r.purpose, r.expires_at, length(r.payload), p.subject,
          p.conversation, CASE WHEN r.flags & ?5 THEN r.ingested_at ELSE r.occurred_at END,
          s.account_deleted_at, r.line, r.run, substr(r.payload, 1, 8)
        FROM records AS r JOIN participants AS p ON p.id = r.participant
        JOIN subjects AS s ON s.id = p.subject
        WHERE r.seq BETWEEN ?1 AND ?2 AND r.class = ?3 AND p.tenant = ?4 ORDER BY r.seq
        """)
    let found = try Row.fetchCursor(
      statement,
      arguments: [
        window.lowerBound, window.upperBound, Int(change.classCode), change.tenant,
        Int(RecordFlags.retainedFromIngest.rawValue),
      ])
    var rows: [Candidate] = []
    while let row = try found.next() {
      let expiresAt = (try row.value(3) as Int64?).map { Timestamp(milliseconds: $0) }
      let seal = [UInt8](try row.value(11) as Data)
      let stored = StoredRow(
        seq: try row.value(0), participant: try row.value(1),
        place: LiveHolds.Place(
          tenant: change.tenant, subject: try row.value(5), conversation: try row.value(6)),
        classCode: change.classCode, purpose: try row.value(2), expiresAt: expiresAt,
        bytes: try row.value(4),
        facts: RecordFacts(
          seq: try row.value(0), seal: RecordFacts.mark(of: seal.span), line: try row.value(9),
          run: try row.value(10),
          expiresAt: expiresAt))
      rows.append(
        Candidate(
          stored: stored, countedFrom: Timestamp(milliseconds: try row.value(7)),
          accountDeletedAt: (try row.value(8) as Int64?).map { Timestamp(milliseconds: $0) }))
    }
    return rows
  }
}
