public import Retention

/// What a sweep did, or would do.
public struct SweepReport: Equatable, Sendable {
  public let asOf: Timestamp
  /// Records deleted, or in a dry run those that would be.
  public internal(set) var deleted: Int64 = 0
  /// Records past their date that a hold keeps.
  public internal(set) var held: Int64 = 0
  /// Records past their date that are still there and under no hold: they came in meanwhile, or
  /// the sweep was stopped before it reached them.
  public internal(set) var expiredLeft: Int64 = 0
  /// Whether the write-ahead logs of store and key ring were emptied, so that no copy of what was
  /// deleted is left in them.
  public internal(set) var isWALTruncated = false
  /// Participants, days of quarantine: keys destroyed because nothing is left that they open.
  public internal(set) var keysDestroyed: Int64 = 0
  /// Quarantined lines that were past their seven days.
  public internal(set) var quarantinedDeleted: Int64 = 0
  /// Things outside the store, such as recordings, that were listed for deletion.
  public internal(set) var listed: Int64 = 0
  /// For each hold, how many of the held records it is on; one may be under several.
  public internal(set) var heldBy: [Int64: Int64] = [:]

  init(asOf: Timestamp) {
    self.asOf = asOf
  }
}

/// What a sweep is to do, and in whose name.
public struct SweepOptions: Sendable {
  /// What is past its date at this moment goes.
  public var asOf: Timestamp
  /// Who sweeps, and why, for the audit log: a user's name and a code, in the clear.
  public var actor: String
  public var reason: String?
  /// Tells the time; asked once a batch.
  public var clock: @Sendable () -> Timestamp
  /// How long a batch may keep the write lock, in milliseconds; longer only when it had to wait
  /// longer for it, so that a sweep and an ingest share the store fairly.
  public var millisecondsPerBatch: Int64 = 100
  /// Asked after every batch whether to stop.
  public var shouldStop: @Sendable () -> Bool = { false }

  public init(asOf: Timestamp, actor: String, clock: @escaping @Sendable () -> Timestamp) {
    self.asOf = asOf
    self.actor = actor
    self.clock = clock
  }
}
