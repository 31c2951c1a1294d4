import GRDB

/// Compares the rows that no seal covers with the sums that were sealed over them.
struct SumCheck {
  private let store: Store
  private let checks: Verifier

  /// - Parameter store: one of connections that nobody else uses: rows are counted through it.
  init(_ store: Store, _ checks: Verifier) {
    self.store = store
    self.checks = checks
  }

  /// Names every table whose rows are not those that were written; in one state of the store, whoever writes.
  func run() throws {
    try store.queue.unsafeRead { db in
      try db.beginTransaction(.deferred)
      defer { try? db.rollback() }
      guard let written = try store.sums.sealed(db) else {
        checks.add(.state, 0)
        return
      }
      // What the opened records add up to, unless somebody has written since.
      let there =
        try store.sums.counted(
          db, records: written.records == checks.records ? checks.records : nil)
      for (place, name) in SummedTables.names.enumerated()
      where written.tables[place] != there.tables[place] {
        checks.add(.table, 0, name: name)
      }
      if written.records != there.records { checks.add(.table, 0, name: "records") }
      checks.count(SummedTables.names.count + 1)
    }
  }
}
