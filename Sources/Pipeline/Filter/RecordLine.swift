import Retention
package import Storage

/// A stored record as a line of JSON.
package enum RecordLine {
  /// The line with its line feed.
  ///
  /// - Parameter inferred: whether to say what was found in the record, which the person did not provide.
  package static func text(of record: StoredRecord, inferred: Bool = true) -> String {
    var entry = JSONObjectWriter()
    entry.add("seq", Int(record.seq))
    entry.add("tenant", record.tenant)
    entry.add("subject", record.subject)
    entry.add("conversation", raw: record.conversation.map(JSONObjectWriter.quoted) ?? "null")
    entry.add("class", record.dataClass.name)
    entry.add("purpose", record.purpose.name)
    entry.add("occurred_at", record.occurredAt.rfc3339)
    entry.add("ingested_at", record.ingestedAt.rfc3339)
    entry.add("expires_at", raw: record.expiresAt.map { "\"\($0.rfc3339)\"" } ?? "null")
    entry.add("source", record.source)
    entry.add("line", Int(record.line))
    if inferred { entry.add("findings", raw: record.findings) }
    entry.add("record", raw: String(decoding: record.record, as: UTF8.self))
    return entry.finished + "\n"
  }
}
