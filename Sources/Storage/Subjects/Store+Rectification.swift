import GRDB
import Keys
import Retention

extension Store {
  /// Puts corrected content in a record's place (GDPR Art. 16), under a fresh seal of its key.
  ///
  /// What was found in it before stays counted beside what is found now. Owner, purpose, dates and
  /// number stay as they are.
  ///
  /// - Parameter correct: makes the new content of the old; what it throws ends the attempt.
  /// - Throws: `StoreError.notStored` for a number that no readable record of the tenant has;
  ///   `StoreError.changedMeanwhile` when somebody else changed or removed it; `badTag`.
  package func rectify(
    _ seq: Int64, tenant: String, _ deed: Deed,
    _ correct: (StoredRecord) throws -> RecordContent
  ) throws {
    try deed.check()
    var opener = try StoreError.mapping { try RecordOpener(store: self) }
    let found = try StoreError.mapping {
      let row = try queue.unsafeRead { db in
        try Row.fetchOne(db, sql: "SELECT * FROM records WHERE seq = ?", arguments: [seq])
      }
      let record = try row.flatMap {
        try opener.open(Selection.Row($0), for: .access, at: deed.now)
      }
      guard let row, let record, record.tenant == tenant else {
        throw StoreError.notStored(.record)
      }
      return (row: try Selection.Row(row), record: record)
    }
    let content = try correct(found.record)
    let change = try StoreError.mapping { try ContentChange(found.row, content, opener: &opener) }
    try write { db in
      var ledger = SpanLedger(db)
      guard let place = try change.apply(to: db, sums, &ledger)?.place else {
        throw StoreError.changedMeanwhile
      }
      try ledger.flush()
      let entry = AuditEntry(
        at: deed.now, actor: deed.actor, action: .rectify, objectKind: "record", objectID: seq,
        outcome: .done, reason: deed.reason,
        detail: [(.tenant, place.tenant), (.subject, place.subject)])
      try AuditLog(self).append(entry, to: db)
    }
  }
}
