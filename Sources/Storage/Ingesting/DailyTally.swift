import GRDB
import Retention

/// Counts a commit's records and findings by day, tenant, class and entity.
///
/// The counts stay when the records go, whatever for: they hold no text and name nobody but their
/// tenant's number. Whether a group is too small to be shown hangs on how many people it is of, so
/// that they are counted too, up to the number that is enough.
struct DailyTally {
  /// Whom a record counts for in a small group.
  struct Party {
    /// A named person; else a conversation, or where there is none the record itself.
    let isNamed: Bool
    let number: Int64
  }

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
    var people: Set<Int64> = []
    var others: Set<Int64> = []

    mutating func add(_ party: Party) {
      records += 1
      if party.isNamed {
        if people.count < Store.smallestGroup { people.insert(party.number) }
      } else {
        if others.count < Store.smallestGroup { others.insert(party.number) }
      }
    }
  }

  private static let allRecords = UInt16.max

  private let entities: [String]
  private var counts: [Key: Count] = [:]
  /// The last record's day, tenant and class, which the next one nearly always shares.
  private var current: (key: Key, count: Count)?

  init(entities: [String]) {
    self.entities = entities
  }

  mutating func add(
    _ row: SealedRow, findings: ArraySlice<FindingCount>, tenant: Int64, of party: Party
  ) {
    let day = row.occurredAt.day
    let key = Key(
      day: day, tenant: tenant, classCode: row.classCode, entity: Self.allRecords)
    if current?.key != key {
      putBack()
      current = (key, counts[key] ?? Count())
    }
    current?.count.add(party)
    for finding in findings {
      let key = Key(
        day: day, tenant: tenant, classCode: row.classCode, entity: finding.entity)
      counts[key, default: Count()].add(party)
      counts[key]?.findings += Int64(finding.count)
      current?.count.findings += Int64(finding.count)
    }
  }

  /// Adds the counts to the stored ones and starts anew.
  mutating func flush(into db: Database) throws {
    putBack()
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO daily_counts VALUES (?, ?, ?, ?, ?, ?, 0, 0)
        ON CONFLICT DO UPDATE SET records = records + excluded.records,
          findings = findings + excluded.findings
        RETURNING people
        """)
    for (key, count) in counts {
      let entity = key.entity == Self.allRecords ? "" : entities[Int(key.entity)]
      let group: [any DatabaseValueConvertible] = [
        key.day, key.tenant, Int(key.classCode), entity,
      ]
      let people = try Int64.fetchOne(
        statement, arguments: StatementArguments(group + [count.records, count.findings]))
      // Enough is enough: nobody more is remembered.
      guard let people, people < Store.smallestGroup else { continue }
      try SmallGroup(db, group).add(people: count.people, others: count.others)
    }
    counts.removeAll(keepingCapacity: true)
  }

  private mutating func putBack() {
    if let current { counts[current.key] = current.count }
    current = nil
  }
}

/// Whom a count is of, by number, until there are enough of them.
private struct SmallGroup {
  private let db: Database
  private let group: [any DatabaseValueConvertible]

  private static let isGroup = "day = ?1 AND tenant = ?2 AND class = ?3 AND entity = ?4"

  init(_ db: Database, _ group: [any DatabaseValueConvertible]) {
    self.db = db
    self.group = group
  }

  func add(people: Set<Int64>, others: Set<Int64>) throws {
    let insert = try db.cachedStatement(
      sql: "INSERT OR IGNORE INTO daily_parties VALUES (?, ?, ?, ?, ?, ?)")
    for (isNamed, numbers) in [(true, people), (false, others)] {
      for number in numbers {
        try insert.execute(arguments: StatementArguments(group + [isNamed, number]))
      }
    }
    let statement = try db.cachedStatement(
      sql: """
        UPDATE daily_counts SET
          people = (SELECT count(*) FROM daily_parties WHERE \(Self.isGroup) AND named),
          others = max(others,
            (SELECT count(*) FROM daily_parties WHERE \(Self.isGroup) AND NOT named))
        WHERE \(Self.isGroup) RETURNING people, others
        """)
    let row = try Row.fetchOne(statement, arguments: StatementArguments(group))
    guard let row else { return }
    let (people, others): (Int64, Int64) = (try row.value(0), try row.value(1))
    guard max(people, others) >= Store.smallestGroup else { return }
    try db.cachedStatement(
      sql: "DELETE FROM daily_parties WHERE \(Self.isGroup) AND (?5 OR NOT named)"
    ).execute(arguments: StatementArguments(group + [people >= Store.smallestGroup]))
  }
}
