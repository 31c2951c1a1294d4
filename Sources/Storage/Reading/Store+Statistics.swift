import GRDB
import Retention

extension Store {
  /// Figures from the summary rows; no record is read.
  ///
  /// Throws `StoreError.notStored` when there is no tenant of that name. Complexity: the number of
  /// summary rows, a few for each commit.
  ///
  /// - Parameter name: only what is this tenant's.
  public func statistics(tenant name: String? = nil) throws(StoreError) -> StoreStatistics {
    try StoreError.mapping {
      var opener = try RecordOpener(store: self)
      let (only, rows, contracts) = try queue.unsafeRead { db in
        let only = try name.map {
          try IdentityLookup(store: self, db: db).storedTenant(named: $0)
        }
        let rows = try Row.fetchAll(db, sql: Self.sharesSQL, arguments: [only])
        return (only, rows, try LiveContracts(db))
      }
      let registry = try queue.unsafeRead { try DataClassRegistry.fetch($0) }
      let shares = try rows.map { row in
        guard let dataClass = registry.dataClass(of: try row.value("class")) else {
          throw StoreError.damaged(kind: .header, id: 0)
        }
        // What a tenant leaves behind goes when its export window is over, whatever its dates.
        let dates = [
          (try row.value("next") as Int64?).map { Timestamp(milliseconds: $0) },
          contracts.end(of: try row.value("tenant"))?.exportWindowEndsAt,
        ]
        return StoreStatistics.Share(
          tenant: try opener.tenantName(try row.value("tenant")), dataClass: dataClass,
          rows: try row.value("rows"), bytes: try row.value("bytes"),
          nextExpiry: dates.compactMap { $0 }.min())
      }
      return try queue.unsafeRead {
        var figures = try Self.statistics(shares: shares, tenant: only, db: $0)
        figures.keyRing = try keyRingAge($0)
        return figures
      }
    }
  }

  private func keyRingAge(_ db: Database) throws -> StoreStatistics.KeyRingAge {
    if try !continuesConfirmedAudit(db) { return .newer }
    return try StoreState.fetch(db).erasureGeneration > ring.erasureGeneration ? .older : .same
  }

  private static let sharesSQL = """
    SELECT tenant, class, sum(count) AS rows, sum(bytes) AS bytes, min(first_expires_at) AS next
    FROM expiry_spans WHERE ?1 IS NULL OR tenant = ?1 GROUP BY tenant, class ORDER BY tenant, class
    """

  private static func statistics(
    shares: [StoreStatistics.Share], tenant: Int64?, db: Database
  ) throws -> StoreStatistics {
    func count(_ table: String, where condition: String = "1") throws -> Int64 {
      try Int64.fetchOne(
        db, sql: "SELECT count(*) FROM \(table) WHERE \(condition) AND (?1 IS NULL OR tenant = ?1)",
        arguments: [tenant]) ?? 0
    }
    return StoreStatistics(
      rows: shares.reduce(0) { $0 + $1.rows }, bytes: shares.reduce(0) { $0 + $1.bytes },
      shares: shares, nextExpiry: shares.compactMap(\.nextExpiry).min(),
      tenants: tenant == nil ? try Int64.fetchOne(db, sql: "SELECT count(*) FROM tenants") ?? 0 : 1,
      subjects: try count("subjects"), conversations: try count("conversations"),
      holds: try count("holds", where: "released_at IS NULL"),
      quarantined: tenant == nil ? try quarantined(db) : nil,
      nextQuarantineExpiry: tenant == nil
        ? try Int64.fetchOne(db, sql: "SELECT min(expires_at) FROM quarantine")
          .map { Timestamp(milliseconds: $0) } : nil,
      fileBytes: tenant == nil ? try fileBytes(db) : nil)
  }

  private static func quarantined(_ db: Database) throws -> [String: Int64] {
    var lines: [String: Int64] = [:]
    for row in try Row.fetchAll(
      db, sql: "SELECT reason, count(*) AS lines FROM quarantine GROUP BY reason")
    {
      lines[try row.value("reason")] = try row.value("lines")
    }
    return lines
  }

  private static func fileBytes(_ db: Database) throws -> Int64 {
    func number(_ sql: String) throws -> Int64 { try Int64.fetchOne(db, sql: sql) ?? 0 }
    return try number("PRAGMA page_count") * number("PRAGMA page_size")
  }
}
