import GRDB
public import Retention

/// How much of a class a tenant had on a day; it outlives what was counted.
public struct DailyCount: Sendable {
  /// The day in UTC on which the records happened, as RFC 3339 writes a date.
  public let day: String
  public let tenant: String
  public let dataClass: DataClass
  /// The records in which the entity was found, and how often; with no entity all records.
  public let entity: String?
  public let records: Int64
  public let findings: Int64
}

extension Store {
  /// Counts of fewer people than this say too much about each of them.
  public static let smallestGroup: Int64 = 5

  private static let groupSize = "(CASE WHEN people > 0 THEN people ELSE others END)"

  /// The daily counts, oldest first, those of fewer than five people left out.
  ///
  /// Where no record of a group names its person, conversations are counted instead, and where
  /// there is none records.
  ///
  /// - Parameter name: only this tenant's.
  /// - Returns: also how many groups were left out.
  /// - Throws: `StoreError.notStored` when there is no tenant of that name.
  public func dailyCounts(
    tenant name: String? = nil
  ) throws(StoreError) -> (counts: [DailyCount], withheld: Int64) {
    try StoreError.mapping {
      var opener = try RecordOpener(store: self)
      let (rows, withheld, registry) = try queue.unsafeRead { db in
        let only = try name.map {
          try IdentityLookup(store: self, db: db).storedTenant(named: $0)
        }
        let rows = try Row.fetchAll(
          db,
          sql: """
            SELECT * FROM daily_counts WHERE \(Self.groupSize) >= ?1 AND (?2 IS NULL OR tenant = ?2)
            ORDER BY day, tenant, class, entity
            """, arguments: [Self.smallestGroup, only])
        let withheld = try Int64.fetchOne(
          db,
          sql: """
            SELECT count(*) FROM daily_counts
            WHERE \(Self.groupSize) < ?1 AND (?2 IS NULL OR tenant = ?2)
            """, arguments: [Self.smallestGroup, only])
        return (rows, withheld ?? 0, try DataClassRegistry.fetch(db))
      }
      let counts = try rows.map { row in
        guard let dataClass = registry.dataClass(of: try row.value("class")) else {
          throw StoreError.damaged(kind: .header, id: 0)
        }
        let midnight = Timestamp(
          milliseconds: (try row.value("day") as Int64) * Timestamp.millisecondsPerDay)
        let entity: String = try row.value("entity")
        return DailyCount(
          day: String(midnight.rfc3339.prefix { $0 != "T" }),
          tenant: try opener.tenantName(try row.value("tenant")), dataClass: dataClass,
          entity: entity.isEmpty ? nil : entity, records: try row.value("records"),
          findings: try row.value("findings"))
      }
      return (counts, withheld)
    }
  }
}
