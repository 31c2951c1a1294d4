import GRDB

/// Compares what is set with what the audit log says was set: periods, contracts' ends, holds.
///
/// Such rows have to be read by SQL, so that no seal can cover them; the log's chain does.
struct SettingsCheck {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// Tenants whose periods or contract's end nobody set so.
  func changedTenants() throws -> Set<Int64> {
    try Int64.fetchSet(db, sql: Self.changedPeriods)
      .union(Int64.fetchSet(db, sql: Self.changedContracts))
  }

  /// Holds that nobody released, and yet are, or the other way round, or that are gone.
  func changedHolds() throws -> Set<Int64> {
    try Int64.fetchSet(db, sql: Self.changedReleases)
      .union(Int64.fetchSet(db, sql: Self.missingHolds))
  }

  // With max(id), the other columns are those of the last entry (sqlite.org/lang_select.html,
  // "Bare columns in an aggregate query").
  private static let changedPeriods = """
    WITH said AS (
      SELECT object_id AS tenant, json_extract(detail, '$.class') AS class,
        json_extract(detail, '$.layer') AS layer,
        nullif(json_extract(detail, '$.days'), -1) AS days, max(id)
      FROM audit
      WHERE action = 'set-terms' AND json_extract(detail, '$.class') IS NOT NULL
      GROUP BY 1, 2, 3
    )
    SELECT coalesce(s.tenant, p.tenant) FROM said AS s FULL JOIN tenant_periods AS p
      ON p.tenant = s.tenant AND p.class = s.class AND p.layer = s.layer
    WHERE p.tenant IS NULL OR s.tenant IS NULL OR p.days IS NOT s.days
    """

  private static let changedContracts = """
    WITH said AS (
      SELECT object_id AS tenant, json_extract(detail, '$.until') AS until, max(id) FROM audit
      WHERE action = 'terminate-contract' AND outcome = 'done' GROUP BY 1
    )
    SELECT t.id FROM tenants AS t LEFT JOIN said AS s ON s.tenant = t.id
    WHERE t.contract_ends_at IS NOT s.until
    """

  private static let changedReleases = """
    SELECT h.id FROM holds AS h
    LEFT JOIN audit AS a ON a.action = 'release-hold' AND a.object_id = h.id
    WHERE h.released_at IS NOT a.at
    """

  /// A closed tenant's holds go with it.
  private static let missingHolds = """
    SELECT object_id FROM audit WHERE action = 'place-hold'
      AND object_id NOT IN (SELECT id FROM holds)
      AND json_extract(detail, '$.tenant') NOT IN (SELECT id FROM tenants WHERE sealing_key = 0)
    """
}
