import Retention

/// One line of the audit log: who did what to which object, and how it ended.
struct AuditEntry {
  enum Action: String {
    case ingest
    case readRecords = "read-records"
    case placeHold = "place-hold"
    case releaseHold = "release-hold"
    case listHolds = "list-holds"
    case listQuarantine = "list-quarantine"
    case readQuarantine = "read-quarantine"
    case sweep
    case replayErasures = "replay-erasures"
    case listRequests = "list-requests"
    case submitRequest = "submit-request"
    case verifyRequest = "verify-request"
    case cancelRequest = "cancel-request"
    case answerRequest = "answer-request"
    case markSubject = "mark-subject"
    case erase
    case find
    case rescan
    case rotateKey = "rotate-key"
    case backup
    case acceptRestored = "accept-restored"
    case grantConsent = "grant-consent"
    case withdrawConsent = "withdraw-consent"
    case readAudit = "read-audit"
    case previewSweep = "preview-sweep"
    case previewRescan = "preview-rescan"
    case readConsents = "read-consents"
    case export
    case finishExport = "finish-export"
    case listTenants = "list-tenants"
    case setTerms = "set-terms"
    case terminateContract = "terminate-contract"
    case closeTenant = "close-tenant"
    case rectify
    case readDeletions = "read-deletions"
    case acknowledgeDeletions = "acknowledge-deletions"
  }

  enum Outcome: String {
    /// What takes more than one commit, and is done when a later entry says so.
    case begun
    case done
    case refused
  }

  let at: Timestamp
  let actor: String
  let action: Action
  let objectKind: String
  let objectID: Int64?
  let outcome: Outcome
  let reason: String?
  /// Counts and codes only, in this order; a name from a record has no way in.
  let detail: [(Detail, Int64)]

  enum Detail: String {
    case stored, duplicates, quarantined, bytes, purpose, tenant, subject, conversation
    case deleted, keys, held, records
    case shortened, until
    case dataClass = "class"
    case layer, days
    case exported, withheld
    case changed
    /// Audit entries that a restored store does not have.
    case lost
    /// Things outside the store that were listed for deletion, or acknowledged.
    case deletions
  }

  /// The details as one flat JSON object.
  var detailText: String {
    "{" + detail.map { "\"\($0.0.rawValue)\":\($0.1)" }.joined(separator: ",") + "}"
  }
}
