import Foundation
import Testing

/// The file that refused lines are noted in.
@Suite struct QuarantineFileTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func entries() throws -> [JSON] {
    try scratch.text("q.jsonl").lines.map(JSON.init(parsing:))
  }

  @Test func anEntryNamesSourceLineOffsetLengthAndReason() throws {
    let good = "{\"text\":\"caf\u{E9} 😀\"}\n"
    _ = try scratch.hush(
      "redact", "--quarantine", "q.jsonl", stdin: good + "not json at all\n" + good + "[1,\n")
    let entries = try entries()
    #expect(entries.count == 2)
    let first = try #require(entries.first)
    #expect(first.names == ["source", "line", "offset", "length", "reason"])
    #expect(first["source"]?.string == "-")
    #expect(first["line"]?.int == 2)
    #expect(first["offset"]?.int == good.utf8.count)
    #expect(first["length"]?.int == 15)
    #expect(first["reason"]?.string == "bad-json")
    let second = try #require(entries.last)
    #expect(second["line"]?.int == 4)
    #expect(second["offset"]?.int == 2 * good.utf8.count + 16)
    #expect(second["length"]?.int == 3)
  }

  @Test func aFileIsNamedAsItWasGiven() throws {
    try scratch.write("a.jsonl", "{}\n")
    try scratch.write("b.jsonl", "{}\nbad\n")
    _ = try scratch.hush("redact", "--quarantine", "q.jsonl", "a.jsonl", "b.jsonl")
    let entry = try #require(try entries().first)
    #expect(entry["source"]?.string == "b.jsonl")
    #expect(entry["line"]?.int == 2)
    #expect(entry["offset"]?.int == 3)
  }

  @Test func itIsForItsOwnerOnly() throws {
    _ = try scratch.hush("redact", "--quarantine", "q.jsonl", stdin: "bad\n")
    #expect(try mode(of: scratch.url("q.jsonl")) == 0o600)
  }

  @Test func entriesAreAppended() throws {
    for _ in 0..<2 { _ = try scratch.hush("redact", "--quarantine", "q.jsonl", stdin: "bad\n") }
    #expect(try entries().count == 2)
    #expect(try mode(of: scratch.url("q.jsonl")) == 0o600)
  }

  @Test func aSymbolicLinkIsRefused() throws {
    try scratch.write("target", "untouched")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path("q.jsonl"), withDestinationPath: scratch.path("target"))
    let outcome = try scratch.hush("redact", "--quarantine", "q.jsonl", stdin: "bad\n")
    #expect(outcome.exitCode == 73)
    #expect(outcome.text.isEmpty)
    #expect(try scratch.text("target") == "untouched")
  }

  @Test func aQuarantineThatCannotBeMadeStopsTheRunBeforeItStarts() throws {
    let outcome = try scratch.hush("redact", "--quarantine", "none/q.jsonl", stdin: "{}\n")
    #expect(outcome.exitCode == 73)
    #expect(outcome.text.isEmpty)
  }

  @Test func theLineIsKeptOnlyWhenAskedFor() throws {
    let line = #"{"text":"jane@example.com""#
    _ = try scratch.hush("redact", "--quarantine", "q.jsonl", stdin: line + "\n")
    #expect(try entries().first?["raw"] == nil)
    #expect(try !scratch.read("q.jsonl").contains(text: "jane"))

    _ = try scratch.hush(
      "redact", "--quarantine", "raw.jsonl", "--quarantine-raw", stdin: line + "\n")
    let entry = try JSON(parsing: try scratch.text("raw.jsonl"))
    let raw = try #require(Data(base64Encoded: entry["raw"]?.string ?? ""))
    #expect(String(decoding: raw, as: UTF8.self) == line)
  }

  @Test func withAKeyTheLineIsSealed() throws {
    try scratch.writeKey("key", filledWith: 7)
    let line = #"{"text":"jane@example.com""#
    _ = try scratch.hush(
      "redact", "--quarantine", "q.jsonl", "--key-file", "key", stdin: line + "\n")
    let entry = try #require(try entries().first)
    #expect(entry["sealed"]?.string?.isEmpty == false)
    #expect(entry["raw"] == nil)
    let encoded = Data(line.utf8).base64EncodedString()
    let bytes = try scratch.read("q.jsonl")
    #expect(!bytes.contains(text: "jane"))
    #expect(!bytes.contains(text: encoded))
  }

  @Test(arguments: ["1", "2", "7"])
  func oneLineComesOutForEachLineIn(workers: String) throws {
    var random = Seeded(5)
    var lines: [String] = []
    var bad: [Int] = []
    for record in Conversations.records(bytes: 2_000_000, seed: 5) {
      if Int.random(in: 0..<10, using: &random) == 0 {
        lines.append(String(record.line.dropLast()))
        bad.append(lines.count)
      } else {
        lines.append(record.line)
      }
    }
    let outcome = try scratch.hush(
      "redact", "--quarantine", "q.jsonl", "--workers", workers, "--summary", "s.json",
      stdin: lines.joined(separator: "\n") + "\n")
    #expect(outcome.exitCode == 65)
    let written = outcome.lines
    #expect(written.count == lines.count)
    for number in bad {
      #expect(written[number - 1] == #"{"quarantined":"bad-json","line":\#(number)}"#)
    }
    #expect(try entries().map { $0["line"]?.int } == bad)
    let summary = try JSON(parsing: try scratch.text("s.json"))
    #expect(summary["read"]?.int == lines.count)
    #expect(summary["written"]?.int == lines.count - bad.count)
    #expect(summary["quarantined"]?.int == bad.count)
    #expect(summary["reasons"]?["bad-json"]?.int == bad.count)
  }

  @Test func scanGoesOnPastARefusedLineToo() throws {
    let outcome = try scratch.hush(
      "scan", "--quarantine", "q.jsonl", stdin: "bad\n\"jane@example.com\"\n")
    #expect(outcome.exitCode == 65)
    #expect(try outcome.values().map { $0["line"]?.int } == [2])
    #expect(try entries().count == 1)
  }
}
