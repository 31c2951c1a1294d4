import GRDB
import Retention

/// Where a sweep has to look: stretches of sequence numbers among which rows have expired.
struct SweepPlan {
  /// None touches another; in their order.
  private(set) var ranges: [ClosedRange<Int64>] = []

  /// How many sequence numbers are looked at in one go.
  private static let windowLength: Int64 = 4_096

  /// The plan for what has expired by a moment; rows up to `seen` are left out.
  init(_ db: Database, asOf moment: Timestamp, after seen: Int64 = 0) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT first_seq, last_seq FROM expiry_spans
        WHERE day <= ?1 AND first_expires_at <= ?2 AND last_seq > ?3
        UNION ALL
        SELECT s.first_seq, s.last_seq FROM tenants AS t CROSS JOIN expiry_spans AS s
        WHERE t.contract_ends_at <= ?4 AND s.tenant = t.id AND s.last_seq > ?3
        ORDER BY first_seq
        """,
      arguments: [
        moment.day, moment.milliseconds, seen,
        LiveContracts.lastEnd(withWindowOverAt: moment).milliseconds,
      ])
    while let row = try rows.next() {
      let (first, last) = (try row.number(0), try row.number(1))
      guard first <= last else { throw StoreError.damaged(kind: .file, id: 0) }
      add(max(first, seen + 1)...last)
    }
  }

  /// Spans of one commit overlap: looking at each by itself would read the commit once a day.
  private mutating func add(_ range: ClosedRange<Int64>) {
    guard let last = ranges.last, range.lowerBound <= last.upperBound + 1 else {
      ranges.append(range)
      return
    }
    ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
  }

  /// The ranges in pieces that bound what is held in memory.
  var windows: [ClosedRange<Int64>] {
    ranges.flatMap { range in
      stride(from: range.lowerBound, through: range.upperBound, by: Int(Self.windowLength)).map {
        $0...min($0 + Self.windowLength - 1, range.upperBound)
      }
    }
  }
}
