import GRDB
import Retention
import Synchronization

extension Ingest {
  /// The row with the date that today's periods give it, where they are shorter than those it was
  /// sealed by.
  ///
  /// Workers keep the periods they began with, as asking for others would cost a lookup a record.
  func withTodaysDate(
    _ row: SealedRow, tenant: Int64, ingestedAt: Timestamp, in db: Database
  ) throws -> SealedRow {
    let schedule = try schedules[tenant] ?? RetentionSchedule.fetch(db, tenant: tenant)
    schedules[tenant] = schedule
    guard let dataClass = sealing.registry.dataClass(of: row.classCode),
      let rule = schedule.rule(for: dataClass)
    else { return row }
    let start = options.retainsFromIngest ? ingestedAt : row.occurredAt
    guard let expiry = rule.expiry(occurredAt: start, accountDeletedAt: nil),
      row.expiresAt.map({ expiry < $0 }) ?? true
    else { return row }
    var row = row
    row.expiresAt = expiry
    return row
  }

  /// Sees whether a tenant's periods were changed since the run began.
  func noteTerms(_ state: StoreState) {
    guard state.termsGeneration != termsGeneration else { return }
    termsGeneration = state.termsGeneration
    hasNewTerms = true
    schedules.removeAll()
  }
}
