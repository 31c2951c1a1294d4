import Records

/// Puts chunks back into input order between the workers and the sink.
///
/// It knows no chunk's content: what is held back for another is the engine's, in ``HeldItems``.
final class Joiner: @unchecked Sendable {
  private let monitor = Monitor()
  // All below is guarded by the monitor.
  private var free: [WorkItem] = []
  /// More items that may be made while the sink stands still, and those that were.
  private var itemsAhead = 0
  private var itemsMade = 0
  private var ready: [Int: WorkItem] = [:]
  /// Bytes of the chunks in ``ready``.
  private var bytesReady = 0
  private var nextNumber = 0
  private var isWriting = false
  private var isClosed = false
  private var firstFailure: (any Error)?

  var failure: (any Error)? { monitor.withLock { firstFailure } }

  /// When so many bytes are examined and not written, no items are made for more.
  static let mostBytesAhead = 8 << 20
  /// Items that were made beside the others are given up when they held more: a long line takes many times its length.
  private static let mostBytesKept = 1 << 20

  /// Sets how many items there are: the bound on what is in flight.
  ///
  /// - Parameter ahead: how many more there may be for a sink that stands still at times, as a store does while
  ///   somebody else writes to it. They are made when they are needed.
  func provide(items: Int, ahead: Int = 0) {
    monitor.withLock {
      free = (0..<items).map { _ in WorkItem() }
      itemsAhead = ahead
    }
  }

  /// An item to read into; waits while all are in flight. nil when the run is over.
  func takeFree() -> WorkItem? {
    monitor.withLock {
      while free.isEmpty, !isClosed {
        if itemsMade < itemsAhead, bytesReady < Self.mostBytesAhead {
          itemsMade += 1
          return WorkItem()
        }
        monitor.wait()
      }
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
    bytesReady += item.chunk.count
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
      bytesReady -= next.chunk.count
      monitor.unlock()
      let outcome = Result { try write(next) }
      monitor.lock()
      nextNumber += 1
      switch outcome {
      case .success(let item?):
        if itemsMade > 0, item.chunk.count > Self.mostBytesKept {
          itemsMade -= 1
        } else {
          free.append(item)
        }
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
