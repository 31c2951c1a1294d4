import Retention
package import Storage

/// Writes what answers a person's request for access or portability.
package enum SubjectAnswer {
  /// Puts the person's records, for an access what they said about consent, and a manifest into a new folder, and ends the request.
  ///
  /// Cut off at any moment, there is no folder of this name, and the request still waits.
  /// - Throws: ``PipelineError`` when the folder can't be made; `StoreError`.
  package static func write(
    _ request: SubjectRequest, to path: String, from store: Store, _ deed: Deed
  ) throws -> SubjectRequest {
    var folder = try AnswerFolder(at: path)
    var manifest = AnswerManifest()
    var records = try folder.file("records.jsonl")
    let given = try store.readRecords(for: request.id, deed) { record in
      try manifest.add(record)
      // Art. 20 is on what the person provided; what was found in it is ours.
      try records.writeLine(RecordLine.text(of: record, inferred: request.kind == .access))
    }
    var entries = [try records.finish()]
    if request.kind == .access {
      var consents = try folder.file("consents.jsonl")
      for consent in try store.consents(forRequest: request.id).consents {
        try consents.writeLine(ConsentLine.text(of: consent) + "\n")
      }
      entries.append(try consents.finish())
    }
    var file = try folder.file("manifest.json")
    try file.writeLine(
      manifest.text(
        for: request, files: entries, terms: store.terms(ofTenant: request.tenant), at: deed.now))
    _ = try file.finish()
    try folder.finish()
    return try store.completeSubjectRequest(request.id, records: given, deed)
  }
}
