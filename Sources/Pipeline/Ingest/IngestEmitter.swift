import Detection
import Keys
import Records
import Redaction
import Storage

/// Seals records and refused lines into a batch: one worker's side of an ingest.
struct IngestEmitter: LineEmitter {
  private let sealer: RecordSealer
  private let identity: IdentityFields
  private let references: ReferenceFields
  /// The scanner's field numbers of the references' members, and the set of them.
  private let referenceNumbers: ArraySlice<Int>
  private let referenceSet: UInt128
  /// Where the chunk begins in its source.
  private var chunkOffset = 0
  private var source: SourceHandle?
  var batch = SealedBatch()
  private var record: [UInt8] = []
  private var identityText: [UInt8] = []
  private var counts: [FindingCount] = []

  /// What the chunk at hand holds. A stored record is always JSON on one line: text becomes a string, a document
  /// loses its line ends.
  private var form = InputForm.jsonLines

  /// - Parameter numbers: the scanner's field numbers of the members of identity and references.
  init(
    _ sealer: RecordSealer, _ identity: IdentityFields, _ references: ReferenceFields,
    numbers: [Int]
  ) {
    self.sealer = sealer
    self.identity = identity
    self.references = references
    referenceNumbers = numbers[identity.names.count...]
    referenceSet = references.fieldSet(referenceNumbers)
  }

  /// - Parameter offset: where the chunk begins in its source, unless the chunk itself knows.
  mutating func begin(_ item: WorkItem, _ source: SourceHandle, offset: Int? = nil) {
    swap(&batch, &item.batch)
    chunkOffset = offset ?? item.chunk.offset
    form = item.form
    self.source = source
    sealer.begin(&batch, source: source)
  }

  mutating func restart() {
    guard let source else { preconditionFailure("begin(_:_:offset:) comes first") }
    sealer.begin(&batch, source: source)
  }

  mutating func blank(_ line: ScannedLine, _ bytes: Span<UInt8>, _ result: inout ChunkResult) {}

  mutating func end(_ bytes: Span<UInt8>, _ result: inout ChunkResult) {}

  mutating func refused(
    _ line: RefusedLine, _ bytes: Span<UInt8>, _ result: inout ChunkResult
  ) throws {
    guard let reason = QuarantineReason(rawValue: line.reason.rawValue) else {
      preconditionFailure("the store knows every reason")
    }
    try sealer.quarantine(
      raw: bytes.extracting(line.start..<line.start + line.held), line: line.line,
      byteOffset: Int64(chunkOffset + line.start), length: line.length, reason: reason,
      into: &batch)
  }

  mutating func record(
    _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>,
    _ examiner: borrowing ChunkExaminer, _ result: inout ChunkResult
  ) throws -> RefusalReason? {
    identityText.removeAll(keepingCapacity: true)
    var envelope = Envelope()
    for role in IdentityFields.Role.allCases {
      let field = place(
        identity.value(
          of: role, examiner.scanner, numbers: examiner.extraFields, bytes, maps,
          lineStart: line.start), bytes)
      switch role {
      case .tenant: envelope.tenant = field
      case .subject: envelope.subject = field
      case .conversation: envelope.conversation = field
      case .time: envelope.time = field
      case .dataClass: envelope.dataClass = field
      case .id: envelope.id = field
      case .speaker: envelope.speaker = field
      }
    }
    var outside: [ExternalReference] = []
    if examiner.scanner.fieldSet & referenceSet != 0 || references.asksEveryRecord {
      outside = references.references(
        examiner.scanner, numbers: referenceNumbers, bytes, maps, lineStart: line.start)
    }
    countFindings(examiner.redactor.findings)
    var end = line.end
    if end > line.start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    let identityBytes = identityText
    let byteOffset = Int64(chunkOffset + line.start - result.shift)
    do {
      if examiner.redactor.edits.isEmpty, form != .text, form != .document {
        try sealer.seal(
          record: bytes.extracting(line.start..<end), envelope: envelope,
          in: identityBytes.span, line: result.lines,
          byteOffset: byteOffset, findings: counts,
          blindIndex: examiner.redactor.blindIndex, references: outside, into: &batch)
      } else {
        rewrite(line.start, end, bytes, examiner.redactor.edits, examiner.redactor.replacements)
        if form == .text { quoteRecord() }
        if form == .document { joinLines() }
        let text = record
        try sealer.seal(
          record: text.span, envelope: envelope, in: identityBytes.span, line: result.lines,
          byteOffset: byteOffset, findings: counts,
          blindIndex: examiner.redactor.blindIndex, references: outside, into: &batch)
      }
    } catch {
      switch error {
      case .noPeriod: return .noPeriod
      case .contractEnded: return .contractEnded
      case .store(let failure): throw failure
      }
    }
    return nil
  }

  /// The key of the record's tenant, for the keyed operators.
  func operatorKey(_ tenant: Span<UInt8>) throws -> SecretKey? {
    try sealer.pseudonymKey(tenant: Envelope.Field(offset: 0, count: tenant.count), in: tenant)
  }

  /// Copies a value into the identity text, decoded.
  private mutating func place(_ value: FieldValue, _ bytes: Span<UInt8>) -> Envelope.Field {
    let start = identityText.count
    switch value.kind {
    case .absent, .container: return .absent
    case .string, .number:
      appendBytes(bytes.extracting(value.start..<value.end), to: &identityText)
    case .escapedString:
      JSONEscapes.decode(bytes, value.start, value.end, into: &identityText)
    }
    return Envelope.Field(offset: start, count: identityText.count - start)
  }

  private mutating func rewrite(
    _ start: Int, _ end: Int, _ bytes: Span<UInt8>, _ edits: [RecordRedactor.Edit],
    _ replacements: [UInt8]
  ) {
    record.removeAll(keepingCapacity: true)
    var copied = start
    for edit in edits {
      appendBytes(bytes.extracting(copied..<edit.start), to: &record)
      record.append(contentsOf: replacements[edit.replacement])
      copied = edit.end
    }
    appendBytes(bytes.extracting(copied..<end), to: &record)
  }

  private mutating func quoteRecord() {
    let text = record
    record = [UInt8(ascii: "\"")]
    JSONEscapes.encode(text.span, into: &record)
    record.append(UInt8(ascii: "\""))
  }

  /// Takes the line ends out, and the white space behind them: in valid JSON both stand between tokens only.
  private mutating func joinLines() {
    let document = record
    record.removeAll(keepingCapacity: true)
    var isBehindLineEnd = false
    for byte in document {
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): isBehindLineEnd = true
      case UInt8(ascii: " "), UInt8(ascii: "\t"): if !isBehindLineEnd { record.append(byte) }
      default:
        isBehindLineEnd = false
        record.append(byte)
      }
    }
  }

  private mutating func countFindings(_ findings: [RecordRedactor.RecordFinding]) {
    if !counts.isEmpty { counts.removeAll(keepingCapacity: true) }
    for found in findings {
      let entity = UInt16(found.finding.entity)
      if let index = counts.firstIndex(where: { $0.entity == entity }) {
        counts[index].count += 1
      } else {
        counts.append(FindingCount(entity: entity, count: 1))
      }
    }
    if counts.count > 1 { counts.sort { $0.entity < $1.entity } }
  }
}
