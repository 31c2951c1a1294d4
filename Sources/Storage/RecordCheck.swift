import GRDB
import Keys
import Retention

import struct Foundation.Data

/// Opens the records of stretches of sequence numbers, on one thread.
final class RecordCheck {
  static let windowLength: Int64 = 1_024

  private let store: Store
  private let checks: Verifier
  private var opener: RecordOpener
  private let registry: DataClassRegistry
  private var schedules: [Int64: RetentionSchedule] = [:]

  init(_ store: Store, _ checks: Verifier) throws {
    self.store = store
    self.checks = checks
    opener = try RecordOpener(store: store)
    registry = try store.queue.unsafeRead { try DataClassRegistry.fetch($0) }
  }

  /// Opens every record of a stretch, and looks at its date.
  func check(_ window: Range<Int64>) throws {
    let rows = try store.queue.unsafeRead { db in
      try Row.fetchAll(
        db.cachedStatement(sql: "SELECT * FROM records WHERE seq >= ? AND seq < ?"),
        arguments: [window.lowerBound, window.upperBound])
    }
    for row in rows {
      let row = Selection.Row(row)
      try checks.note {
        switch try opener.condition(of: row) {
        case .whole(let tenant): try checkDate(of: row, tenant: tenant)
        case .keyDestroyed: checks.add(.recordWithoutKey, row.seq)
        case .gone: break
        }
      }
    }
    checks.count(rows.count)
  }

  /// A record may stay shorter than today's rules say, never longer: whichever moment its period
  /// was counted from.
  private func checkDate(of row: Selection.Row, tenant: Int64) throws {
    guard let dataClass = registry.dataClass(of: row.classCode) else { return }
    let schedule: RetentionSchedule
    if let known = schedules[tenant] {
      schedule = known
    } else {
      schedule = try store.queue.unsafeRead { try RetentionSchedule.fetch($0, tenant: tenant) }
      schedules[tenant] = schedule
    }
    guard let rule = schedule.rule(for: dataClass), rule.anchor == .occurred,
      let latest = rule.expiry(
        occurredAt: max(row.occurredAt, row.ingestedAt), accountDeletedAt: nil)
    else { return }
    if row.expiresAt.map({ $0 > latest }) ?? true { checks.add(.expiry, row.seq) }
  }
}
