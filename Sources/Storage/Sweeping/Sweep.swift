import GRDB
import Retention

/// One sweep at work.
struct Sweep {
  private let store: Store
  private let options: SweepOptions
  private var report: SweepReport
  private var rest: ArraySlice<ClosedRange<Int64>> = []
  private var lastPlanned: Int64 = 0
  private var hasCommitted = false

  init(store: Store, options: SweepOptions) {
    self.store = store
    self.options = options
    report = SweepReport(asOf: options.asOf)
  }

  mutating func run() throws(StoreError) -> SweepReport {
    let erased = try store.eraseDueSubjects(
      Deed(actor: options.actor, reason: options.reason, now: options.clock()))
    report.deleted += erased.deleted
    report.keysDestroyed += erased.keysDestroyed
    report.listed += erased.listed
    _ = try store.applyPeriodChanges()
    let plan = try StoreError.mapping {
      try store.queue.unsafeRead { try SweepPlan($0, asOf: options.asOf) }
    }
    rest = plan.windows[...]
    lastPlanned = plan.ranges.last?.upperBound ?? 0
    while !rest.isEmpty, !options.shouldStop() { try runBatch() }
    if !options.shouldStop() { try sweepQuarantine() }
    if !options.shouldStop() { try closeTenants() }
    try store.write { db in
      try DoomedKeys(db, store.sums).destroy(in: store.ring)
      if !hasCommitted { try audit(.records, deleted: 0, keys: 0, in: db) }
    }
    try countWhatIsLeft()
    let isStoreEmptied = try store.truncateWAL()
    let isRingEmptied = try store.ring.scrub()
    report.isWALTruncated = isStoreEmptied && isRingEmptied
    return report
  }

  /// One commit: as many windows as its time allows.
  private mutating func runBatch() throws(StoreError) {
    let asked = options.clock().milliseconds
    try store.write { db in
      let began = options.clock().milliseconds
      let limit = max(options.millisecondsPerBatch, began - asked)
      // Those of the batch before: one wait for the lock serves both.
      try DoomedKeys(db, store.sums).destroy(in: store.ring)
      try store.ring.dropKeysOfUnfinishedCommit(after: StoreState.fetch(db).commitNumber)
      let (holds, contracts) = (try LiveHolds(db), try LiveContracts(db))
      let now = options.clock()
      var removals = try [Removal.Cause.expiry, .contractEnd].map {
        try Removal(store, db, cause: $0, at: now)
      }
      repeat {
        guard let window = rest.popFirst() else { break }
        try take(window, holds: holds, contracts: contracts, removals: &removals, in: db)
      } while options.clock().milliseconds - began < limit
      for index in removals.indices where removals[index].deleted > 0 {
        let keys = try removals[index].finish()
        let deleted = removals[index].deleted
        report.deleted += deleted
        report.keysDestroyed += keys
        report.listed += removals[index].listed
        try audit(
          .records, deleted: deleted, keys: keys, listed: removals[index].listed, in: db)
        hasCommitted = true
      }
    }
  }

  /// Deletes what may go among a stretch of sequence numbers.
  private mutating func take(
    _ window: ClosedRange<Int64>, holds: LiveHolds, contracts: LiveContracts,
    removals: inout [Removal], in db: Database
  ) throws {
    let rows = try StoredRow.expired(db, in: window, asOf: options.asOf)
    // Rows that go for one reason and lie next to each other go in one statement.
    var free = 0
    var reason = 0
    for (index, row) in rows.enumerated() {
      let decision = try row.decision(holds, contracts, at: options.asOf)
      let isKept = !decision.retention.mayDelete
      let next = decision.retention.ground == .contractEnd ? 1 : 0
      guard isKept || next != reason else { continue }
      try removals[reason].delete(rows[free..<index])
      free = isKept ? index + 1 : index
      reason = next
      guard isKept else { continue }
      report.held += 1
      for hold in decision.holds { report.heldBy[hold, default: 0] += 1 }
    }
    try removals[reason].delete(rows[free...])
  }

  /// Ends tenants of whom nothing is left, and dooms their keys.
  private mutating func closeTenants() throws(StoreError) {
    report.keysDestroyed += try store.write { db in
      let (tenants, keys) = try TenantClosure(db).closeEnded(asOf: options.asOf)
      try DoomedKeys(db, store.sums).add(keys)
      for tenant in tenants {
        let entry = AuditEntry(
          at: options.clock(), actor: options.actor, action: .closeTenant, objectKind: "tenant",
          objectID: tenant, outcome: .done, reason: options.reason, detail: [(.tenant, tenant)])
        try AuditLog(store).append(entry, to: db)
      }
      return Int64(keys.count)
    }
  }

  /// Deletes quarantined lines past their seven days, and the keys of days that have none left.
  private mutating func sweepQuarantine() throws(StoreError) {
    try store.write { db in
      try db.execute(
        sql: "DELETE FROM quarantine WHERE expires_at <= ?",
        arguments: [options.asOf.milliseconds])
      let lines = Int64(db.changesCount)
      // A day's key may get lines until the day is over, and is needed until the last one goes.
      let keys = try Int64.fetchAll(
        db,
        sql: """
          SELECT key FROM quarantine_days WHERE day < ?
          AND NOT EXISTS (SELECT 1 FROM quarantine AS q WHERE q.key = quarantine_days.key)
          """, arguments: [options.asOf.day - QuarantineDay.periodInDays])
      guard lines > 0 || !keys.isEmpty else { return }
      for key in keys {
        try db.execute(sql: "DELETE FROM quarantine_days WHERE key = ?", arguments: [key])
      }
      try DoomedKeys(db, store.sums).add(keys)
      try audit(.quarantine, deleted: lines, keys: Int64(keys.count), in: db)
      report.quarantinedDeleted = lines
      report.keysDestroyed += Int64(keys.count)
    }
  }

  /// Counts what came in since the plan was made, and what a stop left.
  private mutating func countWhatIsLeft() throws(StoreError) {
    let reached = rest.first.map { $0.lowerBound - 1 } ?? lastPlanned
    report.expiredLeft = try StoreError.mapping {
      try store.queue.unsafeRead { db in
        var left: Int64 = 0
        let plan = try SweepPlan(db, asOf: options.asOf, after: reached)
        try Store.decide(plan, asOf: options.asOf, db: db) { mayDelete, _ in
          if mayDelete { left += 1 }
        }
        return left
      }
    }
  }

  private enum Object: String {
    case records, quarantine
  }

  private func audit(
    _ object: Object, deleted: Int64, keys: Int64, listed: Int64 = 0, in db: Database
  ) throws {
    let entry = AuditEntry(
      at: options.clock(), actor: options.actor, action: .sweep, objectKind: object.rawValue,
      objectID: nil, outcome: .done, reason: options.reason,
      detail: [(.deleted, deleted), (.keys, keys)] + (listed > 0 ? [(.deletions, listed)] : []))
    try AuditLog(store).append(entry, to: db)
  }
}
