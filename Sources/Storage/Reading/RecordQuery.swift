public import Retention

/// Which records to read, and why. There is no reading without a purpose.
public struct RecordQuery: Sendable {
  public var purpose: Purpose
  /// Plain ids, as the records came with them. Nil leaves the choice open.
  public var tenant: String?
  public var subject: String?
  public var conversation: String?
  /// The first moment a record may have happened at.
  public var since: Timestamp?
  /// The first moment that is too late.
  public var until: Timestamp?
  public var limit: Int?
  /// Who asks, and why, for the audit log: a user's name and a code, in the clear.
  public var actor: String
  public var reason: String?
  /// The moment that decides what has expired.
  public var now: Timestamp

  public init(purpose: Purpose, actor: String, reason: String? = nil, now: Timestamp) {
    self.purpose = purpose
    self.actor = actor
    self.reason = reason
    self.now = now
  }
}

/// A record as a read returns it: redacted, with the plain ids opened from their seals.
public struct StoredRecord: Sendable {
  public let seq: Int64
  public let tenant: String
  public let subject: String
  public let conversation: String?
  public let dataClass: DataClass
  public let purpose: Purpose
  public let occurredAt: Timestamp
  public let ingestedAt: Timestamp
  /// Nil while no date can be named.
  public let expiresAt: Timestamp?
  public let source: String
  public let line: Int64
  /// A JSON object from entity to count.
  public let findings: String
  /// The redacted record's bytes, as they were given to the sealer.
  public let record: [UInt8]
}
