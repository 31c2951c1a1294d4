import GRDB
import Retention

extension Store {
  /// The names of tenants and sources, and what holds say.
  func checkNames(_ checks: Verifier) throws {
    var opener = try RecordOpener(store: self)
    func ids(_ table: String) throws -> [Int64] {
      try queue.unsafeRead { try Int64.fetchAll($0, sql: "SELECT id FROM \(table) ORDER BY id") }
    }
    for id in try ids("tenants") {
      try checks.note { _ = try opener.tenantName(id) }
      checks.count()
    }
    for id in try ids("sources") {
      try checks.note { _ = try opener.source(id) }
      checks.count()
    }
    for id in try ids("holds") {
      try checks.note { _ = try self.holdText(id) }
      checks.count()
    }
    try checks.note { checks.count(try self.subjectRequests().count) }
  }

  /// What people said, and where exports were written.
  func checkConsents(_ checks: Verifier) throws {
    try queue.unsafeRead { db in
      try ConsentLog(self, db).check { id, isSound in
        if !isSound { checks.add(.consent, id) }
        checks.count()
      }
      let exports = try Row.fetchCursor(db, sql: "SELECT id, sealed_path FROM exports ORDER BY id")
      while let row = try exports.next() {
        try checks.note { _ = try ExportPath(self).opened(row[1], export: row[0]) }
        checks.count()
      }
    }
  }

  func checkSettings(_ checks: Verifier) throws {
    try queue.unsafeRead { db in
      let settings = SettingsCheck(db)
      for tenant in try settings.changedTenants() { checks.add(.terms, tenant) }
      for hold in try settings.changedHolds() { checks.add(.hold, hold) }
    }
  }

  func checkQuarantine(_ checks: Verifier) throws {
    for line in try quarantined(after: nil) {
      try checks.note { _ = try self.open(line) }
      checks.count()
    }
  }
}
