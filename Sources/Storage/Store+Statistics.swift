import GRDB
import Retention

extension Store {
  /// Figures from the summary rows; no record is read.
  ///
  /// Complexity: the number of summary rows, a few for each commit.
  public func statistics() throws(StoreError) -> StoreStatistics {
    try StoreError.mapping {
      var opener = try RecordOpener(store: self)
      let rows = try queue.unsafeRead { try Row.fetchAll($0, sql: Self.sharesSQL) }
      let registry = try queue.unsafeRead { try DataClassRegistry.fetch($0) }
      let shares = try rows.map { row in
        guard let dataClass = registry.dataClass(of: row["class"]) else {
          throw StoreError.damaged(kind: .header, id: 0)
        }
        return StoreStatistics.Share(
          tenant: try opener.tenantName(row["tenant"]), dataClass: dataClass,
          rows: row["rows"], bytes: row["bytes"],
          nextExpiry: (row["next"] as Int64?).map { Timestamp(milliseconds: $0) })
      }
      return try queue.unsafeRead { try Self.statistics(shares: shares, db: $0) }
    }
  }

  private static let sharesSQL = """
    SELECT tenant, class, sum(count) AS rows, sum(bytes) AS bytes, min(first_expires_at) AS next
    FROM expiry_spans GROUP BY tenant, class ORDER BY tenant, class
    """

  private static func statistics(
    shares: [StoreStatistics.Share], db: Database
  ) throws -> StoreStatistics {
    func number(_ sql: String) throws -> Int64 { try Int64.fetchOne(db, sql: sql) ?? 0 }
    var quarantined: [String: Int64] = [:]
    for row in try Row.fetchAll(
      db, sql: "SELECT reason, count(*) AS lines FROM quarantine GROUP BY reason")
    {
      quarantined[row["reason"]] = row["lines"]
    }
    let nextQuarantined = try Int64.fetchOne(db, sql: "SELECT min(expires_at) FROM quarantine")
    return StoreStatistics(
      rows: shares.reduce(0) { $0 + $1.rows }, bytes: shares.reduce(0) { $0 + $1.bytes },
      shares: shares, nextExpiry: shares.compactMap(\.nextExpiry).min(),
      tenants: try number("SELECT count(*) FROM tenants"),
      subjects: try number("SELECT count(*) FROM subjects"),
      conversations: try number("SELECT count(*) FROM conversations"),
      holds: try number("SELECT count(*) FROM holds WHERE released_at IS NULL"),
      quarantined: quarantined,
      nextQuarantineExpiry: nextQuarantined.map { Timestamp(milliseconds: $0) },
      fileBytes: try number("PRAGMA page_count") * number("PRAGMA page_size"))
  }
}
