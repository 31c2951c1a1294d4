import Detection
import Keys
import Records

/// The stage of `redact` and `scan`: chunks in, lines out, nothing kept.
final class FilterStage: Stage {
  /// What comes out.
  enum Product: Sendable {
    case redactedLines
    case findings(ScanDetail)
  }

  /// One worker's tools.
  final class Worker {
    fileprivate var examiner: ChunkExaminer
    fileprivate var redact: RedactEmitter
    fileprivate var redactCaptions: CaptionEmitter
    fileprivate var scan: ScanEmitter

    fileprivate init(_ examiner: consuming ChunkExaminer, _ product: Product, stops: Bool) {
      self.examiner = examiner
      redact = RedactEmitter(stopsAtRefusal: stops)
      redactCaptions = CaptionEmitter(stopsAtRefusal: stops)
      var detail = ScanDetail()
      if case .findings(let asked) = product { detail = asked }
      scan = ScanEmitter(detail)
    }
  }

  private let options: RunOptions
  private let product: Product
  private let ordered: Locked<Ordered>
  let patience: Int32 = -1

  /// What only the ordered stage touches.
  private struct Ordered: ~Copyable {
    var output = OrderedOutput(.standardOutput)
    var quarantine: QuarantineFile?
    var report = RunReport()
  }

  init(_ options: RunOptions, _ product: Product) throws {
    self.options = options
    self.product = product
    var first = Ordered()
    if let quarantine = options.quarantine { first.quarantine = try QuarantineFile(quarantine) }
    first.report.entities = options.rules.entities
    first.report.size = Source.totalSize(options.sources)
    ordered = Locked(first)
  }

  var report: RunReport { ordered.withLock { $0.report } }

  func makeWorker() throws -> Worker {
    var settings = options.examinerSettings
    if case .findings(let detail) = product { settings.explains = detail.explains }
    return Worker(try ChunkExaminer(settings), product, stops: options.quarantine == nil)
  }

  func process(_ item: WorkItem, with worker: Worker) throws {
    options.queue.begin()
    switch product {
    case .redactedLines where item.form.isCaptions:
      try worker.examiner.examine(item, emitter: &worker.redactCaptions)
    case .redactedLines:
      try worker.examiner.examine(item, emitter: &worker.redact)
    case .findings:
      worker.scan.source = JSONObjectWriter.quoted(options.sources[item.source].name)
      try worker.examiner.examine(item, emitter: &worker.scan)
    }
  }

  func accept(_ item: WorkItem) throws -> Bool {
    defer { options.queue.end() }
    return try ordered.withLock { ordered in
      let source = options.sources[item.source].name
      ordered.output.begin(item)
      // The quarantine first: a line is never in neither place.
      try ordered.quarantine?.write(item, source: source, linesBefore: ordered.output.line)
      switch product {
      case .redactedLines: try ordered.output.writeLines(item)
      case .findings: try ordered.output.writeSpliced(item.result)
      }
      ordered.report.tally.add(item.result.tally)
      ordered.report.consumed = item.consumed
      if options.quarantine == nil, let refused = item.result.refused.first {
        ordered.report.stoppedAt = RunReport.Refusal(
          source: source, line: ordered.output.line + refused.line + 1,
          reason: refused.reason.rawValue)
        return false
      }
      ordered.output.end(item)
      options.progress?(ordered.report)
      return true
    }
  }

  func idle() {}

  func join(_ turns: HeldItems.Group, with worker: Worker) -> Bool { worker.examiner.join(turns) }

  func mentioned(
    _ names: [[UInt8]], in note: TurnNote, of item: WorkItem, with worker: Worker
  ) -> [[UInt8]] {
    worker.examiner.mentioned(names, in: note, of: item)
  }
}

/// Runs `redact` and `scan`.
package enum FilterRun {
  /// Writes the sources' lines to standard output with personal data replaced.
  ///
  /// - Throws: ``PipelineError``; what came before it has been written.
  package static func redact(_ options: RunOptions, stop: StopSignal) throws -> RunReport {
    try run(options, .redactedLines, stop)
  }

  /// Writes one line for each finding to standard output.
  ///
  /// - Throws: ``PipelineError``; what came before it has been written.
  package static func scan(
    _ options: RunOptions, _ detail: ScanDetail, stop: StopSignal
  ) throws -> RunReport {
    try run(options, .findings(detail), stop)
  }

  private static func run(
    _ options: RunOptions, _ product: FilterStage.Product, _ stop: StopSignal
  ) throws -> RunReport {
    try Source.check(options.sources)
    let clock = ContinuousClock()
    let start = clock.now
    let stage = try FilterStage(options, product)
    let sources = SourceSequence(
      options.sources, form: options.form, limits: options.limits, wake: stop.wakeDescriptor)
    try Engine(stage, sources: sources, stop: stop, window: options.window).run(
      workers: options.workers)
    var report = stage.report
    report.seconds = (clock.now - start) / .seconds(1)
    return report
  }
}
