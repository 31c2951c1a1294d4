import Retention
import Storage

/// What is said beside an export: what is in it, and what it relies on.
struct ExportManifest {
  private static let schemaVersion = 1

  private let outcome: ExportOutcome
  private let request: ExportRequest
  private let path: String
  private let deed: Deed

  init(_ outcome: ExportOutcome, _ request: ExportRequest, _ path: String, _ deed: Deed) {
    self.outcome = outcome
    self.request = request
    self.path = path
    self.deed = deed
  }

  /// Writes it, consents one by one: there may be as many as there are people.
  func write(to file: inout ExportFile, from store: Store) throws {
    var object = JSONObjectWriter()
    object.add("schema_version", Self.schemaVersion)
    object.add("export_id", Int(outcome.draft.id))
    object.add("purpose", request.purpose.name)
    object.add("data_use", request.purpose.dataUse)
    object.add("created_at", deed.now.rfc3339)
    object.add("actor", deed.actor)
    object.add("file", path.split(separator: "/").last.map(String.init) ?? path)
    object.add("records", Int(outcome.draft.records))
    object.add("bytes", outcome.bytes)
    object.add("sha256", outcome.sha256)
    object.add("tenants", raw: "[\(try tenants(store).joined(separator: ","))]")
    object.add("refused", Self.refusals(outcome.draft))
    // Open until the last consent is written.
    try file.write(object.finished.dropLast() + #","consents":["#)
    var separator = ""
    try store.readConsents(of: outcome.draft) { relied in
      try file.write(separator + Self.consent(relied))
      separator = ","
    }
    try file.write("]}\n")
  }

  /// How many records were left out, by reason.
  static func refusals(_ draft: ExportDraft) -> JSONObjectWriter {
    var refusals = JSONObjectWriter()
    for (reason, count) in draft.refused.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      refusals.add(reason.rawValue, Int(count))
    }
    return refusals
  }

  private func tenants(_ store: Store) throws -> [String] {
    func quoted(_ text: String?) -> String { text.map(JSONObjectWriter.quoted) ?? "null" }
    return try outcome.draft.recordsByTenant.sorted { $0.key < $1.key }.map { name, records in
      let profile = try store.tenantProfiles(named: name).first
      var entry = JSONObjectWriter()
      entry.add("tenant", name)
      entry.add("records", Int(records))
      entry.add("region", raw: quoted(profile?.region))
      entry.add("transfer_basis", raw: quoted(profile?.transferBasis))
      return entry.finished
    }
  }

  private static func consent(_ relied: ConsentRelied) -> String {
    var entry = JSONObjectWriter()
    entry.add("consent_id", Int(relied.consent.id))
    entry.add("subject", relied.subject)
    entry.add("use", relied.consent.use.rawValue)
    entry.add("explicit", raw: "\(relied.consent.isExplicit)")
    entry.add("notice_version", relied.consent.noticeVersion)
    entry.add("decided_at", relied.consent.decidedAt.rfc3339)
    return entry.finished
  }
}

extension ExportDraft {
  /// How many records were left out, by reason, as one JSON object.
  package var refusalsText: String { ExportManifest.refusals(self).finished }
}
