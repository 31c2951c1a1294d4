import Foundation
import Retention
import Storage

/// What is said beside the records that answer a person's request (GDPR Art. 15(1), 20).
struct AnswerManifest {
  private struct Share {
    var records = 0
    var firstExpiry: Timestamp?
    var lastExpiry: Timestamp?

    mutating func add(_ expiry: Timestamp?) {
      records += 1
      guard let expiry else { return }
      firstExpiry = min(firstExpiry ?? expiry, expiry)
      lastExpiry = max(lastExpiry ?? expiry, expiry)
    }
  }

  private static let schemaVersion = 1

  private var findings: [String: Int] = [:]
  private var purposes: [Purpose: Int] = [:]
  private var classes: [DataClass: Share] = [:]

  mutating func add(_ record: StoredRecord) throws {
    let found = try JSONDecoder().decode([String: Int].self, from: Data(record.findings.utf8))
    for (entity, count) in found {
      findings[DataCategory.key(forEntity: entity), default: 0] += count
    }
    purposes[record.purpose, default: 0] += 1
    classes[record.dataClass, default: Share()].add(record.expiresAt)
  }

  func text(
    for request: SubjectRequest, files: [JSONObjectWriter], terms: TenantTerms, at now: Timestamp
  ) -> String {
    func quoted(_ text: String?) -> String { text.map(JSONObjectWriter.quoted) ?? "null" }
    var manifest = JSONObjectWriter()
    manifest.add("schema_version", Self.schemaVersion)
    manifest.add("subject_request_id", request.id)
    manifest.add("subject_request_type", request.kind.rawValue)
    manifest.add("regulation", request.regulation.rawValue)
    manifest.add("tenant", request.tenant)
    manifest.add("subject", raw: quoted(request.subject))
    manifest.add("created_at", now.rfc3339)
    manifest.add("files", raw: "[\(files.map(\.finished).joined(separator: ","))]")
    manifest.add("categories", raw: Self.list(findings.sorted { $0.key < $1.key }.map(category)))
    manifest.add(
      "purposes", raw: Self.list(purposes.sorted { $0.key.rawValue < $1.key.rawValue }.map(purpose))
    )
    manifest.add(
      "retention",
      raw: Self.list(
        classes.sorted { $0.key.name < $1.key.name }
          .map { retention($0.key, $0.value, terms.schedule) }))
    manifest.add("region", raw: quoted(terms.region))
    manifest.add("transfer_basis", raw: quoted(terms.transferBasis))
    return manifest.finished + "\n"
  }

  private static func list(_ objects: [JSONObjectWriter]) -> String {
    "[\(objects.map(\.finished).joined(separator: ","))]"
  }

  private func category(_ key: String, _ count: Int) -> JSONObjectWriter {
    var entry = JSONObjectWriter()
    entry.add("category", key)
    entry.add("replaced", count)
    return entry
  }

  private func purpose(_ purpose: Purpose, _ records: Int) -> JSONObjectWriter {
    var entry = JSONObjectWriter()
    entry.add("purpose", purpose.name)
    entry.add("data_use", purpose.dataUse)
    entry.add("records", records)
    return entry
  }

  private func retention(
    _ dataClass: DataClass, _ share: Share, _ schedule: RetentionSchedule
  ) -> JSONObjectWriter {
    func moment(_ moment: Timestamp?) -> String { moment.map { "\"\($0.rfc3339)\"" } ?? "null" }
    let rule = schedule.rule(for: dataClass)
    var days: Int?
    if case .days(let number)? = rule?.period { days = number }
    var entry = JSONObjectWriter()
    entry.add("class", dataClass.name)
    entry.add("period_days", raw: days.map(String.init) ?? "null")
    entry.add("counted_from", rule?.anchor == .accountDeleted ? "account-deleted" : "occurred")
    entry.add("records", share.records)
    entry.add("first_expires_at", raw: moment(share.firstExpiry))
    entry.add("last_expires_at", raw: moment(share.lastExpiry))
    return entry
  }
}
