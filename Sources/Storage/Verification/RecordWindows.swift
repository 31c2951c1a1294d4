import GRDB
import Synchronization

/// Hands stretches of sequence numbers to the threads of a verification: those only that hold records, as somebody who
/// changed a number may have left a gap that nobody lives to see the end of.
final class RecordWindows: Sendable {
  private let position: Mutex<Int64>
  private let last: Int64

  /// - Parameter last: the highest number that is looked at.
  init(through last: Int64) {
    position = Mutex(.min)
    // The end of a range lies behind it.
    self.last = min(last, .max - 1)
  }

  /// The next stretch, or nil when there is none left.
  func next(in store: Store) throws -> Range<Int64>? {
    try position.withLock { position in
      let first = try store.queue.unsafeRead { [position] db in
        try Int64.fetchOne(
          db, sql: "SELECT seq FROM records WHERE seq BETWEEN ? AND ? ORDER BY seq LIMIT 1",
          arguments: [position, last])
      }
      guard let first else { return nil }
      let (end, isOver) = first.addingReportingOverflow(RecordCheck.windowLength)
      position = isOver ? .max : min(end, last + 1)
      return first..<position
    }
  }
}
