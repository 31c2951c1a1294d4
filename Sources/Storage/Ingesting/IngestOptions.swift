public import Retention

/// What holds for a whole ingest run.
public struct IngestOptions: Sendable {
  /// Values the run sets for every record, whatever the record says; nil leaves it to the record.
  public var tenant: String?
  public var dataClass: DataClass?
  /// The purpose rows are kept for.
  public var purpose: Purpose = .service
  /// Tags of the conversations first met in this run: codes, stored in the clear.
  public var jurisdiction: String?
  public var noticeVersion: String?
  /// Whether periods run from the ingest instead of the record's own time.
  public var retainsFromIngest = false
  /// Whether records with an id their tenant has stored already are dropped.
  public var dropsKnownIDs = false
  /// The versions that are written beside the rows.
  public var programVersion = ""
  public var detectorVersion = ""
  public var policyVersion = ""
  /// Who runs this, and why, for the audit log: a user's name and a code, in the clear.
  public var actor: String
  public var reason: String?
  /// The entities that `FindingCount` numbers refer to.
  public var entities: [String] = []
  /// Tells the time; asked once a batch and once a commit.
  public var clock: @Sendable () -> Timestamp
  /// When a commit is due: after so many rows, or so many milliseconds since the first of them.
  public var rowsPerCommit = 32_768
  public var millisecondsPerCommit: Int64 = 1_000
  /// How long the write lock is kept at least, in milliseconds, where somebody waits for it: whoever gets it reads
  /// again what the other has changed, so shorter turns cost both.
  public var millisecondsPerTurn: Int64 = 200

  public init(actor: String, clock: @escaping @Sendable () -> Timestamp) {
    self.actor = actor
    self.clock = clock
  }
}
