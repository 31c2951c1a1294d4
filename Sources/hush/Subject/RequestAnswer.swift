import Pipeline
import Retention
import Storage

/// What a command says of a request.
struct RequestAnswer {
  private var request: SubjectRequest
  private var erasure: ErasureReport?
  /// What an erasure does not reach: things outside the store, and exports that were made.
  private var listed: Int64 = 0
  private var exports: [ExportNote] = []
  /// Where the records are, when they were just written.
  private var folder: String?

  init(_ request: SubjectRequest, _ erasure: ErasureReport? = nil) {
    self.request = request
    self.erasure = erasure
  }

  /// Verifies a request and does what it asks for.
  ///
  /// - Parameters:
  ///   - path: where records are put, in place of what was said before.
  ///   - list: where to list what has to be deleted outside the store.
  /// - Throws: `StoreError`; ``PipelineError`` when folder or list can't be made.
  init(
    verifying id: String, to path: String?, listingTo list: String?, in store: Store, deed: Deed
  ) throws {
    (request, erasure) = try DeletionFile.listing(
      DeletionQuery(request: id), to: list, from: store, deed
    ) { try store.verifySubjectRequest(id, folder: path, deed) }
    if request.kind == .erasure {
      listed = try store.countDeletions(forRequest: id)
      exports = try store.consents(forRequest: id).exports
    }
    let givesRecords = request.kind == .access || request.kind == .portability
    guard givesRecords, request.status == .inProgress, let path = request.folder else { return }
    request = try SubjectAnswer.write(request, to: path, from: store, deed)
    folder = path
  }

  /// - Throws: as ``Terminal/standardOutput(_:)``.
  func print(json: Bool) throws {
    Terminal.ignoreClosedPipes()
    try Terminal.standardOutput((json ? object : sentence(at: .now)) + "\n")
  }

  /// The request in the terms of OpenDSR 2.0, and what that has no words for.
  var object: String {
    func quoted(_ text: String?) -> String { text.map(JSONObjectWriter.quoted) ?? "null" }
    var object = JSONObjectWriter()
    object.add("api_version", "2.0")
    object.add("regulation", request.regulation.rawValue)
    object.add("subject_request_id", request.id)
    object.add("subject_request_type", request.kind.rawValue)
    object.add("request_status", request.status.rawValue)
    object.add("received_time", request.receivedAt.rfc3339)
    object.add("expected_completion_time", request.expectedAt.rfc3339)
    object.add("results_url", raw: quoted(folder.map { "file://\($0)" }))
    object.add("results_count", Int(request.results))
    object.add("tenant", request.tenant)
    object.add("subject", raw: quoted(request.subject))
    object.add("verified_time", raw: quoted(request.verifiedAt?.rfc3339))
    object.add("completed_time", raw: quoted(request.endedAt?.rfc3339))
    object.add("deferral_reason", raw: quoted(request.deferral?.rawValue))
    if let erasure {
      object.add("deleted", Int(erasure.deleted))
      object.add("keys_destroyed", Int(erasure.keysDestroyed))
      object.add("held", Int(erasure.held))
      object.add("wal_truncated", raw: "\(erasure.isWALTruncated)")
      object.add("external_deletions", Int(listed))
      object.add("exports", raw: exports.json)
    }
    return object.finished
  }

  func sentence(at now: Timestamp) -> String {
    let law = request.regulation.rawValue.uppercased()
    var sentences = [
      "Request \(request.id) for \(request.kind.rawValue) (\(law)) of "
        + (request.subject.map { "subject \($0) of \(request.tenant)" }
          ?? "a subject of \(request.tenant) of whom nothing is stored")
        + ", received \(request.receivedAt.rfc3339), is \(state)."
    ]
    if let erasure { sentences += Self.sentences(erasure) }
    if listed > 0 {
      sentences.append(
        "\(counted(listed, "thing")) of theirs outside the store to delete: see `hush deletions list`."
      )
    }
    if let folder {
      sentences.append("\(counted(request.results, "record")) and a manifest are in \(folder).")
    }
    switch request.status {
    case .pending, .inProgress:
      sentences.append(
        (request.isOverdue(at: now) ? "It is OVERDUE: the answer was" : "The answer is")
          + " due by \(request.expectedAt.rfc3339).")
    case .completed, .cancelled: break
    }
    if !exports.isEmpty { sentences.append(exports.sentence) }
    return sentences.joined(separator: " ")
  }

  private var state: String {
    switch (request.status, request.deferral) {
    case (.pending, _): "pending until it is verified"
    case (.inProgress, .legalClaims): "in progress: it waits for legal holds to be released"
    case (.inProgress, .externalDeletions):
      "in progress: it waits until what lies outside the store is deleted and acknowledged"
    case (.inProgress, nil):
      request.folder == nil ? "in progress: say with --out where to put the records" : "in progress"
    case (.completed, _): "completed"
    case (.cancelled, _): "cancelled"
    }
  }

  private static func sentences(_ erasure: ErasureReport) -> [String] {
    var sentences = [
      "\(counted(erasure.deleted, "record")) erased, \(counted(erasure.keysDestroyed, "key")) destroyed."
    ]
    if erasure.held > 0 {
      sentences.append("\(counted(erasure.held, "record")) kept by legal holds.")
    }
    if !erasure.isWALTruncated {
      sentences.append(
        "The write-ahead logs could not be emptied, because somebody was reading: "
          + "they may still hold the sealed records, and the ring's log their wrapped keys. Sweep when nobody reads."
      )
    }
    return sentences
  }
}
