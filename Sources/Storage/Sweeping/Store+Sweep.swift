import GRDB
public import Retention

extension Store {
  /// Deletes what is past its date and under no hold, and destroys the keys that nothing needs
  /// any more; then empties the write-ahead logs.
  ///
  /// Works in batches, between which other writers have their turn. Each batch is one commit: rows,
  /// summary, certificates, audit entry and the intent to destroy their keys, which then go from
  /// the ring. Stopped or killed at any moment, the next opening finishes what was begun, and the
  /// next sweep goes on.
  ///
  /// - Throws: `StoreError`, `badTag` for a reason or actor that is no code included; what was
  ///   committed stays deleted.
  ///
  /// Complexity: linear in the records of those commits that hold expired ones.
  public func sweep(_ options: SweepOptions) throws(StoreError) -> SweepReport {
    try Tag.checkCode(options.reason, name: "reason")
    try Tag.checkActor(options.actor)
    var sweep = Sweep(store: self, options: options)
    return try sweep.run()
  }

  /// What a sweep would do at a moment, future ones included; nothing is changed. That it was asked is in the audit log.
  public func previewSweep(asOf moment: Timestamp, _ deed: Deed) throws(StoreError) -> SweepReport {
    try auditListing(.previewSweep, of: "records", deed)
    return try StoreError.mapping {
      try queue.unsafeRead { db in
        var report = SweepReport(asOf: moment)
        try Self.decide(SweepPlan(db, asOf: moment), asOf: moment, db: db) { mayDelete, holds in
          if mayDelete { report.deleted += 1 } else { report.held += 1 }
          for hold in holds { report.heldBy[hold, default: 0] += 1 }
        }
        report.quarantinedDeleted =
          try Int64.fetchOne(
            db, sql: "SELECT count(*) FROM quarantine WHERE expires_at <= ?",
            arguments: [moment.milliseconds]) ?? 0
        return report
      }
    }
  }

  /// Decides over every expired row of a plan.
  static func decide(
    _ plan: SweepPlan, asOf moment: Timestamp, db: Database,
    _ body: (_ mayDelete: Bool, _ holds: [Int64]) -> Void
  ) throws {
    let (holds, contracts) = (try LiveHolds(db), try LiveContracts(db))
    for window in plan.windows {
      for row in try StoredRow.expired(db, in: window, asOf: moment) {
        let decision = try row.decision(holds, contracts, at: moment)
        body(decision.retention.mayDelete, decision.holds)
      }
    }
  }

  /// Moves the write-ahead log into the store's file and empties it; says whether it did.
  ///
  /// A reader that looks at an older state stands in the way; it is given a few seconds.
  func truncateWAL() throws(StoreError) -> Bool {
    let turn = try takeTurn()
    defer { extendLifetime(turn) }
    return try StoreError.mapping { try queue.writeWithoutTransaction { try $0.truncateWAL() } }
  }
}

extension Database {
  /// Empties the write-ahead log; false when somebody kept it in use for two seconds.
  func truncateWAL() throws -> Bool {
    do {
      _ = try waiting(2_000) { try checkpoint(.truncate) }
      return true
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      return false
    }
  }
}
