import GRDB
public import Keys
import Retention

import struct Foundation.Data

extension Store {
  /// Gives the records of an export to `body`, in stored order.
  ///
  /// For training only those on which every rule holds: explicit consent of everybody in them that
  /// was not taken back, nobody a child, nothing held, restricted, expired or to be erased. The
  /// export is in the audit log before the first record is given. The caller writes them down where
  /// nobody reads them yet and calls ``finish(_:path:sha256:_:)``.
  ///
  /// - Throws: `StoreError.refused` for a tenant whose contract's end forbids it, and for training from a store
  ///   that is older than its key ring; `badTag`, or what `body` throws.
  public func export(
    _ request: ExportRequest, _ deed: Deed, _ body: (StoredRecord) throws -> Void
  ) throws -> ExportDraft {
    try deed.check()
    // Which rows there are is asked as for a portability: consent is asked of each row below.
    let isTraining = request.purpose == .training
    var query = RecordQuery(
      purpose: isTraining ? .portability : request.purpose, actor: deed.actor, now: deed.now)
    query.tenant = request.tenant
    query.subject = request.subject
    let selection = try StoreError.mapping {
      try queue.unsafeRead { try Selection(query, store: self, db: $0) }
    }
    var draft = try beginExport(request, selection, deed)
    guard !selection.isEmpty else { return draft }
    var opener = try StoreError.mapping { try RecordOpener(store: self) }
    var gate = TrainingGate(store: self, at: deed.now)
    var after: Int64 = 0
    while true {
      let page = try StoreError.mapping {
        try queue.unsafeRead { try selection.page(after: after, limit: .max, db: $0) }
      }
      guard let last = page.last else { return draft }
      for row in page {
        let record = try StoreError.mapping {
          isTraining
            ? try opener.open(row, through: &gate, into: &draft)
            : try opener.open(row, for: request.purpose, at: deed.now, into: &draft)
        }
        guard let record else { continue }
        try body(record)
        draft.records += 1
        draft.recordsByTenant[record.tenant, default: 0] += 1
      }
      after = last.seq
    }
  }

  /// Notes an export that lies ready, so that a later withdrawal finds it.
  ///
  /// Whatever has its name when this returns is noted; one whose name never came is noted too.
  public func finish(
    _ draft: ExportDraft, path: String, sha256: Digest32, _ deed: Deed
  ) throws(StoreError) {
    try write { db in
      try db.execute(
        sql: "INSERT INTO exports VALUES (?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          draft.id, Int(draft.purpose.rawValue), deed.now.milliseconds, deed.actor, draft.records,
          Data(sha256.bytes), ExportPath(self).sealed(path, export: draft.id),
        ])
      let statement = try db.cachedStatement(sql: "INSERT INTO export_subjects VALUES (?, ?, ?)")
      for (subject, records) in draft.recordsBySubject {
        try statement.execute(arguments: [subject, draft.id, records])
      }
      try append(.finishExport, draft, outcome: .done, reason: deed.reason, deed, db)
    }
  }

  /// Notes that an export was given up because no record may be used for it.
  public func refuse(_ draft: ExportDraft, _ deed: Deed) throws(StoreError) {
    try write { db in
      try append(
        .finishExport, draft, outcome: .refused,
        reason: StoreError.Refusal.nothingToTrainOn.rawValue, deed, db)
    }
  }

  /// Gives the consents that an export relies on to `body`, in the order they were given.
  public func readConsents(
    of draft: ExportDraft, _ body: (ConsentRelied) throws -> Void
  ) throws {
    for id in draft.consents.sorted() {
      let found = try StoreError.mapping {
        try queue.unsafeRead { try ConsentLog(self, $0).consent(id) }
      }
      if let found { try body(found) }
    }
  }

  private func beginExport(
    _ request: ExportRequest, _ selection: Selection, _ deed: Deed
  ) throws(StoreError) -> ExportDraft {
    let (draft, refusal) = try write { db in
      let noted = try Int64.fetchOne(
        db, sql: "SELECT max(object_id) FROM audit WHERE object_kind = 'export'")
      let draft = ExportDraft(id: try (noted ?? 0).checked() + 1, purpose: request.purpose)
      var refusal: StoreError.Refusal?
      if request.tenant != nil, let tenant = selection.tenants?.first {
        refusal = try LiveContracts(db).refusal(of: tenant, for: request.purpose, at: deed.now)
      }
      if request.purpose == .training, try !continuesConfirmedAudit(db) { refusal = .olderThanRing }
      var detail: [(AuditEntry.Detail, Int64)] = []
      if let tenant = selection.tenants?.first { detail.append((.tenant, tenant)) }
      if let subject = selection.subjects?.first { detail.append((.subject, subject)) }
      try append(
        .export, draft, outcome: refusal == nil ? .done : .refused,
        reason: refusal?.rawValue ?? deed.reason, detail: detail, deed, db)
      return (draft, refusal)
    }
    if let refusal { throw .refused(refusal) }
    return draft
  }

  private func append(
    _ action: AuditEntry.Action, _ draft: ExportDraft, outcome: AuditEntry.Outcome,
    reason: String?, detail: [(AuditEntry.Detail, Int64)]? = nil, _ deed: Deed, _ db: Database
  ) throws {
    let counts: [(AuditEntry.Detail, Int64)] = [
      (.exported, draft.records), (.withheld, draft.refused.values.reduce(0, +)),
    ]
    let entry = AuditEntry(
      at: deed.now, actor: deed.actor, action: action, objectKind: "export", objectID: draft.id,
      outcome: outcome, reason: reason,
      detail: [(.purpose, Int64(draft.purpose.rawValue))] + (detail ?? counts))
    try AuditLog(self).append(entry, to: db)
  }
}

extension RecordOpener {
  /// The record of a row, if it may be read for a purpose; counts whose it is.
  fileprivate mutating func open(
    _ row: Selection.Row, for purpose: Purpose, at now: Timestamp, into draft: inout ExportDraft
  ) throws -> StoredRecord? {
    guard let record = try open(row, for: purpose, at: now) else { return nil }
    draft.recordsBySubject[try participant(row.participant).subjectRow, default: 0] += 1
    return record
  }

  /// The record of a row for training, if the gate lets it through; counts either way.
  fileprivate mutating func open(
    _ row: Selection.Row, through gate: inout TrainingGate, into draft: inout ExportDraft
  ) throws -> StoredRecord? {
    guard let circumstances = try circumstances(of: row) else { return nil }
    let (refusal, parties) = try gate.decide(row, circumstances)
    if let refusal {
      draft.refused[refusal, default: 0] += 1
      return nil
    }
    let record = try open(row, keptFor: circumstances.keptFor, expiresAt: row.expiresAt)
    guard let record else { return nil }
    for party in parties {
      draft.recordsBySubject[party.subject, default: 0] += 1
      if let consent = party.consent { draft.consents.insert(consent.id) }
    }
    return record
  }
}
