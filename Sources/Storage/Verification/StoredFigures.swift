import GRDB

/// How many records each tenant has, and how many bytes they take.
struct StoredFigures: Equatable {
  private struct Sum: Equatable {
    var rows: Int64 = 0
    var bytes: Int64 = 0

    mutating func add(rows: Int64, bytes: Int64) {
      self.rows += rows
      self.bytes += bytes
    }
  }

  private var sums: [Int64: Sum] = [:]

  /// As the summary rows say.
  static func summarized(_ db: Database) throws -> StoredFigures {
    var figures = StoredFigures()
    let rows = try Row.fetchCursor(
      db, sql: "SELECT tenant, sum(count), sum(bytes) FROM expiry_spans GROUP BY tenant")
    while let row = try rows.next() {
      figures.sums[try row.value(0)] = Sum(rows: try row.value(1), bytes: try row.value(2))
    }
    return figures
  }

  /// As the rows are, which are all looked at.
  static func counted(_ db: Database) throws -> StoredFigures {
    let rows = try HotStatement(
      db,
      sql: """
        SELECT p.tenant, length(r.payload) FROM records AS r
        JOIN participants AS p ON p.id = r.participant
        """)
    defer { rows.close() }
    var figures = StoredFigures()
    while try rows.next() { figures.add(tenant: rows.integer(0), bytes: rows.integer(1)) }
    return figures
  }

  /// Counts a record.
  mutating func add(tenant: Int64, bytes: Int64) {
    sums[tenant, default: Sum()].add(rows: 1, bytes: bytes)
  }

  /// Counts what another thread has counted.
  mutating func add(_ others: StoredFigures) {
    for (tenant, sum) in others.sums {
      sums[tenant, default: Sum()].add(rows: sum.rows, bytes: sum.bytes)
    }
  }

  /// Whose figures are others in `others`.
  func tenants(differingFrom others: StoredFigures) -> Set<Int64> {
    Set(sums.keys).union(others.sums.keys).filter { sums[$0] != others.sums[$0] }
  }
}
