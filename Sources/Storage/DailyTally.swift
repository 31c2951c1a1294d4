import GRDB
import Retention

/// Counts a commit's records and findings by day, tenant, class and entity.
///
/// The counts stay when the records go, whatever for: they hold no text and name nobody but their
/// tenant's number.
struct DailyTally {
  private struct Key: Hashable {
    let day: Int
    let tenant: Int64
    let classCode: UInt16
    /// `allRecords`, or the entity's place among those of the run.
    let entity: UInt16
  }

  private struct Count {
    var records: Int64 = 0
    var findings: Int64 = 0
  }

  private static let allRecords = UInt16.max

  private let entities: [String]
  private var counts: [Key: Count] = [:]
  /// The last record's day, tenant and class, which the next one nearly always shares.
  private var current: (key: Key, count: Count)?

  init(entities: [String]) {
    self.entities = entities
  }

  mutating func add(_ row: SealedRow, findings: ArraySlice<FindingCount>, tenant: Int64) {
    let day = row.occurredAt.day
    let key = Key(
      day: day, tenant: tenant, classCode: row.classCode, entity: Self.allRecords)
    if current?.key != key {
      putBack()
      current = (key, counts[key] ?? Count())
    }
    current?.count.records += 1
    for finding in findings {
      let key = Key(
        day: day, tenant: tenant, classCode: row.classCode, entity: finding.entity)
      counts[key, default: Count()].records += 1
      counts[key]?.findings += Int64(finding.count)
      current?.count.findings += Int64(finding.count)
    }
  }

  /// Adds the counts to the stored ones and starts anew.
  mutating func flush(into db: Database) throws {
    putBack()
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO daily_counts VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET records = records + excluded.records,
          findings = findings + excluded.findings
        """)
    for (key, count) in counts {
      let entity = key.entity == Self.allRecords ? "" : entities[Int(key.entity)]
      try statement.execute(arguments: [
        key.day, key.tenant, Int(key.classCode), entity, count.records, count.findings,
      ])
    }
    counts.removeAll(keepingCapacity: true)
  }

  private mutating func putBack() {
    if let current { counts[current.key] = current.count }
    current = nil
  }
}
