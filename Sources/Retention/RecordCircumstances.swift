/// What is known of a record when it is decided whether it may be read and when it must go.
///
/// Plain values, gathered by whoever keeps records; nothing here reads a clock or a file.
public struct RecordCircumstances: Equatable, Sendable {
  /// The purpose the record is kept for.
  public var keptFor: Purpose
  /// The expiry the record was stored with; nil when no date could be named then.
  public var storedExpiry: Timestamp?
  /// The expiry by the rule that holds today; nil when it names no date.
  public var ruleExpiry: Timestamp?
  /// Whether a live legal hold covers the record.
  public var isHeld = false
  /// A duty to keep the record longer than its period.
  public var exception: RetentionException?
  /// Why the record is to be erased, when it is.
  public var erasure: ErasureGround?
  /// What the subject said about the use of the record, where consent is asked for.
  public var consent = ConsentStanding.notNeeded
  /// Whether the subject had processing restricted (GDPR Art. 18).
  public var isRestricted = false
  /// The end of the tenant's contract, once it has a date.
  public var contractEnd: ContractEnd?

  public init(keptFor: Purpose, storedExpiry: Timestamp?) {
    self.keptFor = keptFor
    self.storedExpiry = storedExpiry
  }
}

/// A reason in law or security to keep a record past its period, until a named moment.
public struct RetentionException: Equatable, Sendable {
  public enum Kind: CaseIterable, Sendable {
    case legal
    case security
  }

  public let kind: Kind
  /// The first moment at which it no longer holds.
  public let until: Timestamp

  public init(kind: Kind, until: Timestamp) {
    self.kind = kind
    self.until = until
  }
}

/// Why a record is to be erased, and since when.
public enum ErasureGround: Equatable, Sendable {
  /// The subject was found to be a child.
  case child(since: Timestamp)
  /// The subject asked for it and proved who they are.
  case verifiedRequest(since: Timestamp)

  var since: Timestamp {
    switch self {
    case .child(let since), .verifiedRequest(let since): since
    }
  }
}

/// Where the subject's consent stands.
public enum ConsentStanding: Equatable, Sendable {
  case notNeeded
  case granted
  /// Taken back at a moment; the record must go when nothing else justified keeping it.
  case withdrawn(at: Timestamp, wasOnlyBasis: Bool)
}

/// The end of a tenant's contract and of the time left to export.
public struct ContractEnd: Equatable, Sendable {
  public let endsAt: Timestamp
  public let exportWindowEndsAt: Timestamp

  /// How long a tenant can export after its contract has ended.
  public static let exportWindowInDays = 30

  /// A contract that ends at a moment, with the export window that follows.
  public init(endsAt: Timestamp) {
    self.endsAt = endsAt
    exportWindowEndsAt = endsAt.adding(days: Self.exportWindowInDays)
  }
}
