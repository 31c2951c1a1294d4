import GRDB
import Keys
import Retention

extension Store {
  /// Begins a run of taking records in; nothing is written before its first batch.
  ///
  /// Throws `StoreError.noPeriod` when the run names a class no layer gives a period, and
  /// `StoreError.badTag` for a tag that is no code;
  /// `refused` when the run names a tenant whose contract has ended.
  public func beginIngest(_ options: IngestOptions) throws(StoreError) -> Ingest {
    try Tag.checkCode(options.jurisdiction, name: "jurisdiction")
    try Tag.checkCode(options.noticeVersion, name: "notice-version")
    try Tag.checkCode(options.reason, name: "reason")
    try Tag.checkActor(options.actor)
    // Before anybody is looked up, so that whatever changes afterwards is noticed.
    let state = try StoreError.mapping { try queue.unsafeRead { try StoreState.fetch($0) } }
    try checkContract(options)
    let stored = try StoredIdentities(store: self)
    let directory = try IdentityDirectory(stored: stored)
    let registry = try StoreError.mapping {
      try queue.unsafeRead { try DataClassRegistry.fetch($0) }
    }
    try checkPeriod(options, stored: stored, registry: registry)
    if options.dropsKnownIDs { try addUniqueIndex() }
    let sealing = RecordSealing(
      directory: directory, storeIdentityKey: keys.identity, registry: registry,
      options: options, entityKeys: options.entities.map { Array("\"\($0)\":".utf8) })
    return Ingest(
      store: self, options: options, sealing: sealing, began: state)
  }

  /// Nothing more is taken in for a tenant whose contract has ended, when the run names it.
  private func checkContract(_ options: IngestOptions) throws(StoreError) {
    guard let name = options.tenant else { return }
    let now = options.clock()
    let ended = try StoreError.mapping {
      try queue.unsafeRead { db in
        let tenant = try IdentityLookup(store: self, db: db).tenant(named: name)
        let end = try tenant.flatMap { try LiveContracts(db).end(of: $0) }
        return end.map { $0.endsAt <= now } == true ? tenant : nil
      }
    }
    guard let ended else { return }
    try audit(
      AuditEntry(
        at: now, actor: options.actor, action: .ingest, objectKind: "tenant", objectID: ended,
        outcome: .refused, reason: StoreError.Refusal.contractEnded.rawValue,
        detail: [(.tenant, ended)]))
    throw .refused(.contractEnded)
  }

  private func checkPeriod(
    _ options: IngestOptions, stored: StoredIdentities, registry: DataClassRegistry
  ) throws(StoreError) {
    guard let dataClass = options.dataClass else { return }
    let refusal = StoreError.noPeriod(dataClass: dataClass.name)
    guard let code = registry.code(of: dataClass) else { throw refusal }
    if RetentionSchedule().rule(for: dataClass) != nil { return }
    let hasPeriod = try StoreError.mapping {
      guard let name = options.tenant else {
        // Any tenant may come: one that has a period is enough to begin.
        return try queue.unsafeRead { db in
          try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM tenant_periods WHERE class = ?)",
            arguments: [Int(code)]) ?? false
        }
      }
      var hasher = try KeyedHasher(key: keys.identity)
      let bytes = Array(name.utf8)
      let tenant = try stored.tenant(hash: IdentityHash.tenant(bytes, &hasher), name: bytes)
      return tenant?.schedule.rule(for: dataClass) != nil
    }
    guard hasPeriod else { throw refusal }
  }

  /// The index that only runs which drop known ids pay for.
  private func addUniqueIndex() throws(StoreError) {
    try StoreError.mapping {
      try queue.write { db in
        try db.execute(
          sql: """
            CREATE UNIQUE INDEX IF NOT EXISTS records_by_own_id ON records (unique_hash)
            WHERE unique_hash IS NOT NULL
            """)
      }
    }
  }
}
