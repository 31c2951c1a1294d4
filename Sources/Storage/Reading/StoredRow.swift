import GRDB
import Retention

import struct Foundation.Data

/// What must be known of a row to decide over it and to account for its removal.
struct StoredRow {
  let seq: Int64
  let participant: Int64
  let place: LiveHolds.Place
  let classCode: UInt16
  let purpose: UInt8
  let expiresAt: Timestamp?
  let bytes: Int64
  /// What the sum of all records says of it.
  let facts: RecordFacts

  private static let columns = """
    SELECT r.seq, r.participant, r.class, r.purpose, r.expires_at, length(r.payload), p.tenant,
      p.subject, p.conversation, r.line, r.run, substr(r.payload, 1, 8)
    FROM records AS r JOIN participants AS p ON p.id = r.participant
    """

  /// The rows within a stretch of sequence numbers that have expired, or whose tenant's export
  /// window is over, in their order.
  static func expired(
    _ db: Database, in range: ClosedRange<Int64>, asOf moment: Timestamp
  ) throws -> [StoredRow] {
    // Through GRDB, reading a row costs as much as deleting it.
    let statement = try HotStatement(
      db,
      sql: columns + """
         WHERE r.seq BETWEEN ?1 AND ?2 AND (r.expires_at <= ?3
          OR p.tenant IN (SELECT id FROM tenants WHERE contract_ends_at <= ?4)) ORDER BY r.seq
        """)
    defer { statement.close() }
    statement.bind(1, range.lowerBound)
    statement.bind(2, range.upperBound)
    statement.bind(3, moment.milliseconds)
    statement.bind(4, LiveContracts.lastEnd(withWindowOverAt: moment).milliseconds)
    var rows: [StoredRow] = []
    while try statement.next() { rows.append(try StoredRow(statement)) }
    return rows
  }

  /// The row of a sequence number, if it is there.
  static func fetch(_ db: Database, seq: Int64) throws -> StoredRow? {
    let statement = try db.cachedStatement(sql: columns + " WHERE r.seq = ?")
    return try fetch(statement, [seq]).first
  }

  /// How many rows a page of a participant's has, but for the last one.
  static let pageLength = 4_096

  /// The next rows of a participant after a sequence number.
  static func page(
    _ db: Database, of participant: Int64, after seq: Int64
  ) throws -> [StoredRow] {
    let statement = try db.cachedStatement(
      sql: columns + " WHERE r.participant = ? AND r.seq > ? ORDER BY r.seq LIMIT \(pageLength)")
    return try fetch(statement, [participant, seq])
  }

  /// Gives the rows of a participant to `body` in pages, which may delete them.
  static func forEachPage(
    _ db: Database, of participant: Int64, _ body: ([StoredRow]) throws -> Void
  ) throws {
    var after: Int64 = 0
    while true {
      let page = try page(db, of: participant, after: after)
      try body(page)
      guard page.count == pageLength, let last = page.last else { return }
      after = last.seq
    }
  }

  private static func fetch(
    _ statement: Statement, _ arguments: StatementArguments
  ) throws -> [StoredRow] {
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    var fetched: [StoredRow] = []
    while let row = try rows.next() {
      let expiresAt = (try row.value(4) as Int64?).map { Timestamp(milliseconds: $0) }
      let seal = [UInt8](try row.value(11) as Data)
      fetched.append(
        StoredRow(
          seq: try row.value(0), participant: try row.value(1),
          place: LiveHolds.Place(
            tenant: try row.value(6), subject: try row.value(7), conversation: try row.value(8)),
          classCode: try row.value(2), purpose: try row.value(3), expiresAt: expiresAt,
          bytes: try row.value(5),
          facts: RecordFacts(
            seq: try row.value(0), seal: RecordFacts.mark(of: seal.span), line: try row.value(9),
            run: try row.value(10),
            expiresAt: expiresAt)))
    }
    return fetched
  }

  /// The decision over the row, and the holds it rests on.
  func decision(
    _ holds: LiveHolds, _ contracts: LiveContracts, at moment: Timestamp
  ) throws -> (retention: RetentionDecision, holds: [Int64]) {
    guard let keptFor = Purpose(rawValue: purpose) else {
      throw StoreError.damaged(kind: .record, id: seq)
    }
    let live = holds.holds(on: place)
    var circumstances = RecordCircumstances(keptFor: keptFor, storedExpiry: expiresAt)
    circumstances.isHeld = !live.isEmpty
    circumstances.contractEnd = contracts.end(of: place.tenant)
    return (RetentionDecision(circumstances, at: moment), live)
  }
}

extension StoredRow {
  /// The row at hand of a statement that has the columns.
  fileprivate init(_ row: HotStatement) throws {
    let seq = row.integer(0)
    guard let classCode = UInt16(exactly: row.integer(2)),
      let purpose = UInt8(exactly: row.integer(3))
    else { throw StoreError.damaged(kind: .record, id: seq) }
    let expiresAt = row.isNull(4) ? nil : Timestamp(milliseconds: row.integer(4))
    let seal = row.bytes(11)
    self.init(
      seq: seq, participant: row.integer(1),
      place: LiveHolds.Place(
        tenant: row.integer(6), subject: row.integer(7),
        conversation: row.isNull(8) ? nil : row.integer(8)),
      classCode: classCode, purpose: purpose, expiresAt: expiresAt, bytes: row.integer(5),
      facts: RecordFacts(
        seq: seq, seal: RecordFacts.mark(of: seal.span), line: row.integer(9),
        run: row.integer(10), expiresAt: expiresAt))
  }
}
