import Detection
import Keys
import Records
import Redaction
import Storage

/// Examines stored records one by one with today's rules.
struct RecordExaminer: ~Copyable {
  private var examiner: ChunkExaminer
  private var emitter = StoredRecordEmitter()
  private let item = WorkItem()
  private let entities: [String]

  /// What a record gave.
  enum Result {
    case clean
    case unexaminable
    case found
  }

  init(_ options: RunOptions) throws {
    var settings = options.examinerSettings
    settings.stopsAtRefusal = true
    settings.indexesValues = true
    entities = options.rules.entities
    examiner = try ChunkExaminer(settings)
  }

  /// Examines a record; what was found and what is left of it is there until the next one.
  mutating func examine(_ record: Span<UInt8>, operatorKey: SecretKey) throws -> Result {
    var text: [UInt8] = []
    text.reserveCapacity(record.count)
    appendBytes(record, to: &text)
    item.chunk = Chunk(text)
    emitter.key = operatorKey
    emitter.findings.removeAll(keepingCapacity: true)
    try examiner.examine(item, emitter: &emitter)
    if !item.result.refused.isEmpty { return .unexaminable }
    return emitter.findings.isEmpty ? .clean : .found
  }

  /// What was found in the last record.
  var findings: [RecordRedactor.RecordFinding] { emitter.findings }

  /// Why the last record could not be examined, if so.
  var refusal: RefusalReason? { item.result.refused.first?.reason }

  /// The last record without what was found in it.
  var content: RecordContent {
    var counts: [String: Int] = [:]
    for found in emitter.findings { counts[entities[found.finding.entity], default: 0] += 1 }
    var redacted = item.result.output
    if item.result.isUnchanged {
      let chunk = item.chunk
      appendBytes(chunk.bytes, to: &redacted)
    }
    return RecordContent(record: redacted, findings: counts, blindIndex: emitter.blindIndex)
  }
}

/// Keeps what was found in a record beside the record without it.
private struct StoredRecordEmitter: LineEmitter {
  var key: SecretKey?
  var findings: [RecordRedactor.RecordFinding] = []
  private(set) var blindIndex: [UInt64] = []
  private var redact = RedactEmitter(stopsAtRefusal: true)

  mutating func blank(_ line: ScannedLine, _ bytes: Span<UInt8>, _ result: inout ChunkResult) {}

  mutating func record(
    _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>,
    _ examiner: borrowing ChunkExaminer, _ result: inout ChunkResult
  ) -> RefusalReason? {
    findings = examiner.redactor.findings
    blindIndex = examiner.redactor.blindIndex
    return redact.record(line, bytes, maps, examiner, &result)
  }

  mutating func refused(_ line: RefusedLine, _ bytes: Span<UInt8>, _ result: inout ChunkResult) {
    redact.refused(line, bytes, &result)
  }

  mutating func end(_ bytes: Span<UInt8>, _ result: inout ChunkResult) {
    redact.end(bytes, &result)
  }

  func operatorKey(_ tenant: Span<UInt8>) throws -> SecretKey? { key }
}
