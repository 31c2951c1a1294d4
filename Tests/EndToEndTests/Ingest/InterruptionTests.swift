import Foundation
import Glibc
import Testing

/// A run that was stopped and started again ends like one that was not.
@Suite struct InterruptionTests {
  static let input = Conversations.records(bytes: 3_000_000, seed: 81).jsonl

  /// What a store holds, from the source on: before it stand times that differ between runs.
  private static func contents(_ store: Store) throws -> [String] {
    let outcome = try store.run("records", "--purpose", "service")
    #expect(outcome.exitCode == 0)
    return try outcome.lines.map { row in
      let source = try #require(row.range(of: #""source":"#))
      return String(row[source.lowerBound...])
    }
  }

  /// What every other run must come to; made once, as it takes as long as a run.
  private static let uninterrupted = Result {
    let store = try Store()
    #expect(try store.ingest(input, ["--source", "chats"]).exitCode == 0)
    return try contents(store)
  }

  private func expectWhatAnUninterruptedRunStores(_ store: Store) throws {
    let (stored, expected) = (try Self.contents(store), try Self.uninterrupted.get())
    #expect(stored.count == expected.count)
    let pair = zip(stored, expected).first { $0 != $1 }
    #expect(pair == nil)
  }

  /// Feeds a share of the input, ends the run by a signal while stdin is still open, and reports
  /// how it ended. All but a pipe's worth (1 MiB) of what was sent has been read by then.
  private func interrupt(
    _ store: Store, after share: Double, with signal: Int32, workers: String = "2"
  ) throws -> Outcome {
    let process = try store.scratch.start(
      ["ingest"] + store.flags + ["--source", "chats", "--workers", workers])
    try process.send(Array(Self.input.prefix(Int(Double(Self.input.count) * share))))
    process.signal(signal)
    return try process.wait()
  }

  @Test(arguments: [(SIGTERM, 143), (SIGINT, 130)] as [(Int32, Int32)], [0.4, 0.6, 0.9])
  func aSignalCommitsAndLeaves(signal: (Int32, Int32), share: Double) throws {
    let store = try Store()
    #expect(try interrupt(store, after: share, with: signal.0).exitCode == signal.1)
    let kept = try #require(try store.rows())
    #expect(kept > 0)

    let again = try store.ingest(Self.input, ["--source", "chats"])
    #expect(again.exitCode == 0)
    let summary = try again.summary()
    #expect(summary["duplicates"]?.int == kept)
    try expectWhatAnUninterruptedRunStores(store)
  }

  @Test(arguments: [0.02, 0.3, 0.6, 0.95], ["1", "2"])
  func aKillLosesNothingAndStoresNothingTwice(share: Double, workers: String) throws {
    let store = try Store()
    #expect(
      try interrupt(store, after: share, with: SIGKILL, workers: workers).exitCode == 137)
    #expect(try store.ingest(Self.input, ["--source", "chats"]).exitCode == 0)
    try expectWhatAnUninterruptedRunStores(store)
  }

  @Test func killsInARowEndTheSame() throws {
    let store = try Store()
    for share in stride(from: 0.1, to: 0.9, by: 0.2) {
      _ = try interrupt(store, after: share, with: SIGKILL)
    }
    #expect(try store.ingest(Self.input, ["--source", "chats"]).exitCode == 0)
    try expectWhatAnUninterruptedRunStores(store)
  }

  @Test func aSignalWithAnOpenInputAndNothingToReadEndsTheRun() throws {
    let store = try Store()
    let process = try store.scratch.start(["ingest"] + store.flags + ["--source", "chats"])
    try process.send("{\"text\":\"one\"}\n")
    process.signal(SIGTERM)
    #expect(try process.wait().exitCode == 143)
  }

  @Test(arguments: ["1", "2", "7"])
  func storedOrderDoesNotDependOnWorkers(workers: String) throws {
    let store = try Store()
    let outcome = try store.ingest(Self.input, ["--source", "chats", "--workers", workers])
    #expect(outcome.exitCode == 0)
    let rows = try store.records()
    #expect(rows.compactMap { $0["line"]?.int } == Array(1...rows.count))
    try expectWhatAnUninterruptedRunStores(store)
  }
}
