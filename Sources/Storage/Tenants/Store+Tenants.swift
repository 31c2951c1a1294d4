import GRDB
public import Retention

extension Store {
  /// Sets what holds for a tenant's data, and brings stored rows down to shorter periods.
  ///
  /// The tenant need not have any records yet. A shorter period holds for every read from the
  /// first commit on; rows learn of it in batches, which the next sweep finishes if this call is
  /// cut off. A longer one changes no row that is stored. Throws `StoreError`, `badTag` for a
  /// region or basis that is no code included.
  ///
  /// - Returns: how many stored rows got an earlier date.
  public func setTerms(
    ofTenant name: String, _ change: TenantTermsChange, _ deed: Deed
  ) throws(StoreError) -> Int64 {
    try deed.check()
    try change.check()
    let tenant = try write { db in
      let tenant = try TenantMaking(store: self, db: db).row(of: name, now: deed.now)
      try db.execute(
        sql: """
          UPDATE tenants SET region = coalesce(?, region),
            transfer_basis = coalesce(?, transfer_basis) WHERE id = ?
          """, arguments: [change.region, change.transferBasis, tenant])
      let periods = change.periods.sorted { $0.key.name < $1.key.name }
      for (dataClass, period) in periods {
        try setPeriod(period, of: dataClass, tenant: tenant, layer: change.layer, deed, db)
      }
      if periods.isEmpty {
        try append(.setTerms, tenant: tenant, detail: [], deed, db)
      } else {
        // Tells a running ingest that the dates it gives may be too late.
        try db.execute(
          sql: """
            UPDATE store_state SET terms_generation = terms_generation + 1,
              commit_number = commit_number + 1
            """)
      }
      return tenant
    }
    let shortened = try applyPeriodChanges()
    if shortened > 0 {
      try write { db in
        try append(.setTerms, tenant: tenant, detail: [(.shortened, shortened)], deed, db)
      }
    }
    return shortened
  }

  /// Ends a tenant's contract at a moment, which may lie ahead.
  ///
  /// From then on its records are read for its export, its people and the law alone; 30 days
  /// later the next sweep deletes them and destroys its keys. The end may be moved until those
  /// days are over.
  ///
  /// - Throws: `StoreError.notStored` when there is no such tenant; `refused` when it is too late
  ///   to move the end; `badTag`.
  public func terminateContract(
    ofTenant name: String, at end: Timestamp, _ deed: Deed
  ) throws(StoreError) -> ContractEnd {
    try deed.check()
    return try write { db in
      let tenant = try IdentityLookup(store: self, db: db).storedTenant(named: name)
      if let before = try LiveContracts(db).end(of: tenant),
        before.exportWindowEndsAt <= min(deed.now, ContractEnd(endsAt: end).exportWindowEndsAt)
      {
        throw StoreError.refused(.exportWindowOver)
      }
      try db.execute(
        sql: "UPDATE tenants SET contract_ends_at = ? WHERE id = ?",
        arguments: [end.milliseconds, tenant])
      try append(.terminateContract, tenant: tenant, detail: [(.until, end.milliseconds)], deed, db)
      return ContractEnd(endsAt: end)
    }
  }

  /// Finishes a change of periods that was cut off, so that no row stays longer than what was said last; a live writer
  /// that keeps the lock leaves it to the next opening.
  func finishPeriodChanges() throws(StoreError) {
    do { _ = try applyPeriodChanges() } catch .locked { return }
  }

  /// Finishes what changes of periods have left to do; says how many rows got an earlier date.
  func applyPeriodChanges() throws(StoreError) -> Int64 {
    var isDone = try StoreError.mapping {
      try queue.unsafeRead { try !PeriodChanges($0, sums).areThere }
    }
    var shortened: Int64 = 0
    let clock = ContinuousClock()
    while !isDone {
      try write { db in
        let began = clock.now
        repeat {
          guard let count = try PeriodChanges(db, sums).step() else {
            isDone = true
            break
          }
          shortened += count
        } while clock.now - began < .milliseconds(100)
      }
    }
    return shortened
  }

  private func setPeriod(
    _ period: Period, of dataClass: DataClass, tenant: Int64, layer: RetentionLayer,
    _ deed: Deed, _ db: Database
  ) throws {
    let code = try Self.code(of: dataClass, db)
    var days: Int?
    if case .days(let number) = period { days = number }
    try db.execute(
      sql: """
        INSERT INTO tenant_periods VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
          days = excluded.days, anchor = excluded.anchor, set_at = excluded.set_at
        """,
      arguments: [
        tenant, Int(code), Int(layer.rawValue), days, Int(Anchor.of(dataClass).rawValue),
        deed.now.milliseconds,
      ])
    try PeriodChanges(db, sums).add(tenant: tenant, classCode: code)
    try append(
      .setTerms, tenant: tenant,
      detail: [
        (.dataClass, Int64(code)), (.layer, Int64(layer.rawValue)), (.days, Int64(days ?? -1)),
      ], deed, db)
  }

  /// The class's code; a class the store does not know gets the next one.
  private static func code(of dataClass: DataClass, _ db: Database) throws -> UInt16 {
    let registry = try DataClassRegistry.fetch(db)
    if let code = registry.code(of: dataClass) { return code }
    let last = registry.entries.last?.code ?? 0
    let code = max(last + 1, DataClassRegistry.firstCustomCode)
    try db.execute(
      sql: "INSERT INTO classes VALUES (?, ?)", arguments: [Int(code), dataClass.name])
    return code
  }

  private func append(
    _ action: AuditEntry.Action, tenant: Int64, detail: [(AuditEntry.Detail, Int64)],
    _ deed: Deed, _ db: Database
  ) throws {
    let entry = AuditEntry(
      at: deed.now, actor: deed.actor, action: action, objectKind: "tenant", objectID: tenant,
      outcome: .done, reason: deed.reason, detail: [(.tenant, tenant)] + detail)
    try AuditLog(self).append(entry, to: db)
  }
}
