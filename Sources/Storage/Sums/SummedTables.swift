import GRDB

/// The tables whose rows are summed by triggers, and the triggers.
///
/// Not among them: `records`, whose writer keeps the sum, as a trigger a row would cost more than the row;
/// `audit`, whose entries chain; and `store_state`, which the seal of the sums covers.
enum SummedTables {
  /// In the order of their sums; a table's place is never given to another one.
  static let names = [
    "classes", "purposes", "tenants", "tenant_periods", "period_changes", "subjects",
    "conversations", "participants", "sources", "runs", "external_references", "expiry_spans",
    "daily_counts", "daily_parties", "quarantine_days", "quarantine", "holds", "subject_requests",
    "deletion_keys", "deletions", "doomed_keys", "certificates", "consents", "exports",
    "export_subjects", "rescans",
  ]

  /// What the code that writes the rows counts itself, because it does so for every conversation: a statement that fires
  /// a trigger keeps copies of all pages it changes, in case it has to be taken back.
  private static let countedByHand: [String: Set<String>] = [
    "subjects": ["INSERT"], "conversations": ["INSERT"], "participants": ["INSERT"],
    "doomed_keys": ["INSERT", "DELETE"],
  ]

  /// The place of a table's sum.
  static func place(of name: StaticString) -> Int {
    guard let place = names.firstIndex(of: name.description) else {
      preconditionFailure("\(name) has no sum")
    }
    return place
  }

  /// The places of tables that get a row for each conversation; their first column is a number that no other row has.
  ///
  /// Their rows are summed in blocks that all carry the number: a hash a row took a twentieth of an ingest's time.
  static let placesInBlocks = names.indices.filter {
    ["subjects", "conversations", "participants", "doomed_keys"].contains(names[$0])
  }

  /// The SQL function that adds a row to the sum of a table, or takes it out: sign, table, columns.
  static let function = "hush_row"

  /// Makes the triggers of all tables, which must be there.
  static func makeTriggers(_ db: Database) throws {
    for (place, name) in names.enumerated() {
      let columns = try columns(of: name, db)
      let gone = call(-1, place, columns.map { "OLD.\($0)" })
      let come = call(1, place, columns.map { "NEW.\($0)" })
      for (event, calls) in [
        ("INSERT", come), ("UPDATE", "\(gone), \(come)"), ("DELETE", gone),
      ] where countedByHand[name]?.contains(event) != true {
        try db.execute(
          sql: """
            CREATE TRIGGER \(name)_sum_\(event.lowercased()) AFTER \(event) ON \(name)
            BEGIN SELECT \(calls); END
            """)
      }
    }
  }

  /// Adds every row there is to the sums, through the function.
  static func addRows(_ db: Database) throws {
    for (place, name) in names.enumerated() {
      let columns = try columns(of: name, db)
      let rows = try HotStatement(db, sql: "SELECT \(call(1, place, columns)) FROM \(name)")
      defer { rows.close() }
      while try rows.next() {}
    }
  }

  private static func call(_ sign: Int, _ place: Int, _ columns: [String]) -> String {
    "\(function)(\(sign), \(place), \(columns.joined(separator: ", ")))"
  }

  private static func columns(of table: String, _ db: Database) throws -> [String] {
    try db.columns(in: table).map(\.name)
  }
}
