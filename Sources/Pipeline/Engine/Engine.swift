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
  /// Examines turns of one conversation together, and notes in their items what they share.
  ///
  /// - Returns: whether they hold a value whole.
  func join(_ turns: HeldItems.Group, with worker: Worker) throws -> Bool
  /// Which of some names stand in a turn of an item.
  func mentioned(
    _ names: [[UInt8]], in note: TurnNote, of item: WorkItem, with worker: Worker
  ) -> [[UInt8]]
  /// Whether what was read into an item can be read again by another run, so that it need not be taken in by this one.
  func canBeReadAgain(_ item: WorkItem) -> Bool
}

extension Stage {
  func join(_ turns: HeldItems.Group, with worker: Worker) throws -> Bool { false }
  func mentioned(
    _ names: [[UInt8]], in note: TurnNote, of item: WorkItem, with worker: Worker
  ) -> [[UInt8]] { [] }
  func canBeReadAgain(_ item: WorkItem) -> Bool { false }
}

/// Runs a stage over sources with a fixed number of threads.
///
/// There is no reader thread and no writer thread. Each worker takes its turn at reading, examines its chunk
/// beside the others, and leaves the result with the joiner; whoever completes the next one in order also
/// writes it and all that follow it. So one worker is one thread, no core waits while another could hand
/// over, and a slow sink stops the reading by itself: the items are a bounded number, and they come back only
/// when written. The alternative, a thread for each role with queues between, costs two more threads and a
/// hand-over for every chunk (it can't serve `--workers 1` on one thread either).
final class Engine<Work: Stage>: Sendable {
  private let stage: Work
  private let stop: StopSignal
  private let reading: Locked<SourceSequence>
  private let joiner = Joiner()
  /// nil where records are not held back for others.
  private let window: WindowLimits?
  /// Chunks that may be examined ahead of a sink that stands still, beside those that always are.
  private let chunksAhead: Int
  /// Belongs to whichever worker writes.
  private let held: Locked<HeldItems>

  init(
    _ stage: Work, sources: consuming SourceSequence, stop: StopSignal,
    window: WindowLimits? = nil, chunksAhead: Int = 0
  ) {
    self.stage = stage
    self.chunksAhead = chunksAhead
    self.stop = stop
    self.window = window
    reading = Locked(sources)
    held = Locked(HeldItems(window ?? .standard))
  }

  /// Milliseconds between two looks at what waits.
  private static var tick: Int32 { 100 }

  private var patience: Int32 {
    guard window != nil else { return stage.patience }
    return stage.patience < 0 ? Self.tick : min(stage.patience, Self.tick)
  }

  /// Runs until the sources end, the stage says so, or the stop signal comes.
  ///
  /// - Throws: the first error of any worker; everything before it in input order has been accepted.
  func run(workers: Int) throws {
    // One worker writes what it has examined, and nothing is examined meanwhile.
    joiner.provide(items: workers * 2 + 2, ahead: workers > 1 ? chunksAhead : 0)
    runOnThreads(workers) { self.work() }
    // What came before an error in the input is whole.
    let failure = joiner.failure
    do { try finish() } catch { throw failure ?? error }
    if let failure { throw failure }
  }

  /// Writes what waits for turns that come no more.
  private func finish() throws {
    try held.withLock { held in
      guard !held.isEmpty else { return }
      held.end()
      while let item = held.next() {
        // What another run reads again, it can still join with what follows.
        if stop.isStopped, stage.canBeReadAgain(item) { return }
        guard try accept(item, of: &held) else { return }
      }
    }
  }

  private func work() {
    do {
      let worker = try stage.makeWorker()
      while !stop.isStopped, let item = joiner.takeFree() {
        let outcome = try reading.withLock { try $0.read(into: item, patience: patience) }
        switch outcome {
        case .chunk:
          item.forget()
          do { try stage.process(item, with: worker) } catch { item.failure = error }
          try joiner.join(item) { try self.write($0, worker) }
        case .idle:
          joiner.giveBack(item)
          try joiner.whenNobodyWrites(
            {
              try self.writeExpired()
              try stage.idle()
            }, write: { try self.write($0, worker) })
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

  /// Takes the next item in order: writes it and what waited for it, or keeps it.
  ///
  /// - Returns: an item to read into; nil to end the run.
  private func write(_ item: WorkItem, _ worker: Work.Worker) throws -> WorkItem? {
    try held.withLock { held in
      if window == nil || held.lets(item) {
        return try accept(item, of: &held) ? item : nil
      }
      try take(item, worker, into: &held)
      held.expire(now: .now)
      if item.failure != nil || item.result.endsRun { held.end() }
      var isKept = true
      repeat {
        while let next = held.next() {
          guard try accept(next, of: &held) else { return nil }
          if next === item { isKept = false } else { held.reuse(next) }
        }
      } while held.makeRoom()
      if isKept { item.trim() }
      return isKept ? held.standIn() : item
    }
  }

  /// Writes what has waited long enough.
  private func writeExpired() throws {
    guard window != nil else { return }
    try held.withLock { held in
      guard !held.isEmpty else { return }
      // Looked at again only a tick later, when it would be too late.
      held.expire(now: .now.advanced(by: .milliseconds(Int(Self.tick))))
      while let next = held.next() {
        guard try accept(next, of: &held) else { return }
        held.reuse(next)
      }
    }
  }

  /// Lets an item wait with those before it, and examines once more those that share something with it.
  private func take(
    _ item: WorkItem, _ worker: Work.Worker, into held: inout HeldItems
  ) throws {
    var changed: [WorkItem] = []
    try held.take(item, now: .now) { names, note in
      stage.mentioned(names, in: note, of: item, with: worker)
    } join: { turns in
      let isWhole = try stage.join(turns, with: worker)
      for case let item? in turns.map(\.item)
      where item.joined.isChanged && !changed.contains(where: { $0 === item }) {
        changed.append(item)
      }
      return isWhole
    }
    if item.joined.isChanged, !changed.contains(where: { $0 === item }) { changed.append(item) }
    for item in changed {
      item.joined.isChanged = false
      do { try stage.process(item, with: worker) } catch { item.failure = error }
    }
  }

  private func accept(_ item: WorkItem, of held: inout HeldItems) throws -> Bool {
    do {
      if let failure = item.failure { throw failure }
      if try stage.accept(item) { return true }
    } catch {
      held.abandon()
      throw error
    }
    held.abandon()
    stop.stop()
    return false
  }
}
