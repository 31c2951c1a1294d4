import Foundation
import Glibc
import TestSupport
import Testing

/// A store that others lock, delete or replace while it is in use.
@Suite struct StoreFaultTests {
  private static let record = #"{"session_id":"s-1","text":"one"}"# + "\n"

  /// Starts an ingest from an open pipe and returns when its first record is committed.
  private func startIngest(_ store: Store) throws -> HushProcess {
    let process = try store.scratch.start(["ingest"] + store.flags + ["--source", "chats"])
    try process.send(Self.record)
    // Ends by itself, or by the suite's limit: an input that stalls is committed within a second.
    while !store.scratch.exists("s.db") { usleep(10_000) }
    while try store.rows() != 1 { usleep(10_000) }
    return process
  }

  private func delete(_ name: String, of store: Store) throws {
    for suffix in ["", "-wal", "-shm"] {
      try FileManager.default.removeItem(at: store.scratch.url(name + suffix))
    }
  }

  @Test(.mayHang) func anInputThatStallsIsCommittedMeanwhile() throws {
    let store = try Store()
    let process = try startIngest(store)
    #expect(try store.records().count == 1)
    try process.send(Self.record)
    #expect(try process.finish().exitCode == 0)
    #expect(try store.rows() == 2)
  }

  @Test(.mayHang, arguments: ["s.db", "s.db.keys"])
  func aStoreThatIsDeletedMeanwhileEndsTheRunWithAnError(name: String) throws {
    let store = try Store()
    let process = try startIngest(store)
    try delete(name, of: store)
    try process.send(Self.record)
    let outcome = try process.finish()
    #expect(outcome.exitCode == 74)
    #expect(outcome.messages.contains("\(name): removed or replaced"))
    #expect(!store.scratch.exists(name))
  }

  @Test(.mayHang) func aStoreThatIsReplacedMeanwhileIsNotTouched() throws {
    let store = try Store()
    try store.add([#"{"old":1}"#])
    let old = try store.scratch.read("s.db")
    let process = try store.scratch.start(["ingest"] + store.flags + ["--source", "chats"])
    try process.send(Self.record)
    while try store.rows() != 2 { usleep(10_000) }
    try delete("s.db", of: store)
    try store.scratch.write("s.db", old, mode: 0o600)
    try process.send(Self.record)
    #expect(try process.finish().exitCode == 74)
    #expect(try firstDifference(store.scratch.read("s.db"), old) == nil)
  }

  /// Keeps the store's write lock until the process is told to end.
  private func lock(_ store: Store) throws -> HushProcess {
    let keeper = try HushProcess(["s.db"], executable: "/usr/bin/sqlite3", in: store.scratch)
    try keeper.send("begin immediate;\nselect 'locked';\n")
    #expect(try keeper.readLine() == "locked\n")
    return keeper
  }

  @Test(.mayHang, .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3")))
  func aLockIsWaitedFor() throws {
    let store = try Store()
    try store.add([#"{"old":1}"#])
    let keeper = try lock(store)
    let process = try store.scratch.start(["ingest"] + store.flags)
    try process.send(Self.record)
    process.closeInput()
    usleep(300_000)
    #expect(try store.rows() == 1)
    try keeper.send("rollback;\n")
    #expect(try process.wait().exitCode == 0)
    #expect(try store.rows() == 2)
    #expect(try keeper.finish().exitCode == 0)
  }

  @Test(.mayHang, .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3")))
  func aLockThatIsNotGivenUpIsAnError() throws {
    let store = try Store()
    try store.add([#"{"old":1}"#])
    let keeper = try lock(store)
    let outcome = try store.ingest(Array(Self.record.utf8), ["--source", "chats"])
    #expect(outcome.exitCode == 75)
    try keeper.send("rollback;\n")
    #expect(try keeper.finish().exitCode == 0)
    #expect(try store.ingest(Array(Self.record.utf8), ["--source", "chats"]).exitCode == 0)
    #expect(try store.rows() == 2)
  }
}
