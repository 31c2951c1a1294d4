import Foundation
import GRDB
import Retention
import Storage
import TestSupport

/// What a store is put through while its files are watched: some steps of everything that writes.
final class Workload {
  /// What is told apart: the records a read gives, and the rows there are.
  struct State: Equatable {
    let texts: [String]
    let rows: Int?

    init(_ store: Store) throws {
      texts = try store.read(.legal).map { String(decoding: $0.record, as: UTF8.self) }
      rows = try DatabaseQueue(path: store.path).read {
        try Int.fetchOne($0, sql: "SELECT count(*) FROM records")
      }
    }
  }

  let temporary: TemporaryStore
  private let folders = ScratchFolders()
  private var random: SplitMix64
  private var plans: [(event: Int64, image: String, seed: UInt64)] = []
  /// How the store stood when a step was over, and how many events there had been by then.
  private var steps: [(events: Int64, state: State)] = []
  private var taken = 0

  private static let stepCount = 14
  private static let people = 5

  init(seed: Int) throws {
    temporary = try TemporaryStore()
    random = SplitMix64(seed: seed)
    try folders.make()
  }

  deinit { folders.remove() }

  /// Plans a cut; says where the files will be.
  func plan(_ event: Int64, seed: UInt64) throws -> String {
    let image = try folders.image()
    plans.append((event, image, seed))
    return image
  }

  /// Goes through all steps; says how many events there were.
  func run() throws -> Int64 {
    try PowerLoss.watching(temporary.folder) {
      for plan in plans { PowerLoss.plan(at: plan.event, image: plan.image, seed: plan.seed) }
      var store = try temporary.open()
      try note(0, store)
      for _ in 0..<Self.stepCount {
        try step(&store)
        try note(PowerLoss.events, store)
      }
      return PowerLoss.events
    }
  }

  /// How the store stood when the last step before an event was over, and after the next one.
  func states(around event: Int64) -> (before: State, after: State) {
    let last = steps.lastIndex { $0.events <= event } ?? 0
    return (steps[last].state, steps[min(last + 1, steps.count - 1)].state)
  }

  private func note(_ events: Int64, _ store: Store) throws {
    steps.append((events, try State(store)))
  }

  private func step(_ store: inout Store) throws {
    switch random.below(8) {
    case 0...3: try take(into: store)
    case 4, 5:
      // Nobody of that name is an answer, too.
      do { try store.request(.erasure, of: "s\(random.below(Self.people))") } catch StoreError
        .notStored
      {}
    case 6:
      let options = SweepOptions(asOf: TemporaryStore.now, actor: "tester") { TemporaryStore.now }
      _ = try store.sweep(options)
    default:
      // The last connection that closes empties the logs and takes them away.
      store = try temporary.open()
    }
  }

  /// Takes records in, a third of them past their date; some batches span many pages.
  private func take(into store: Store) throws {
    let count = random.chance(1, in: 3) ? 200 : 1 + random.below(20)
    let records = (0..<count).map { _ in
      taken += 1
      return TestRecord(
        text: "\"\(taken) \(String(repeating: "x", count: random.below(300)))\"",
        subject: "s\(random.below(Self.people))", conversation: "c\(random.below(9))",
        time: taken % 3 == 0 ? "2024-01-01T00:00:00Z" : "2024-05-31T12:00:00Z")
    }
    try store.take(records, source: "source \(taken)")
  }
}
