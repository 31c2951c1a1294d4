public import Retention

/// What a legal hold is to keep, and for which matter.
public struct HoldRequest: Sendable {
  /// Plain ids, as the records came with them. With neither subject nor conversation the hold is
  /// on everything of the tenant.
  public var tenant: String
  public var subject: String?
  public var conversation: String?
  /// The matter's reference, and whom to ask about it: kept under a seal.
  public var matter: String
  public var contact: String?
  /// Who places it, and why, for the audit log: a user's name and a code, in the clear.
  public var actor: String
  public var reason: String?
  public var now: Timestamp

  public init(tenant: String, matter: String, actor: String, now: Timestamp) {
    self.tenant = tenant
    self.matter = matter
    self.actor = actor
    self.now = now
  }
}

/// A legal hold: nothing it is on is deleted before it is released, whatever else is due.
public struct Hold: Sendable {
  public let id: Int64
  public let tenant: String
  /// The plain ids; nil when the hold is not on one, or when nothing of it is stored any more.
  public let subject: String?
  public let conversation: String?
  /// What it is on, in the numbers the readable view shows: `t1`, `s12` or `c7`.
  public let object: String
  public let matter: String
  public let contact: String?
  public let placedAt: Timestamp
  public let placedBy: String
  /// Nil while the hold is live.
  public let releasedAt: Timestamp?
  public let releasedBy: String?
  /// How many stored records it is on.
  public let records: Int64
}
