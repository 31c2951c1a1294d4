import GRDB

/// Keys whose rows are deleted, until the ring has destroyed them.
///
/// They are written with the deletion and struck off when the ring has synced, so that whoever
/// opens the store next can finish what was cut off in between.
struct DoomedKeys {
  private let db: Database
  private let sums: RowSums

  init(_ db: Database, _ sums: RowSums) {
    self.db = db
    self.sums = sums
  }

  var areThere: Bool {
    get throws {
      try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM doomed_keys)") ?? false
    }
  }

  func add(_ keys: [Int64]) throws {
    let statement = try HotStatement(db, sql: "INSERT OR IGNORE INTO doomed_keys VALUES (?)")
    defer { statement.close() }
    for key in keys {
      statement.bind(1, key)
      if try statement.change() { try sums.countDoomedKey(key, isGone: false) }
    }
  }

  /// Destroys them in the ring and strikes them off; doing it twice does no harm.
  func destroy(in ring: KeyRing) throws {
    let keys = try Int64.fetchAll(db, sql: "SELECT key FROM doomed_keys")
    guard !keys.isEmpty else { return }
    let generation = try ring.destroy(keys)
    try db.execute(sql: "DELETE FROM doomed_keys")
    for key in keys { try sums.countDoomedKey(key, isGone: true) }
    try db.execute(
      sql: "UPDATE store_state SET erasure_generation = ?", arguments: [generation])
  }
}
