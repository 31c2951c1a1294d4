import Detection
import Records
import Redaction

@testable import Pipeline

/// One worker's tools, as `redact` has them.
final class Examination {
  private var examiner: ChunkExaminer
  private let item = WorkItem()

  /// What became of a chunk.
  struct Result {
    var output: [UInt8]
    var refused: [RefusedLine]
    /// The records, as they stand in the input, each with what it became.
    var records: [(line: Range<Int>, written: [UInt8])] = []
  }

  init(_ policy: Policy, rules: RuleSet) throws {
    examiner = try ChunkExaminer(
      ExaminerSettings(
        rules: rules, policy: policy, operatorKey: nil, lineLimit: 1 << 20, stopsAtRefusal: false))
  }

  func examine(_ input: [UInt8], _ form: InputForm) throws -> Result {
    item.chunk = Chunk(input)
    item.form = form
    if form.isCaptions {
      var emitter = CaptionEmitter(stopsAtRefusal: false)
      try examiner.examine(item, emitter: &emitter)
      return result(input)
    }
    var emitter = WitnessEmitter()
    try examiner.examine(item, emitter: &emitter)
    var result = result(input)
    result.records = emitter.records
    return result
  }

  /// The chunk that was examined last, with what was refused of it.
  var refusedItem: WorkItem { item }

  private func result(_ input: [UInt8]) -> Result {
    Result(
      output: item.result.isUnchanged ? input : item.result.output, refused: item.result.refused)
  }
}

/// Emits what `redact` does, and keeps each record with what it became.
private struct WitnessEmitter: LineEmitter {
  private var redact = RedactEmitter(stopsAtRefusal: false)
  private(set) var records: [(line: Range<Int>, written: [UInt8])] = []

  mutating func blank(_ line: ScannedLine, _ bytes: Span<UInt8>, _ result: inout ChunkResult) {
    redact.blank(line, bytes, &result)
  }

  mutating func record(
    _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>,
    _ examiner: borrowing ChunkExaminer, _ result: inout ChunkResult
  ) -> RefusalReason? {
    var written: [UInt8] = []
    var copied = line.start
    for edit in examiner.redactor.edits {
      law(copied <= edit.start && edit.start <= edit.end && edit.end <= line.end, "edits in order")
      for index in copied..<edit.start { written.append(bytes[index]) }
      written += examiner.redactor.replacements[edit.replacement]
      copied = edit.end
    }
    for index in copied..<line.end { written.append(bytes[index]) }
    records.append((line.start..<line.end, written))
    return redact.record(line, bytes, maps, examiner, &result)
  }

  mutating func refused(_ line: RefusedLine, _ bytes: Span<UInt8>, _ result: inout ChunkResult) {
    redact.refused(line, bytes, &result)
  }

  mutating func end(_ bytes: Span<UInt8>, _ result: inout ChunkResult) {
    redact.end(bytes, &result)
  }
}
