import Records

/// Puts chunks back into input order between the workers and the sink.
///
/// It knows no chunk's content: what is held back for another is the engine's, in ``HeldItems``.
final class Joiner: @unchecked Sendable {
  private let monitor = Monitor()
  // All below is guarded by the monitor.
  private var free: [WorkItem] = []
  private var ready: [Int: WorkItem] = [:]
  private var nextNumber = 0
  private var isWriting = false
  private var isClosed = false
  private var firstFailure: (any Error)?

  var failure: (any Error)? { monitor.withLock { firstFailure } }

  /// Sets how many items there are: the bound on what is in flight.
  func provide(items: Int) {
    monitor.withLock { free = (0..<items).map { _ in WorkItem() } }
  }

  /// An item to read into; waits while all are in flight. nil when the run is over.
  func takeFree() -> WorkItem? {
    monitor.withLock {
      while free.isEmpty, !isClosed { monitor.wait() }
      return isClosed ? nil : free.removeLast()
    }
  }

  func giveBack(_ item: WorkItem) {
    monitor.withLock {
      free.append(item)
      monitor.broadcast()
    }
  }

  /// Ends the run because of an error; the first one is kept.
  func fail(_ error: any Error) {
    monitor.withLock {
      if firstFailure == nil { firstFailure = error }
      isClosed = true
      monitor.broadcast()
    }
  }

  /// Leaves an examined item, and writes whatever is next in order unless another thread is at it.
  ///
  /// - Parameter write: gets the items in input order, and gives one to read into; nil ends the run.
  /// - Throws: what `write` throws, after closing.
  func join(_ item: WorkItem, write: (WorkItem) throws -> WorkItem?) throws {
    monitor.lock()
    ready[item.number] = item
    try writeReady(write)
  }

  /// Runs `body` unless somebody is writing, then writes what came meanwhile.
  func whenNobodyWrites(_ body: () throws -> Void, write: (WorkItem) throws -> WorkItem?) throws {
    monitor.lock()
    guard !isWriting, !isClosed else {
      monitor.unlock()
      return
    }
    isWriting = true
    monitor.unlock()
    do {
      try body()
    } catch {
      fail(error)
      throw error
    }
    monitor.lock()
    isWriting = false
    try writeReady(write)
  }

  /// Becomes the writer if nobody is. The monitor is held on entry and given up on return.
  private func writeReady(_ write: (WorkItem) throws -> WorkItem?) throws {
    defer { monitor.unlock() }
    if isWriting { return }
    isWriting = true
    while !isClosed, let next = ready.removeValue(forKey: nextNumber) {
      monitor.unlock()
      let outcome = Result { try write(next) }
      monitor.lock()
      nextNumber += 1
      switch outcome {
      case .success(let item?): free.append(item)
      case .success(nil): isClosed = true
      case .failure(let error):
        if firstFailure == nil { firstFailure = error }
        isClosed = true
        monitor.broadcast()
        throw error
      }
      monitor.broadcast()
    }
    isWriting = false
  }
}
