import Records

/// What a run does with chunks: in parallel first, then in input order.
protocol Stage: AnyObject, Sendable {
  /// What one worker owns: scanner, detector, buffers.
  associatedtype Worker: AnyObject

  func makeWorker() throws -> Worker
  /// Examines an item; runs on several threads at a time, each with its own worker.
  func process(_ item: WorkItem, with worker: Worker) throws
  /// Takes the next item in input order; never runs twice at a time.
  ///
  /// - Returns: false to end the run here.
  func accept(_ item: WorkItem) throws -> Bool
  /// Nothing arrived for ``patience``; never runs beside ``accept(_:)``.
  func idle() throws
  /// Milliseconds to wait for input before ``idle()``; -1 for ever.
  var patience: Int32 { get }
}

/// Runs a stage over sources with a fixed number of threads.
///
/// There is no reader thread and no writer thread. Each worker takes its turn at reading, examines its chunk
/// beside the others, and leaves the result with the joiner; whoever completes the next one in order also
/// writes it and all that follow it. So one worker is one thread, no core waits while another could hand
/// over, and a slow sink stops the reading by itself: the items are a fixed number, and they come back only
/// when written. The alternative, a thread for each role with queues between, costs two more threads and a
/// hand-over for every chunk (it can't serve `--workers 1` on one thread either).
final class Engine<Work: Stage>: Sendable {
  private let stage: Work
  private let stop: StopSignal
  private let reading: Locked<SourceSequence>
  private let joiner = Joiner()

  init(_ stage: Work, sources: consuming SourceSequence, stop: StopSignal) {
    self.stage = stage
    self.stop = stop
    reading = Locked(sources)
  }

  /// Runs until the sources end, the stage says so, or the stop signal comes.
  ///
  /// - Throws: the first error of any worker; everything before it in input order has been accepted.
  func run(workers: Int) throws {
    joiner.provide(items: workers * 2 + 2)
    runOnThreads(workers) { self.work() }
    if let failure = joiner.failure { throw failure }
  }

  private func work() {
    do {
      let worker = try stage.makeWorker()
      while !stop.isStopped, let item = joiner.takeFree() {
        let outcome = try reading.withLock { try $0.read(into: item, patience: stage.patience) }
        switch outcome {
        case .chunk:
          item.failure = nil
          do { try stage.process(item, with: worker) } catch { item.failure = error }
          try joiner.join(item) { try self.write($0) }
        case .idle:
          joiner.giveBack(item)
          try joiner.whenNobodyWrites({ try stage.idle() }, write: { try self.write($0) })
        case .end, .woken:
          joiner.giveBack(item)
          return
        }
      }
    } catch {
      joiner.fail(error)
      stop.stop()
    }
  }

  private func write(_ item: WorkItem) throws -> Bool {
    if let failure = item.failure { throw failure }
    let goesOn = try stage.accept(item)
    if !goesOn { stop.stop() }
    return goesOn
  }
}
