import GRDB
import Retention

extension ExpiryTally {
  /// Writes the summary of rows that were stored before, under their new dates, and starts anew.
  ///
  /// Summary rows of one day, tenant and class never overlap, as a row must be counted by one of
  /// them: those that the new one meets become one with it.
  mutating func merge(into db: Database) throws {
    let met = """
      day = ?1 AND tenant = ?2 AND class = ?3 AND first_seq <= ?5 AND last_seq >= ?4
      """
    let sum = try db.cachedStatement(
      sql: """
        SELECT min(first_seq), max(last_seq), sum(count), sum(bytes), min(first_expires_at)
        FROM expiry_spans WHERE \(met)
        """)
    let remove = try db.cachedStatement(sql: "DELETE FROM expiry_spans WHERE \(met)")
    for (key, span) in takeSpans() {
      let place: StatementArguments = [
        key.day, key.tenant, Int(key.classCode), span.firstSeq, span.lastSeq,
      ]
      var merged = span
      if let row = try Row.fetchOne(sum, arguments: place), let first = try row.value(0) as Int64? {
        let (count, bytes): (Int64, Int64) = (try row.value(2), try row.value(3))
        let expiresAt: Int64? = try row.value(4)
        merged = Span(
          firstSeq: min(span.firstSeq, first), lastSeq: max(span.lastSeq, try row.value(1)),
          count: span.count + count, bytes: span.bytes + bytes,
          firstExpiresAt: [span.firstExpiresAt, expiresAt.map { .init(milliseconds: $0) }]
            .compactMap { $0 }.min())
        try remove.execute(arguments: place)
      }
      try Self.insert(merged, at: key, into: db)
    }
  }
}
