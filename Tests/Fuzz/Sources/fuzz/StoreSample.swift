import Foundation
import Keys
import Retention
import Storage

/// A small store with something of everything.
enum StoreSample {
  static let texts: Set<[UInt8]> = Set((0..<6).map { Array("{\"text\":\"turn \($0)\"}".utf8) })
  static let refused = Array("{\"text\":".utf8)
  /// 2024-06-01T00:00:00Z.
  static let now = Timestamp(milliseconds: 1_717_200_000_000)

  static func make(at path: String, _ rootKey: RootKey) throws {
    try Store.create(at: path, id: .random(), rootKey: rootKey, now: now)
    let store = try Store.open(path, rootKey: rootKey, now: now)
    try add(to: store, source: "a")
    let deed = Deed(actor: "fuzz", now: now)
    var hold = HoldRequest(tenant: "default", matter: "M-1", actor: "fuzz", now: now)
    hold.subject = "s1"
    _ = try store.placeHold(hold)
    let request = SubjectSubmission(.erasure, tenant: "default", subject: "s2", receivedAt: now)
    _ = try store.verifySubjectRequest(store.submit(request, deed).id, deed)
    let consent = ConsentStatement(
      tenant: "default", subject: "s1", use: .trainAISystem, decision: .granted,
      noticeVersion: "v1")
    _ = try store.state(consent, deed)
  }

  /// Takes six records and a line that is none in.
  static func add(to store: Store, source: String) throws {
    var options = IngestOptions(actor: "fuzz") { now }
    options.entities = ["EMAIL_ADDRESS"]
    let ingest = try store.beginIngest(options)
    let state = try ingest.openSource(name: source, kind: .file)
    let sealer = try ingest.makeSealer()
    var batch = SealedBatch()
    sealer.begin(&batch, source: state.handle)
    for (line, text) in texts.sorted(by: { $0.lexicographicallyPrecedes($1) }).enumerated() {
      let ids = Array("s\(line % 3)k\(line % 2)2024-05-31T12:00:00Z".utf8)
      var envelope = Envelope()
      envelope.subject = Envelope.Field(offset: 0, count: 2)
      envelope.conversation = Envelope.Field(offset: 2, count: 2)
      envelope.time = Envelope.Field(offset: 4, count: 20)
      let references =
        line == 2
        ? [ExternalReference(member: Array("/url".utf8), value: Array("a.wav".utf8))] : []
      try sealer.seal(
        record: text.span, envelope: envelope, in: ids.span, line: line,
        byteOffset: Int64(line) * 100, findings: [FindingCount(entity: 0, count: 1)],
        references: references, into: &batch)
    }
    try sealer.quarantine(
      raw: refused.span, line: texts.count, byteOffset: 600, length: refused.count,
      reason: .badJSON, into: &batch)
    let lines = Int64(texts.count + 1)
    var nothing = try StreamDigest()
    let digest = try nothing.digestSoFar()
    try ingest.append(
      batch, firstLine: 1,
      position: SourcePosition(
        bytes: lines * 100, lines: lines, digest: digest, headLength: 0, headDigest: digest,
        endsWithoutLineFeed: false))
    _ = try ingest.finish()
  }
}
