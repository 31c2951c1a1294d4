import GRDB
package import Keys
import Retention

extension Store {
  /// Examines stored records with today's rules and replaces what they find.
  ///
  /// Nothing leaves the store. Each page is one commit that says how far it came; cut off, the next
  /// rescan by the same rules goes on there. What a legal hold keeps is not touched, what has
  /// expired is left to the sweep. Throws what `examine` throws, `StoreError`, `badTag`.
  package func rescan(
    _ options: RescanOptions, examine: (Span<UInt8>, SecretKey) throws -> RescanVerdict
  ) throws -> RescanReport {
    try options.deed.check()
    let query = RecordQuery(
      purpose: .access, actor: options.deed.actor, now: options.deed.now)
    let selection = try StoreError.mapping {
      try queue.unsafeRead { try Selection(query, store: self, db: $0) }
    }
    var report = RescanReport()
    if options.isDryRun { try auditListing(.previewRescan, of: "records", options.deed) }
    var after = options.isDryRun ? 0 : try beginRescan(options)
    while !options.shouldStop() {
      let page = try StoreError.mapping {
        try queue.unsafeRead { try selection.page(after: after, limit: .max, db: $0) }
      }
      guard let last = page.last else {
        report.isFinished = true
        break
      }
      let changes = try examineAgain(page, &report, examine)
      if !options.isDryRun {
        report.changed += try write { db in try apply(changes, upTo: last.seq, db) }
      } else {
        report.changed += Int64(changes.count)
      }
      after = last.seq
    }
    if !options.isDryRun { try endRescan(report, options) }
    return report
  }

  private func examineAgain(
    _ page: [Selection.Row], _ report: inout RescanReport,
    _ examine: (Span<UInt8>, SecretKey) throws -> RescanVerdict
  ) throws -> [ContentChange] {
    var opener = try StoreError.mapping { try RecordOpener(store: self) }
    var changes: [ContentChange] = []
    for row in page {
      guard let circumstances = try opener.circumstances(of: row) else { continue }
      if circumstances.isHeld {
        report.held += 1
        continue
      }
      let record = try opener.open(row, keptFor: circumstances.keptFor, expiresAt: nil)
      guard let text = record?.record, let key = try opener.pseudonymKey(of: row) else { continue }
      report.examined += 1
      switch try examine(text.span, key) {
      case .clean: break
      case .unexaminable: report.unexaminable += 1
      case .found(let content):
        changes.append(try ContentChange(row, content, opener: &opener))
      }
    }
    return changes
  }

  private func apply(_ changes: [ContentChange], upTo seq: Int64, _ db: Database) throws -> Int64 {
    var ledger = SpanLedger(db)
    var count: Int64 = 0
    for change in changes where try change.apply(to: db, sums, &ledger) != nil { count += 1 }
    try ledger.flush()
    try db.execute(
      sql: "UPDATE rescans SET done_seq = ?, changed = changed + ?", arguments: [seq, count])
    return count
  }

  /// Where to go on: behind what a rescan by the same rules has done, if it was cut off.
  private func beginRescan(_ options: RescanOptions) throws(StoreError) -> Int64 {
    try write { db in
      let done = try Int64.fetchOne(
        db, sql: "SELECT done_seq FROM rescans WHERE detector_version = ?",
        arguments: [options.detectorVersion])
      if let done { return done }
      try db.execute(sql: "DELETE FROM rescans")
      try db.execute(
        sql: "INSERT INTO rescans VALUES (1, ?, 0, 0)", arguments: [options.detectorVersion])
      try append(.begun, detail: [], options.deed, db)
      return 0
    }
  }

  private func endRescan(_ report: RescanReport, _ options: RescanOptions) throws(StoreError) {
    guard report.isFinished else { return }
    try write { db in
      let changed = try Int64.fetchOne(db, sql: "SELECT changed FROM rescans") ?? 0
      try db.execute(sql: "DELETE FROM rescans")
      try append(
        .done, detail: [(.changed, changed), (.held, report.held)], options.deed, db)
    }
  }

  private func append(
    _ outcome: AuditEntry.Outcome, detail: [(AuditEntry.Detail, Int64)], _ deed: Deed,
    _ db: Database
  ) throws {
    let entry = AuditEntry(
      at: deed.now, actor: deed.actor, action: .rescan, objectKind: "records", objectID: nil,
      outcome: outcome, reason: deed.reason, detail: detail)
    try AuditLog(self).append(entry, to: db)
  }
}
