public import Retention

/// In whose name something is done, when, and why: what the audit log says of it.
public struct Deed: Sendable {
  public var actor: String
  public var reason: String?
  public var now: Timestamp

  public init(actor: String, reason: String? = nil, now: Timestamp) {
    self.actor = actor
    self.reason = reason
    self.now = now
  }

  /// Throws `StoreError.badTag`.
  func check() throws(StoreError) {
    try Tag.checkCode(reason, name: "reason")
    try Tag.checkActor(actor)
  }
}
