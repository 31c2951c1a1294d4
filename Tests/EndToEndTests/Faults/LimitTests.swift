import Foundation
import Glibc
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
