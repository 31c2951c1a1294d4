import Foundation
import Glibc
import TestSupport
import Testing

/// gzip and Zstandard are undone wherever records are read, known by their first bytes.
@Suite struct CompressedInputTests {
  private static let text =
    #"{"text":"jane@example.com"}"# + "\n" + #"{"text":"all is well"}"# + "\n"
  private static let clean =
    #"{"text":"<EMAIL_ADDRESS>"}"# + "\n" + #"{"text":"all is well"}"# + "\n"

  @Test(arguments: Compressed.allCases)
  func filesAndStdinAreDecompressed(format: Compressed) throws {
    let scratch = try Scratch()
    let bytes = format.frames(Array(Self.text.utf8), of: 10)
    try scratch.write("any.name", bytes)
    #expect(try scratch.hush("redact", "any.name").text == Self.clean)
    #expect(try scratch.hush(["redact"], stdin: bytes).text == Self.clean)
    let found = try scratch.hush("scan", "any.name").values()
    #expect(found.map { $0["line"]?.int } == [1])
  }

  @Test(arguments: Compressed.allCases)
  func damageIsOneRefusedRecordAndTheRestGoesOn(format: Compressed) throws {
    let scratch = try Scratch()
    try scratch.write("cut", Array(format.frames(Array(Self.text.utf8), of: 40).dropLast(9)))
    try scratch.write("whole", Self.text)
    let stopped = try scratch.hush("redact", "cut", "whole")
    #expect(stopped.exitCode == 65)
    #expect(stopped.messages.contains("cut:2: damaged"))
    #expect(stopped.lines == [#"{"text":"<EMAIL_ADDRESS>"}"#])
    let outcome = try scratch.hush("redact", "--quarantine", "q", "--summary", "-", "cut", "whole")
    #expect(outcome.exitCode == 65)
    #expect(
      outcome.text == #"{"text":"<EMAIL_ADDRESS>"}"# + "\n" + #"{"quarantined":"damaged","line":2}"#
        + "\n" + Self.clean)
  }

  @Test func aDamagedFileIsStoredUpToItsDamageAndGoesOnOnceItIsWhole() throws {
    let store = try Store()
    let whole = Compressed.gzip.frames(Array(Self.text.utf8), of: 40)
    try store.scratch.write("a.gz", Array(whole.dropLast(9)))
    try store.scratch.write("b", #"{"text":"b"}"# + "\n")
    for stored in [2, 0] {
      let outcome = try store.ingest([], ["a.gz", "b"])
      #expect(outcome.exitCode == 65)
      #expect(outcome.messages.contains("a.gz:2: damaged"))
      #expect(try outcome.summary()["stored"]?.int == stored)
    }
    try store.scratch.write("a.gz", whole)
    let outcome = try store.ingest([], ["a.gz", "b"])
    #expect(outcome.exitCode == 0)
    #expect(try outcome.summary()["stored"]?.int == 1)
    #expect(try store.records().count == 3)
  }

  @Test(arguments: Compressed.allCases, [0.2, 0.7])
  func aKilledIngestGoesOnInsideTheFile(format: Compressed, share: Double) throws {
    let records = Conversations.records(bytes: 3_000_000, seed: 82)
    let bytes = format.frames(records.jsonl, of: 100_000)
    let store = try Store()
    let process = try store.scratch.start(["ingest"] + store.flags + ["--source", "chats"])
    try process.send(Array(bytes.prefix(Int(Double(bytes.count) * share))))
    process.signal(SIGKILL)
    _ = try process.wait()
    let kept = try store.rows() ?? 0
    let outcome = try store.ingest(bytes, ["--source", "chats"])
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    #expect(try outcome.summary()["duplicates"]?.int == kept)
    #expect(try store.rows() == records.count)
  }

  @Test func theSameTextIsTheSameSourceHoweverItIsCompressed() throws {
    let store = try Store()
    try store.scratch.write("f", Self.text)
    #expect(try store.ingest([], ["f"]).summary()["stored"]?.int == 2)
    let grown = Self.text + #"{"text":"more"}"# + "\n"
    try store.scratch.write("f", Compressed.zstd.frame(Array(grown.utf8)))
    let summary = try store.ingest([], ["f"]).summary()
    #expect(summary["stored"]?.int == 1)
    #expect(summary["duplicates"]?.int == 2)
  }
}
