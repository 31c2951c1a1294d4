import Foundation
import Glibc
import TestSupport
import Testing

/// What the system refuses: descriptors, memory, room on a disk.
@Suite struct LimitTests {
  private static let input = Conversations.records(bytes: 300_000, seed: 71).jsonl

  @Test(arguments: [8, 12, 16])
  func tooFewDescriptorsAreRefusedBeforeAnythingIsMade(descriptors: Int) throws {
    let store = try Store()
    let outcome = try store.scratch.hush(
      after: "ulimit -n \(descriptors)", ["ingest"] + store.flags, stdin: Self.input)
    #expect(outcome.exitCode == 78)
    #expect(outcome.messages.contains("ulimit -n"))
    #expect(!store.scratch.exists("s.db"))
    #expect(!store.scratch.exists("s.db.keys"))
  }

  @Test func aLowLimitOnDescriptorsThatMayBeRaisedIsRaised() throws {
    let store = try Store()
    let outcome = try store.scratch.hush(
      after: "ulimit -S -n 8", ["ingest"] + store.flags, stdin: Self.input)
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
  }

  @Test func tooLittleMemoryIsRefusedBeforeAnythingIsMade() throws {
    let store = try Store()
    let outcome = try store.scratch.hush(
      after: "ulimit -v 200000", ["ingest"] + store.flags, stdin: Self.input)
    #expect(outcome.exitCode == 78)
    #expect(outcome.messages.contains("ulimit -v"))
    #expect(!store.scratch.exists("s.db"))
  }

  @Test func aLimitOnMemoryIsKeptTo() throws {
    let store = try Store()
    let outcome = try store.scratch.hush(
      after: "ulimit -v 600000",
      ["ingest", "--source", "chats", "--workers", "2"] + store.flags, stdin: Self.input)
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
  }

  /// One line that fits into no memory: the runtime ends the program then.
  @Test(.mayHang) func memoryThatRunsOutLosesNothing() throws {
    let store = try Store()
    let line = Array(#"{"text":""#.utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: 65 << 20)
    try store.scratch.write("in", Self.input + line + Array("\"}\n".utf8))
    let flags = ["--max-line", "256M"] + store.flags
    let outcome = try store.scratch.hush(after: "ulimit -v 270000", ["ingest"] + flags + ["in"])
    #expect((132...139).contains(outcome.exitCode), "\(outcome.exitCode): \(outcome.messages)")
    #expect(!outcome.messages.contains("xxx"))
    #expect(try store.scratch.hush(["ingest"] + flags + ["in"], stdin: []).exitCode == 0)
    #expect(try store.rows() == Self.input.count { $0 == UInt8(ascii: "\n") } + 1)
    #expect(try store.run("verify", "--no-rescan").exitCode == 0)
  }

  /// The smaller limit, in the units of 512 bytes that POSIX has, ends the making of the store, the larger one a commit.
  @Test(arguments: [400, 1_700])
  func aStoreThatMayNotGrowFurtherGoesOnWhenItMay(blocks: Int) throws {
    let store = try Store()
    let input = Conversations.records(bytes: 2_000_000, seed: 73).jsonl
    try store.scratch.write("in", input)
    let outcome = try store.scratch.hush(
      after: "ulimit -f \(blocks)", ["ingest"] + store.flags + ["in"])
    #expect([73, 74].contains(outcome.exitCode), "\(outcome.messages)")
    if store.scratch.exists("s.db") {
      #expect(try store.run("verify", "--no-rescan").exitCode == 0)
    }
    #expect(try store.ingest([], ["in"]).exitCode == 0)
    #expect(try store.rows() == input.count { $0 == UInt8(ascii: "\n") })
    #expect(try store.run("verify").exitCode == 0)
  }
}
