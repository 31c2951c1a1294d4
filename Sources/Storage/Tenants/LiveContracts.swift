import GRDB
import Retention

/// The ends of tenants' contracts, ready to be asked about any row.
struct LiveContracts {
  private let ends: [Int64: ContractEnd]

  /// The contracts as this transaction sees them.
  init(_ db: Database) throws {
    var ends: [Int64: ContractEnd] = [:]
    let rows = try Row.fetchCursor(
      db, sql: "SELECT id, contract_ends_at FROM tenants WHERE contract_ends_at IS NOT NULL")
    while let row = try rows.next() {
      ends[try row.value(0)] = ContractEnd(endsAt: Timestamp(milliseconds: try row.value(1)))
    }
    self.ends = ends
  }

  /// The end of a tenant's contract, once it has a date.
  func end(of tenant: Int64) -> ContractEnd? { ends[tenant] }

  /// The latest end of a contract whose export window has passed at a moment.
  static func lastEnd(withWindowOverAt moment: Timestamp) -> Timestamp {
    moment.adding(days: -ContractEnd.exportWindowInDays)
  }

  /// Why a tenant's records are not read for a purpose, if the end of its contract says so.
  func refusal(
    of tenant: Int64, for purpose: Purpose, at moment: Timestamp
  ) -> StoreError.Refusal? {
    guard let end = ends[tenant], end.endsAt <= moment else { return nil }
    switch purpose {
    case .legal: return nil
    case .access, .portability:
      return end.exportWindowEndsAt <= moment ? .exportWindowOver : nil
    case .service, .support, .security, .training: return .contractEnded
    }
  }
}
