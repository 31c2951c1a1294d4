public import Retention

/// What a person asked for, in the terms of OpenDSR 2.0 where it has one.
public struct SubjectRequest: Equatable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case access, portability, erasure
    /// GDPR Art. 18 and 21, which OpenDSR has no word for.
    case restriction, objection
  }

  public enum Status: String, CaseIterable, Sendable {
    /// Nobody has verified yet that it comes from the person it is about.
    case pending
    case inProgress = "in_progress"
    case completed, cancelled
  }

  /// The law that sets the time to answer.
  public enum Regulation: String, CaseIterable, Sendable {
    case gdpr, ccpa

    /// GDPR Art. 12(3): a month, counted as 30 days; CCPA regulations § 7021(b): 45 days.
    public var daysToAnswer: Int {
      switch self {
      case .gdpr: 30
      case .ccpa: 45
      }
    }
  }

  /// What a verified request waits for.
  public enum Deferral: String, Sendable {
    /// A legal hold keeps records; its release resumes the request.
    case legalClaims = "legal_claims"
    /// What lies outside the store has still to be deleted there, and acknowledged.
    case externalDeletions = "external_deletions"
  }

  /// A UUID of version 4 (RFC 9562), in lower case.
  public let id: String
  public let kind: Kind
  public let regulation: Regulation
  public let status: Status
  public let tenant: String
  /// The plain id; nil when nothing of the person is stored any more.
  public let subject: String?
  public let receivedAt: Timestamp
  /// When the answer is due by law.
  public let expectedAt: Timestamp
  public let verifiedAt: Timestamp?
  public let endedAt: Timestamp?
  public let deferral: Deferral?
  /// How many records were erased or given.
  public let results: Int64
  /// Where the records are to be put; nil when nobody has said so, or when it is done.
  public let folder: String?

  /// Whether the answer is late.
  public func isOverdue(at moment: Timestamp) -> Bool {
    (status == .pending || status == .inProgress) && expectedAt < moment
  }
}

/// A request as it comes in.
public struct SubjectSubmission: Sendable {
  public var kind: SubjectRequest.Kind
  /// Plain ids, as the records came with them.
  public var tenant: String
  public var subject: String
  public var regulation = SubjectRequest.Regulation.gdpr
  /// When it was received: the time to answer runs from here.
  public var receivedAt: Timestamp
  /// Where the records are to be put; kept under a seal.
  public var folder: String?

  public init(
    _ kind: SubjectRequest.Kind, tenant: String, subject: String, receivedAt: Timestamp
  ) {
    self.kind = kind
    self.tenant = tenant
    self.subject = subject
    self.receivedAt = receivedAt
  }
}
