import Keys
import Records
import Redaction

/// Examines stored records one by one with today's rules.
struct RecordExaminer: ~Copyable {
  private var examiner: ChunkExaminer
  private var emitter = StoredRecordEmitter()
  private let item = WorkItem()

  /// What a record gave.
  enum Result {
    case clean
    case unexaminable
    case found
  }

  init(_ options: RunOptions) throws {
    var settings = options.examinerSettings
    settings.form = .jsonLines
    settings.stopsAtRefusal = true
    examiner = try ChunkExaminer(settings)
  }

  /// Examines a record; what was found and what is left of it is there until the next one.
  mutating func examine(_ record: Span<UInt8>, operatorKey: SecretKey?) throws -> Result {
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

  /// The last record without what was found in it.
  var redacted: [UInt8] { item.result.output }
}

/// Keeps what was found in a record beside the record without it.
private struct StoredRecordEmitter: LineEmitter {
  var key: SecretKey?
  var findings: [RecordRedactor.RecordFinding] = []
  private var redact = RedactEmitter(stopsAtRefusal: true)

  mutating func blank(_ line: ScannedLine, _ bytes: Span<UInt8>, _ result: inout ChunkResult) {}

  mutating func record(
    _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>,
    _ examiner: borrowing ChunkExaminer, _ result: inout ChunkResult
  ) -> RefusalReason? {
    findings = examiner.redactor.findings
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
