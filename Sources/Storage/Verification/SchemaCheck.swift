import GRDB

/// Compares the tables, indexes, triggers and views of a file with those that this program makes.
enum SchemaCheck {
  /// Made only by runs that drop records they have already.
  private static let optional: Set<String> = ["records_by_own_id"]

  /// The names of what is missing, was added or is not the same.
  static func changedNames(_ db: Database, made: (Database) throws -> Void) throws -> [String] {
    let model = try DatabaseQueue()
    let expected = try model.inDatabase { db in
      try made(db)
      return try objects(db)
    }
    let found = try objects(db)
    return Set(expected.keys).union(found.keys).subtracting(optional)
      .filter { expected[$0] != found[$0] }.sorted()
  }

  private static func objects(_ db: Database) throws -> [String: String] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT name, type || ' on ' || tbl_name || ': ' || coalesce(sql, '') FROM sqlite_schema
        WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'
        """)
    return Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
  }
}
