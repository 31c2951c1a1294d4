import GRDB
public import Retention

/// One line of the audit log as it is stored.
public struct AuditRecord: Sendable {
  public let id: Int64
  public let at: Timestamp
  public let actor: String
  /// In what role; nil when nobody said.
  public let role: String?
  public let action: String
  public let objectKind: String
  public let objectID: Int64?
  public let outcome: String
  public let reason: String?
  /// A flat JSON object of counts and of row numbers, which name nobody.
  public internal(set) var detail: String

  init(_ entry: AuditEntry, role: String?, id: Int64) {
    self.id = id
    self.role = role
    at = entry.at
    actor = entry.actor
    action = entry.action.rawValue
    objectKind = entry.objectKind
    objectID = entry.objectID
    outcome = entry.outcome.rawValue
    reason = entry.reason
    detail = entry.detailText
  }

  init(_ row: Row) {
    id = row["id"]
    at = Timestamp(milliseconds: row["at"])
    actor = row["actor"]
    role = row["role"]
    action = row["action"]
    objectKind = row["object_kind"]
    objectID = row["object_id"]
    outcome = row["outcome"]
    reason = row["reason"]
    detail = row["detail"]
  }
}
