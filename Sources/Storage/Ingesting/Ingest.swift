import GRDB
import Keys
import Retention

/// One run of taking records in: the writer's side, called in the order of the input.
///
/// Rows, the source's position and the audit entry commit together, after their keys are durable
/// in the ring; a run that ends at any moment has stored exactly what its positions say.
public final class Ingest: @unchecked Sendable {
  // Unchecked: all that changes is touched only inside the queue's serial access, which is this
  // object's lock.
  let store: Store
  let options: IngestOptions
  /// What workers make their sealers from.
  public let sealing: RecordSealing
  let audit: AuditLog
  let quarantine = QuarantineWriter()

  var insert: RecordInsert?
  var interning: InternStatements?
  var isOpen = true
  /// What ended the run before its time.
  var failure: StoreError?
  var isInTransaction = false
  var transactionBegan = Timestamp(milliseconds: 0)
  var rowsInTransaction = 0
  var runID: Int64 = 0
  /// The store's commit number as this run knows it: what it looked up was true then.
  var commitNumber: Int64
  var next = StoreState.NextNumbers()
  /// Whether another process wrote since this run began, so that known rows must be checked.
  var mustVerify = false
  var verified: Set<Int64> = []
  /// Whether periods changed since this run began, and the ones that hold now, by tenant.
  var termsGeneration: Int64
  var hasNewTerms = false
  var schedules: [Int64: RetentionSchedule] = [:]
  /// Who took the place of participants that a sweep removed, by the key that went with them.
  var successors: [Int64: Participant] = [:]
  var resealer: RecordCipher?
  var sources: [SourceKey: SourceProgress] = [:]
  var pendingKeys: [KeyEntry] = []
  var pendingParticipants: [Participant] = []
  var expiry = ExpiryTally()
  var daily: DailyTally
  var counts = IngestCounts()
  var committedCounts = IngestCounts()

  struct SourceKey: Hashable {
    let hash: Digest16
    let generation: Int32
  }

  struct SourceProgress {
    let handle: SourceHandle
    /// 0 until the source has a row.
    var rowID: Int64
    var committed: SourcePosition?
    var reached: SourcePosition?
  }

  init(store: Store, options: IngestOptions, sealing: RecordSealing, began state: StoreState) {
    self.store = store
    commitNumber = state.commitNumber
    termsGeneration = state.termsGeneration
    self.options = options
    daily = DailyTally(entities: options.entities)
    self.sealing = sealing
    audit = AuditLog(store)
  }

  deinit { abandon() }

  /// Drops what has not been committed and ends the run; harmless afterwards.
  public func abandon() {
    store.queue.inDatabase { db in
      if isInTransaction { try? db.rollback() }
      isInTransaction = false
      close()
    }
  }

  /// Commits what is left, ends the run and says what it did.
  ///
  /// The WAL is moved into the store's file as far as readers let it; that is no failure.
  public func finish() throws(StoreError) -> IngestCounts {
    try commit()
    return try StoreError.mapping {
      try store.queue.inDatabase { db in
        close()
        let head = try AuditLog.head(db)
        try store.confirmAudit(head, db)
        _ = try? db.checkpoint(.truncate)
        return committedCounts
      }
    }
  }

  /// What has been committed so far.
  public var progress: IngestCounts {
    store.queue.inDatabase { _ in committedCounts }
  }

  /// A sealer for one worker's thread. Throws `StoreError.crypto` when libcrypto fails.
  public func makeSealer() throws(StoreError) -> sending RecordSealer {
    try sealing.makeSealer()
  }

  private func close() {
    isOpen = false
    insert?.close()
    insert = nil
    interning?.close()
    interning = nil
  }
}
