import ArgumentParser
import Foundation
import Pipeline
import Retention
import Synchronization

/// Keeps a file of metrics up to date while a run goes on.
final class Metrics: Sendable {
  private let path: String?
  private let oldestExpiry: @Sendable () -> Timestamp?
  /// For the run's options.
  let queue = QueueDepth()
  private let start = ContinuousClock.now
  private let state = Mutex(RunMetrics())

  /// Seconds between two writings.
  private static let pause: TimeInterval = 2

  /// - Parameter oldestExpiry: asked before and after the run.
  init(_ path: String?, oldestExpiry: @escaping @Sendable () -> Timestamp? = { nil }) {
    self.path = path
    self.oldestExpiry = oldestExpiry
  }

  /// What the pipeline calls, after `other`; nil when nobody wants to know.
  func callback(
    after other: (@Sendable (RunReport) -> Void)?
  ) -> (@Sendable (RunReport) -> Void)? {
    if path == nil { return other }
    return { [self] report in
      other?(report)
      state.withLock { $0.report = report }
    }
  }

  /// Runs `body` and writes the file before it, every few seconds beside it, and after it.
  ///
  /// - Throws: what `body` throws; ``PipelineError`` when the file can't be written at the start or the end.
  func during(_ body: () throws -> RunReport) throws -> RunReport {
    guard let path else { return try body() }
    noteExpiry()
    try write(to: path)
    Thread.detachNewThread { [self] in
      while state.withLock({ $0.isRunning }) {
        Thread.sleep(forTimeInterval: Self.pause)
        // The last writing is not this thread's, and a failure shows there.
        if state.withLock({ $0.isRunning }) { try? write(to: path) }
      }
    }
    let outcome = Result(catching: body)
    noteExpiry()
    state.withLock { state in
      state.isRunning = false
      switch outcome {
      case .success(let report): state.report = report
      case .failure: state.hasFailed = true
      }
    }
    do { try write(to: path) } catch { if case .success = outcome { throw error } }
    return try outcome.get()
  }

  private func noteExpiry() {
    let expiry = oldestExpiry().map { Double($0.milliseconds) / 1000 }
    state.withLock { $0.oldestExpiry = expiry }
  }

  private func write(to path: String) throws {
    try state.withLock { state in
      state.queuedChunks = queue.chunks
      state.secondsSince1970 = Date().timeIntervalSince1970
      if state.isRunning { state.report.seconds = (ContinuousClock.now - start) / .seconds(1) }
      try MetricsFile.write(state.text, to: path)
    }
  }
}
