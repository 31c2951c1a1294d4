import GRDB
import Retention

/// Ends what is left of a tenant when nothing of it is stored any more: its name and its keys.
///
/// Counts, certificates and audit entries stay, under a number that nobody can trace to a name.
struct TenantClosure {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// Closes the tenants whose export window has passed at a moment and of whom no record is left,
  /// nor anything to be deleted outside the store, which their keys name.
  ///
  /// - Returns: their numbers, and the keys to destroy.
  func closeEnded(asOf moment: Timestamp) throws -> (tenants: [Int64], keys: [Int64]) {
    let tenants = try Int64.fetchAll(
      db,
      sql: """
        SELECT id FROM tenants WHERE contract_ends_at <= ? AND sealing_key != 0
          AND NOT EXISTS (SELECT 1 FROM expiry_spans WHERE tenant = tenants.id)
          AND NOT EXISTS (SELECT 1 FROM deletions WHERE tenant = tenants.id)
          AND NOT EXISTS (
            SELECT 1 FROM holds WHERE tenant = tenants.id AND released_at IS NULL)
        ORDER BY id
        """,
      arguments: [LiveContracts.lastEnd(withWindowOverAt: moment).milliseconds])
    return (tenants, try tenants.flatMap(close))
  }

  /// Closes again the tenants that a restored copy of the store brought back.
  func closeThose(withKeysAmong destroyed: Set<Int64>) throws {
    let rows = try Row.fetchAll(db, sql: "SELECT id, sealing_key FROM tenants ORDER BY id")
    for row in rows where destroyed.contains(try row.value(1)) { _ = try close(try row.value(0)) }
  }

  /// - Returns: the tenant's keys.
  private func close(_ tenant: Int64) throws -> [Int64] {
    let row = try Row.fetchOne(
      db, sql: "SELECT identity_key, pseudonym_key, sealing_key FROM tenants WHERE id = ?",
      arguments: [tenant])
    guard let row else { return [] }
    let keys: [Int64] = [try row.value(0), try row.value(1), try row.value(2)]
    for sql in [
      "DELETE FROM holds WHERE tenant = ?",
      "UPDATE subject_requests SET sealed_folder = NULL WHERE tenant = ?",
      "DELETE FROM conversations WHERE tenant = ?",
      // What somebody consented to is never deleted; without the tenant's keys it is nobody's.
      """
      DELETE FROM subjects WHERE tenant = ?
        AND NOT EXISTS (SELECT 1 FROM consents WHERE subject = subjects.id)
      """,
    ] { try db.execute(sql: sql, arguments: [tenant]) }
    try db.execute(
      sql: """
        UPDATE tenants SET hash = randomblob(16), sealed_name = x'', identity_key = 0,
          pseudonym_key = 0, sealing_key = 0 WHERE id = ?
        """, arguments: [tenant])
    return keys
  }
}
