import GRDB
import Retention

/// Takes removed rows off the summary rows that count them.
struct SpanLedger {
  private struct Span: Hashable {
    let key: ExpiryTally.Key
    let firstSeq: Int64
    let lastSeq: Int64
    let firstExpiresAt: Timestamp?
  }

  private let db: Database
  private var losses: [Span: Loss] = [:]
  private var lastSpans: [ExpiryTally.Key: Span] = [:]
  /// The last row's span, which the next one nearly always shares, and what went of it.
  private var current: (span: Span, loss: Loss)?

  struct Loss {
    var rows: Int64 = 0
    var bytes: Int64 = 0
    /// Whether a row went that may have been the one to expire first.
    var mayHoldFirst = false
  }

  /// Whose rows of which class went.
  struct Share: Hashable {
    let tenant: Int64
    let classCode: UInt16
  }

  init(_ db: Database) {
    self.db = db
  }

  mutating func takeOff(_ row: StoredRow) throws {
    let key = ExpiryTally.Key(
      expiresAt: row.expiresAt, tenant: row.place.tenant, classCode: row.classCode)
    guard let span = try span(of: key, seq: row.seq) else { return }
    if current?.span != span {
      putBack()
      current = (span, losses[span] ?? Loss())
    }
    current?.loss.rows += 1
    current?.loss.bytes += row.bytes
    if let expiry = row.expiresAt, let first = span.firstExpiresAt, expiry <= first {
      current?.loss.mayHoldFirst = true
    }
  }

  private mutating func putBack() {
    if let current { losses[current.span] = current.loss }
    current = nil
  }

  /// Counts the bytes of a row whose payload was replaced.
  mutating func resize(_ row: StoredRow, from bytes: Int64) throws {
    let key = ExpiryTally.Key(
      expiresAt: row.expiresAt, tenant: row.place.tenant, classCode: row.classCode)
    guard let span = try span(of: key, seq: row.seq) else { return }
    putBack()
    losses[span, default: Loss()].bytes += bytes - row.bytes
  }

  /// Nearly always the span of the last row with this key.
  private mutating func span(of key: ExpiryTally.Key, seq: Int64) throws -> Span? {
    if let current, current.span.key == key,
      (current.span.firstSeq...current.span.lastSeq).contains(seq)
    {
      return current.span
    }
    if let last = lastSpans[key], (last.firstSeq...last.lastSeq).contains(seq) { return last }
    let statement = try db.cachedStatement(
      sql: """
        SELECT first_seq, last_seq, first_expires_at FROM expiry_spans
        WHERE day = ? AND tenant = ? AND class = ? AND first_seq <= ?
        ORDER BY first_seq DESC LIMIT 1
        """)
    let row = try Row.fetchOne(
      statement, arguments: [key.day, key.tenant, Int(key.classCode), seq])
    guard let row else { return nil }
    let span = Span(
      key: key, firstSeq: try row.value(0), lastSeq: try row.value(1),
      firstExpiresAt: (try row.value(2) as Int64?).map { Timestamp(milliseconds: $0) })
    guard seq <= span.lastSeq else { return nil }
    lastSpans[key] = span
    return span
  }

  /// What went, by tenant and class.
  mutating func shares() -> [(share: Share, loss: Loss)] {
    putBack()
    var sums: [Share: Loss] = [:]
    for (span, loss) in losses {
      let share = Share(tenant: span.key.tenant, classCode: span.key.classCode)
      sums[share, default: Loss()].rows += loss.rows
      sums[share]?.bytes += loss.bytes
    }
    return sums.sorted { ($0.key.tenant, $0.key.classCode) < ($1.key.tenant, $1.key.classCode) }
      .map { (share: $0.key, loss: $0.value) }
  }

  /// Writes the summary anew; call it when the rows are gone.
  mutating func flush() throws {
    putBack()
    let shrink = try db.cachedStatement(
      sql: """
        UPDATE expiry_spans SET count = count - ?, bytes = bytes - ?
        WHERE day = ? AND tenant = ? AND class = ? AND first_seq = ?
        """)
    let remove = try db.cachedStatement(
      sql: """
        DELETE FROM expiry_spans
        WHERE day = ? AND tenant = ? AND class = ? AND first_seq = ? AND count <= 0
        """)
    for (span, loss) in losses {
      let key: [Int64] = [
        Int64(span.key.day), span.key.tenant, Int64(span.key.classCode), span.firstSeq,
      ]
      try shrink.execute(arguments: StatementArguments([loss.rows, loss.bytes] + key))
      try remove.execute(arguments: StatementArguments(key))
      if loss.mayHoldFirst, db.changesCount == 0 { try refresh(span, key: key) }
    }
  }

  /// The first of the rows that stay has another date than the first of all.
  private func refresh(_ span: Span, key: [Int64]) throws {
    guard span.key.day != ExpiryTally.dayOfNone else { return }
    // Rows of one commit often expire in one moment: the first of the others to look at ends it.
    let another = try db.cachedStatement(
      sql: """
        SELECT EXISTS (SELECT 1 FROM records AS r JOIN participants AS p ON p.id = r.participant
          WHERE r.seq BETWEEN ? AND ? AND r.class = ? AND p.tenant = ? AND r.expires_at = ?)
        """)
    let arguments: StatementArguments = [
      span.firstSeq, span.lastSeq, Int(span.key.classCode), span.key.tenant,
      span.firstExpiresAt?.milliseconds,
    ]
    guard try Bool.fetchOne(another, arguments: arguments) != true else { return }
    let statement = try db.cachedStatement(
      sql: """
        UPDATE expiry_spans SET first_expires_at = coalesce((
            SELECT min(r.expires_at) FROM records AS r JOIN participants AS p ON p.id = r.participant
            WHERE r.seq BETWEEN ?4 AND ?5 AND r.class = ?3 AND p.tenant = ?2
              AND r.expires_at >= ?6 AND r.expires_at < ?7), first_expires_at)
        WHERE day = ?1 AND tenant = ?2 AND class = ?3 AND first_seq = ?4
        """)
    let midnight = Int64(span.key.day) * Timestamp.millisecondsPerDay
    try statement.execute(
      arguments: StatementArguments(
        key + [span.lastSeq, midnight, midnight + Timestamp.millisecondsPerDay]))
  }
}
