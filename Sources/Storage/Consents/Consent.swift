public import Retention

/// One word of a person about a use of their data; none is ever changed or deleted.
public struct Consent: Equatable, Sendable {
  /// The uses that need a consent, by their keys in the fideslang taxonomy (Ethyca, CC BY 4.0).
  public enum Use: String, CaseIterable, Sendable {
    case trainAISystem = "train_ai_system"
  }

  public enum Decision: String, Sendable {
    case granted, withdrawn
  }

  public let id: Int64
  public let use: Use
  public let decision: Decision
  /// Whether the person said so in so many words, rather than by going on.
  public let isExplicit: Bool
  /// The version of the notice the person was given.
  public let noticeVersion: String
  public let decidedAt: Timestamp
  /// Who wrote it down.
  public let actor: String
}

/// What a person says about a use of their data.
public struct ConsentStatement: Sendable {
  /// Plain ids; the person need not have any records yet.
  public var tenant: String
  public var subject: String
  public var use: Consent.Use
  public var decision: Consent.Decision
  public var isExplicit = false
  public var noticeVersion: String

  public init(
    tenant: String, subject: String, use: Consent.Use, decision: Consent.Decision,
    noticeVersion: String
  ) {
    self.tenant = tenant
    self.subject = subject
    self.use = use
    self.decision = decision
    self.noticeVersion = noticeVersion
  }
}

/// An export that was made, as far as a person who is in it may want to know.
public struct ExportNote: Equatable, Sendable {
  public let id: Int64
  public let purpose: Purpose
  public let createdAt: Timestamp
  /// Where it was written.
  public let path: String
  /// How many of the person's records it holds.
  public let records: Int64
}
