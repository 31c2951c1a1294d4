import GRDB
import Keys
import Retention

extension Store {
  /// Gives every record that the query selects and its purpose allows to `body`, in stored order.
  ///
  /// Expired rows are never given, save to the law those that a hold keeps. The read is in the audit log before the first record is;
  /// `training` is refused, and so is that. Memory stays flat: rows come a page of about 1 MiB at
  /// a time, and no lock is held while `body` runs.
  ///
  /// - Returns: how many records were given.
  /// - Throws: `StoreError`, `badTag` for a reason or actor that is no code included, or what `body` throws, which ends the read.
  @discardableResult
  public func readRecords(
    _ query: RecordQuery, _ body: (StoredRecord) throws -> Void
  ) throws -> Int {
    try Tag.checkCode(query.reason, name: "reason")
    try Tag.checkActor(query.actor)
    let selection = try StoreError.mapping {
      try queue.unsafeRead { try Selection(query, store: self, db: $0) }
    }
    if let refusal = try StoreError.mapping({ try refusal(of: query, selection) }) {
      try audit(query, selection, outcome: .refused, reason: refusal)
      throw StoreError.refused(refusal)
    }
    try audit(query, selection, outcome: .done, reason: nil)
    guard !selection.isEmpty else { return 0 }
    var opener = try StoreError.mapping { try RecordOpener(store: self) }
    var given = 0
    var after: Int64 = 0
    while given < query.limit ?? .max {
      let page = try StoreError.mapping {
        try queue.unsafeRead {
          try selection.page(after: after, limit: (query.limit ?? .max) - given, db: $0)
        }
      }
      guard let last = page.last else { break }
      for row in page {
        guard
          let record = try StoreError.mapping({
            try opener.open(row, for: query.purpose, at: query.now)
          })
        else { continue }
        try body(record)
        given += 1
      }
      after = last.seq
    }
    return given
  }

  /// Why a query is answered with nothing at all, if a rule says so.
  private func refusal(
    of query: RecordQuery, _ selection: Selection
  ) throws -> StoreError.Refusal? {
    guard query.purpose != .training else { return .trainingRead }
    guard query.tenant != nil, let tenant = selection.tenants?.first else { return nil }
    return try queue.unsafeRead {
      try LiveContracts($0).refusal(of: tenant, for: query.purpose, at: query.now)
    }
  }

  private func audit(
    _ query: RecordQuery, _ selection: Selection, outcome: AuditEntry.Outcome,
    reason: StoreError.Refusal?
  ) throws(StoreError) {
    var detail: [(AuditEntry.Detail, Int64)] = [(.purpose, Int64(query.purpose.rawValue))]
    if let tenant = selection.tenants?.first { detail.append((.tenant, tenant)) }
    if let subject = selection.subjects?.first { detail.append((.subject, subject)) }
    if let conversation = selection.conversations?.first {
      detail.append((.conversation, conversation))
    }
    let entry = AuditEntry(
      at: query.now, actor: query.actor, action: .readRecords, objectKind: "records",
      objectID: nil, outcome: outcome, reason: reason?.rawValue ?? query.reason, detail: detail)
    try audit(entry)
  }
}
