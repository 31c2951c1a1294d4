import Synchronization

/// How many chunks of a run are read and not written yet, for whoever watches from another thread.
package final class QueueDepth: Sendable {
  private let begun = Atomic(0)
  private let ended = Atomic(0)

  package init() {}

  /// Those that workers are at, those that wait for their turn, and the one that is being written. A sink that stalls
  /// shows in a number that stays: a run has two more than two for each worker.
  package var chunks: Int { begun.load(ordering: .relaxed) - ended.load(ordering: .relaxed) }

  func begin() { begun.add(1, ordering: .relaxed) }
  func end() { ended.add(1, ordering: .relaxed) }
}
