import Glibc
import Records
import TestSupport

@testable import Pipeline

enum FakeError: Error, Equatable {
  case item(Int)
  case idle, worker
}

/// A stage that takes its time, notes what it is given, and fails where it is told to.
final class FakeStage: Stage {
  final class Worker {}

  struct Seen: Sendable {
    var accepted: [Int] = []
    var text: [UInt8] = []
    /// Items between ``process(_:with:)`` beginning and ``accept(_:)`` ending, at most.
    var inFlight = 0
    var mostInFlight = 0
    var accepting = 0
    var acceptedTwiceAtATime = false
    var idles = 0
    var processed = 0
  }

  let seen = Locked(Seen())
  let patience: Int32
  /// Microseconds that processing an item takes.
  private let delay: @Sendable (Int) -> UInt32
  private let failsToProcess: Int?
  private let failsToAccept: Int?
  private let endsAt: Int?
  private let onIdle: @Sendable () throws -> Void

  init(
    delay: @escaping @Sendable (Int) -> UInt32 = { _ in 0 }, failsToProcess: Int? = nil,
    failsToAccept: Int? = nil, endsAt: Int? = nil, patience: Int32 = -1,
    onIdle: @escaping @Sendable () throws -> Void = {}
  ) {
    self.delay = delay
    self.failsToProcess = failsToProcess
    self.failsToAccept = failsToAccept
    self.endsAt = endsAt
    self.patience = patience
    self.onIdle = onIdle
  }

  func makeWorker() -> Worker { Worker() }

  func process(_ item: WorkItem, with worker: Worker) throws {
    seen.withLock {
      $0.processed += 1
      $0.inFlight += 1
      $0.mostInFlight = max($0.mostInFlight, $0.inFlight)
    }
    usleep(delay(item.number))
    if item.number == failsToProcess { throw FakeError.item(item.number) }
  }

  func accept(_ item: WorkItem) throws -> Bool {
    seen.withLock {
      $0.accepting += 1
      if $0.accepting > 1 { $0.acceptedTwiceAtATime = true }
    }
    defer {
      seen.withLock {
        $0.accepting -= 1
        $0.inFlight -= 1
      }
    }
    if item.number == failsToAccept { throw FakeError.item(item.number) }
    let chunk = item.chunk
    let bytes = chunk.bytes
    let text = bytes.indices.map { bytes[$0] }
    seen.withLock {
      $0.accepted.append(item.number)
      $0.text += text
    }
    return item.number != endsAt
  }

  func idle() throws {
    seen.withLock { $0.idles += 1 }
    try onIdle()
  }
}

/// Runs a stage over a file in chunks of a line or so.
func run(
  _ stage: some Stage, over input: [[UInt8]], workers: Int, chunk: Int = 1,
  form: InputForm = .jsonLines, stop: StopSignal? = nil, window: WindowLimits? = nil
) throws {
  let files = input.map { NamedFile($0) }
  var limits = ReadLimits()
  limits.chunk = chunk
  let stop = try stop ?? StopSignal()
  let sources = SourceSequence(
    files.map { Source(name: $0.path, path: $0.path) }, form: form, limits: limits,
    wake: stop.wakeDescriptor)
  try Engine(stage, sources: sources, stop: stop, window: window).run(workers: workers)
}
