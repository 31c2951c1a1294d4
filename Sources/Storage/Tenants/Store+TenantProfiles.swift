import GRDB
import Retention

extension Store {
  /// What holds for each tenant, in the order they came; closed ones, which have no name, aside. That it is read is in
  /// the audit log.
  ///
  /// - Parameter name: only this one.
  /// - Throws: `StoreError.notStored` when there is no tenant of that name.
  public func listTenantProfiles(
    named name: String? = nil, _ deed: Deed
  ) throws(StoreError) -> [TenantProfile] {
    try auditListing(.listTenants, of: "tenant", deed)
    return try tenantProfiles(named: name)
  }

  package func tenantProfiles(named name: String? = nil) throws(StoreError) -> [TenantProfile] {
    try StoreError.mapping {
      var opener = try RecordOpener(store: self)
      let rows = try queue.unsafeRead { db in
        let only = try name.map {
          try IdentityLookup(store: self, db: db).storedTenant(named: $0)
        }
        return try Row.fetchAll(
          db,
          sql: """
            SELECT *, (SELECT sum(count) FROM expiry_spans WHERE tenant = tenants.id) AS records
            FROM tenants WHERE sealing_key != 0 AND (?1 IS NULL OR id = ?1) ORDER BY id
            """, arguments: [only])
      }
      return try rows.map { row in
        let id: Int64 = try row.value("id")
        let schedule = try queue.unsafeRead { try RetentionSchedule.fetch($0, tenant: id) }
        let end = (try row.value("contract_ends_at") as Int64?).map { Timestamp(milliseconds: $0) }
        return TenantProfile(
          name: try opener.tenantName(id), region: try row.value("region"),
          transferBasis: try row.value("transfer_basis"),
          contractEnd: end.map(ContractEnd.init(endsAt:)),
          terms: schedule.entries.map {
            TenantProfile.Term(
              dataClass: $0.dataClass, layer: $0.layer, rule: $0.rule, isDeciding: $0.isDeciding)
          }, records: try row.value("records") ?? 0)
      }
    }
  }
}
