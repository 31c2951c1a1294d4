import Detection
import Records
import Redaction

@testable import Pipeline

/// Redacts line after line with one examiner, as a worker does.
final class LineRedactor {
  private var examiner: ChunkExaminer
  private var emitter = RedactEmitter(stopsAtRefusal: false)
  private let item = WorkItem()

  /// A text is one value over several lines.
  var readsDocuments = false {
    didSet { item.form = readsDocuments ? .document : .jsonLines }
  }

  init(_ rules: RuleSet) throws {
    examiner = try ChunkExaminer(
      ExaminerSettings(
        rules: rules, policy: Policy(), operatorKey: nil, lineLimit: 1 << 20, stopsAtRefusal: false)
    )
  }

  func redact(_ line: String) throws -> String {
    item.chunk = Chunk(Array(line.utf8))
    try examiner.examine(item, emitter: &emitter)
    return item.result.isUnchanged ? line : String(decoding: item.result.output, as: UTF8.self)
  }
}
