import Foundation
import Glibc
import TestSupport
import Testing

/// Input that is made to break whoever reads it.
@Suite struct HostileInputTests {
  /// The debug build takes thirty times as long, and gets a tenth.
  private static let share =
    ProcessInfo.processInfo.environment["HUSH_BINARY"]?.isEmpty == false ? 1 : 10

  @Test(.mayHang) func aMillionKeysInAnObject() throws {
    var line = Array("{".utf8)
    for key in 0..<(1_000_000 / Self.share) { line += Array("\"k\(key)\":0,".utf8) }
    let input = line + Array("\"mail\":\"jane@example.com\"}\n".utf8)
    let outcome = try Scratch().hush(["redact"], stdin: input)
    #expect(outcome.exitCode == 0)
    let expected = line + Array("\"mail\":\"<EMAIL_ADDRESS>\"}\n".utf8)
    #expect(firstDifference(outcome.stdout, expected) == nil)
  }

  @Test(.mayHang) func aHundredThousandTurnsInADocument() throws {
    let turn = #"{"role":"user","text":"I am jane@example.com"}"#
    let turns = Array(repeating: turn, count: 100_000 / Self.share)
    let scratch = try Scratch()
    try scratch.write("talk.json", "{\"turns\":[\n" + turns.joined(separator: ",\n") + "\n]}\n")
    let outcome = try scratch.hush("redact", "talk.json")
    #expect(outcome.exitCode == 0)
    #expect(outcome.lines.count == turns.count + 2)
    #expect(!outcome.text.contains("jane"))
  }

  @Test func everyLineAtTheSizeLimit() throws {
    func line(_ length: Int) -> String {
      let head = #"{"t":"jane@example.com "#
      return head + String(repeating: "x", count: length - head.count - 2) + "\"}\n"
    }
    let outcome = try Scratch().hush(
      "redact", "--max-line", "1000", "--quarantine", "q",
      stdin: String(repeating: line(1000) + line(1001), count: 500))
    #expect(outcome.exitCode == 65)
    let lines = outcome.lines
    try #require(lines.count == 1000)
    for number in stride(from: 0, to: 1000, by: 2) {
      #expect(lines[number].hasPrefix(#"{"t":"<EMAIL_ADDRESS> xxx"#))
      #expect(lines[number + 1] == #"{"quarantined":"too-long","line":\#(number + 2)}"#)
    }
  }

  @Test func statementsInEveryFieldAreTextLikeAnyOther() throws {
    let statement = "x'; DROP TABLE records; --"
    let members = [
      "tenant", "user_id", "session_id", "id", "speaker", "text", "timestamp", "region",
    ]
    let record =
      "{" + members.map { #""\#($0)":"\#(statement)""# }.joined(separator: ",") + "}"
    let store = try Store()
    try store.add([record], "--unique", "id", "--source", statement)
    let rows = try store.records(
      "--tenant", statement, "--subject", statement, "--conversation", statement)
    #expect(rows.count == 1)
    #expect(rows.first?["tenant"]?.string == statement)
    #expect(rows.first?["source"]?.string == statement)
    let hold = try store.run(
      "hold", "add", "--matter", statement, "--tenant", statement, "--subject", statement)
    #expect([0, 64].contains(hold.exitCode))
    #expect(try store.run("verify").exitCode == 0)
    #expect(try store.rows() == 1)
  }

  @Test(.mayHang) func aBombIsReadInLessMemoryThanItHolds() throws {
    let scratch = try Scratch()
    // 192 MiB of one line in a few KiB; the program and its libraries take up 100 MiB of what is left.
    try scratch.write("bomb", Compressed.zstdBomb(UInt8(ascii: "x"), count: 1_536 / Self.share))
    let outcome = try scratch.hush(
      after: "ulimit -v 280000", ["redact", "--quarantine", "q", "--max-line", "64K", "bomb"])
    #expect(outcome.exitCode == 65, "\(outcome.messages)")
    #expect(outcome.lines == [#"{"quarantined":"too-long","line":1}"#])
  }

  @Test(.mayHang) func aFileThatShrinksWhileItIsReadEndsWhereItEndsNow() throws {
    let scratch = try Scratch()
    let records = Conversations.records(bytes: 12_000_000, seed: 75)
    try scratch.write("in", records.jsonl)
    let process = try scratch.start(["redact", "--workers", "1", "in"])
    // The pipe is full long before the end, so the run waits for its reader.
    _ = try process.readLine()
    let kept = records.jsonl.count / 2
    let file = try FileHandle(forWritingTo: scratch.url("in"))
    try file.truncate(atOffset: UInt64(kept))
    let outcome = try process.finish()
    // Cut within a record, which is refused, or at its end.
    #expect([0, 65].contains(outcome.exitCode))
    let whole = records.jsonl.prefix(kept).count { $0 == UInt8(ascii: "\n") }
    #expect(abs(outcome.lines.count - whole) <= 1)
  }
}
