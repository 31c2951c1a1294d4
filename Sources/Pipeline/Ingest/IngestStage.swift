import Detection
import Keys
import Records
package import Storage

/// The stage of `ingest`: records sealed by the workers, stored in the order of the input.
final class IngestStage: Stage {
  /// One worker's tools.
  final class Worker {
    var examiner: ChunkExaminer
    var emitter: IngestEmitter

    fileprivate init(_ examiner: consuming ChunkExaminer, _ emitter: IngestEmitter) {
      self.examiner = examiner
      self.emitter = emitter
    }
  }

  private let options: RunOptions
  private let members: IngestMembers
  private let ingest: Ingest
  private let witness: IngestWitness
  private let sources: [IngestSource]
  private let ordered: Locked<Ordered>
  /// Short enough that a trickle is committed within a second.
  let patience: Int32 = 400

  /// What only the ordered stage touches.
  private struct Ordered {
    var report = RunReport()
    /// Lines of the current source before the next chunk.
    var lines: Int64 = 0
    /// Something was taken in since the last commit.
    var awaitsCommit = false
    /// The first source whose last line was left for the next run, and that line.
    var incomplete: RunReport.Refusal?

    mutating func noteCommit(_ taken: Duration, stored: Int64) {
      report.stored = Int(stored)
      if awaitsCommit { report.commits.add(taken) }
      awaitsCommit = false
    }
  }

  init(
    _ options: RunOptions, _ members: IngestMembers, _ ingest: Ingest, _ witness: IngestWitness,
    _ sources: [IngestSource]
  ) {
    self.options = options
    self.members = members
    self.ingest = ingest
    self.witness = witness
    self.sources = sources
    var first = Ordered()
    first.report.entities = options.rules.entities
    first.report.stored = 0
    first.report.size = Source.totalSize(sources.map(\.source))
    ordered = Locked(first)
  }

  /// Ends the ingest with a commit and says what the run did.
  func finish() throws -> RunReport {
    let (counts, taken) = try Self.timed { try ingest.finish() }
    var report = ordered.withLock { ordered in
      ordered.noteCommit(taken, stored: counts.stored)
      return ordered.report
    }
    let skipped = witness.skipped
    report.tally.read += skipped.records
    report.tally.bytes += skipped.bytes
    report.stored = Int(counts.stored)
    report.duplicates = Int(counts.duplicates) + skipped.records
    report.expired = Int(counts.expired)
    report.clamped = Int(counts.clamped)
    report.incomplete = ordered.withLock { $0.incomplete }
    return report
  }

  func makeWorker() throws -> Worker { try Self.worker(options, members, ingest) }

  /// The tools that make records of lines for an ingest.
  static func worker(
    _ options: RunOptions, _ members: IngestMembers, _ ingest: Ingest
  ) throws -> Worker {
    var settings = options.examinerSettings
    settings.stopsAtRefusal = false
    settings.turns?.pointer = members.identity.pointer(to: .conversation)
    settings.extraFields = members.identity.names + members.references.names
    settings.indexesValues = true
    settings.storesCues = true
    let examiner = try ChunkExaminer(settings)
    let emitter = IngestEmitter(
      try ingest.makeSealer(), members.identity, members.references, numbers: examiner.extraFields)
    return Worker(examiner, emitter)
  }

  func process(_ item: WorkItem, with worker: Worker) throws {
    options.queue.begin()
    if item.chunk.content == .damaged {
      item.result.clear(entities: options.rules.entities.count)
      return
    }
    let source = sources[item.source]
    worker.examiner.conversation =
      source.isReplayable ? Array(JSONObjectWriter.quoted(source.source.name).utf8) : nil
    worker.emitter.begin(item, witness.source(item.source).handle)
    try worker.examiner.examine(
      item, leavesIncompleteLine: source.isReplayable, emitter: &worker.emitter)
    swap(&worker.emitter.batch, &item.batch)
  }

  func accept(_ item: WorkItem) throws -> Bool {
    defer { options.queue.end() }
    return try ordered.withLock { ordered in
      if item.isFirstOfSource { ordered.lines = witness.source(item.source).linesBefore }
      if item.chunk.content == .damaged {
        ordered.report.damaged.append(
          RunReport.Refusal(
            source: sources[item.source].source.name, line: Int(ordered.lines) + 1,
            reason: RefusalReason.damaged.rawValue))
        return true
      }
      guard var position = item.position else { preconditionFailure("read(_:) sets it") }
      if item.result.leftIncomplete {
        guard let before = item.positionBeforeLastLine else { return true }
        position = before
        ordered.incomplete =
          ordered.incomplete
          ?? RunReport.Refusal(
            source: sources[item.source].source.name,
            line: Int(ordered.lines) + item.result.lines + 1, reason: RefusalReason.badJSON.rawValue
          )
      }
      position.lines = ordered.lines + Int64(item.result.lines)
      try ingest.append(item.batch, firstLine: ordered.lines + 1, position: position)
      ordered.awaitsCommit = true
      ordered.lines = position.lines
      ordered.report.tally.add(item.result.tally)
      ordered.report.consumed = item.consumed
      let (hasCommitted, taken) = try Self.timed { try ingest.commitIfDue() }
      if hasCommitted { ordered.noteCommit(taken, stored: ingest.progress.stored) }
      options.progress?(ordered.report)
      return true
    }
  }

  func idle() throws {
    try ordered.withLock { ordered in
      guard ordered.awaitsCommit else { return }
      let (_, taken) = try Self.timed { try ingest.commit() }
      ordered.noteCommit(taken, stored: ingest.progress.stored)
      options.progress?(ordered.report)
    }
  }

  func join(_ turns: HeldItems.Group, with worker: Worker) -> Bool { worker.examiner.join(turns) }

  func mentioned(
    _ names: [[UInt8]], in note: TurnNote, of item: WorkItem, with worker: Worker
  ) -> [[UInt8]] {
    worker.examiner.mentioned(names, in: note, of: item)
  }

  func canBeReadAgain(_ item: WorkItem) -> Bool { sources[item.source].isReplayable }

  private static func timed<Result>(
    _ body: () throws -> Result
  ) rethrows -> (Result, Duration) {
    let clock = ContinuousClock()
    let start = clock.now
    let result = try body()
    return (result, clock.now - start)
  }
}

/// Which members of a record the store wants to know apart from the record.
package struct IngestMembers: Sendable {
  package var identity: IdentityFields
  package var references: ReferenceFields

  package init(identity: IdentityFields, references: ReferenceFields) {
    self.identity = identity
    self.references = references
  }
}

/// Runs `ingest`.
package enum IngestRun {
  /// About what is examined in the time that somebody else writes to the store.
  private static let chunksAhead = 32

  /// Redacts the sources' records and stores them.
  ///
  /// What a former run has stored of a source is skipped. A signal ends the run after a commit.
  /// - Throws: ``PipelineError`` or `StoreError`; what was committed before it stays.
  package static func run(
    _ options: RunOptions, sources: [IngestSource], members: IngestMembers, into ingest: Ingest,
    stop: StopSignal
  ) throws -> RunReport {
    let clock = ContinuousClock()
    let start = clock.now
    let witness = try IngestWitness(ingest, sources, stop)
    let stage = IngestStage(options, members, ingest, witness, sources)
    let sequence = SourceSequence(
      sources.map(\.source), form: options.form, limits: options.limits, wake: stop.wakeDescriptor,
      witness: witness)
    do {
      try Engine(
        stage, sources: sequence, stop: stop, window: options.window, chunksAhead: chunksAhead
      ).run(workers: options.workers)
    } catch {
      // What came before the error in the input is whole; it is kept, and the error is told.
      _ = try? ingest.finish()
      throw error
    }
    var report = try stage.finish()
    report.seconds = (clock.now - start) / .seconds(1)
    return report
  }
}
