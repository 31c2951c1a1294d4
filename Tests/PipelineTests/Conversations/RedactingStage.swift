import Detection
import Records
import Redaction

@testable import Pipeline

/// Redacts chunks as `hush redact` does, into memory.
final class RedactingStage: Stage {
  final class Worker {
    fileprivate var examiner: ChunkExaminer
    fileprivate var emitter = RedactEmitter(stopsAtRefusal: false)

    fileprivate init(_ examiner: consuming ChunkExaminer) { self.examiner = examiner }
  }

  struct Written: Sendable {
    var text: [UInt8] = []
    var tally = Tally()
    /// Chunks that were read, and that were not written yet, at most.
    var read = 0
    var most = 0
  }

  let written = Locked(Written())
  let patience: Int32 = -1
  private let settings: ExaminerSettings

  init(_ rules: RuleSet, window: WindowLimits?) {
    var options = RunOptions(rules: rules)
    options.window = window
    options.quarantine = QuarantineOptions(path: "none")
    settings = options.examinerSettings
  }

  func makeWorker() throws -> Worker { Worker(try ChunkExaminer(settings)) }

  func process(_ item: WorkItem, with worker: Worker) throws {
    let isNew = !item.joined.hasTurns
    try worker.examiner.examine(item, emitter: &worker.emitter)
    if isNew {
      written.withLock {
        $0.read += 1
        $0.most = max($0.most, $0.read)
      }
    }
  }

  func join(_ turns: HeldItems.Group, with worker: Worker) -> Bool { worker.examiner.join(turns) }

  func mentioned(
    _ names: [[UInt8]], in note: TurnNote, of item: WorkItem, with worker: Worker
  ) -> [[UInt8]] {
    worker.examiner.mentioned(names, in: note, of: item)
  }

  func accept(_ item: WorkItem) -> Bool {
    let chunk = item.chunk
    let bytes = chunk.bytes
    let text = item.result.isUnchanged ? bytes.indices.map { bytes[$0] } : item.result.output
    written.withLock {
      $0.read -= 1
      $0.text += text
      $0.tally.add(item.result.tally)
    }
    return true
  }

  func idle() {}
}
