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

  init(_ row: Row) throws(StoreError) {
    id = try row.value("id")
    at = Timestamp(milliseconds: try row.value("at"))
    actor = try row.value("actor")
    role = try row.value("role")
    action = try row.value("action")
    objectKind = try row.value("object_kind")
    objectID = try row.value("object_id")
    outcome = try row.value("outcome")
    reason = try row.value("reason")
    detail = try row.value("detail")
  }
}
