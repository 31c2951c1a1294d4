import Foundation
import Glibc
import Testing

/// Outputs that can't be written: an error with the documented code, and nothing more than was written.
@Suite struct OutputFaultTests {
  private static let line = #"{"text":"mail jane@example.com"}"# + "\n"

  @Test(arguments: ["redact", "scan"])
  func aFullDiskUnderTheOutputIsAnError(command: String) throws {
    let outcome = try Scratch().hush(
      after: "exec >/dev/full", [command], stdin: Array(Self.line.utf8))
    #expect(outcome.exitCode == 74)
    #expect(outcome.messages.lines.count == 1)
    #expect(!outcome.messages.contains("jane"))
  }

  @Test(arguments: [["stats"], ["records", "--purpose", "service"], ["audit"], ["verify"]])
  func soItIsUnderAnAnswer(command: [String]) throws {
    let store = try Store()
    try store.add([Self.line])
    let outcome = try store.scratch.hush(after: "exec >/dev/full", command + store.flags)
    #expect(outcome.exitCode == 74)
  }

  @Test func aFileThatMayNotGrowFurtherIsAnErrorAndNoSignal() throws {
    let scratch = try Scratch()
    let input = (0..<40_000).flatMap { Array("{\"n\":\($0)}\n".utf8) }
    try scratch.write("in", input)
    // 64 KiB, in the units of 512 bytes that POSIX has.
    let outcome = try scratch.hush(after: "ulimit -f 128; exec >out", ["redact", "in"])
    #expect(outcome.exitCode == 74)
    let written = try scratch.read("out")
    #expect(firstDifference(written, Array(input.prefix(written.count))) == nil)
  }

  @Test func aQuarantineThatIsNoFileOfOnesOwnStopsTheRunBeforeItStarts() throws {
    let outcome = try Scratch().hush("redact", "--quarantine", "/dev/full", stdin: Self.line)
    #expect(outcome.exitCode == 73)
    #expect(outcome.text.isEmpty)
  }

  @Test func aQuarantineWithoutRoomStopsTheRunBeforeTheStub() throws {
    let scratch = try Scratch()
    let outcome = try scratch.hush(
      after: "ulimit -f 0", ["redact", "--quarantine", "q.jsonl"],
      stdin: Array((Self.line + "{\n" + Self.line).utf8))
    #expect(outcome.exitCode == 74)
    #expect(outcome.messages.contains("q.jsonl"))
    #expect(!outcome.text.contains("quarantined"))
    #expect(try scratch.read("q.jsonl").isEmpty)
  }

  @Test func aSummaryThatCannotBeMadeStopsAnIngestBeforeThereIsAStore() throws {
    let store = try Store()
    let outcome = try store.scratch.hush(
      ["ingest"] + store.flags + ["--summary", "none/s"], stdin: Array(Self.line.utf8))
    #expect(outcome.exitCode == 73)
    #expect(!store.scratch.exists("s.db"))
  }

  @Test func aSummaryWithoutRoomIsTold() throws {
    let store = try Store()
    let outcome = try store.scratch.hush(
      ["ingest"] + store.flags + ["--summary", "/dev/full"], stdin: Array(Self.line.utf8))
    #expect(outcome.exitCode == 74)
    #expect(outcome.messages.contains("/dev/full"))
    #expect(try store.rows() == 1)
  }
}
