import Detection
import Foundation
import Records
import Redaction
import TestSupport
import Testing

@testable import Pipeline

/// What a run says it did: read = written + quarantined, whatever the lines are.
@Suite struct TallyTests {
  static let lines = [
    #"{"a":"jane@example.com"}"#, #""plain""#, "7", "{broken", "[1,", "\"a\u{0}b\"", "", "  ", "\r",
    #"["4111111111111111",4111111111111111]"#, #"{"jane@example.com":1}"#, "\u{FEFF}1",
    String(repeating: "[", count: 1001), "\"" + String(repeating: "x", count: 1600) + "\"",
  ]

  static let rules = try? RuleSet(Catalogue.builtIn(), selection: Selection())

  /// In bytes: CR and LF together are one `Character`.
  static func split(_ text: String) -> [ArraySlice<UInt8>] {
    Array(text.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }

  /// Examines a chunk as `redact --quarantine` does.
  private func examine(_ text: [UInt8], stops: Bool = false, limit: Int = 1500) throws -> WorkItem {
    let rules = try #require(Self.rules)
    var examiner = try ChunkExaminer(
      ExaminerSettings(
        rules: rules, policy: Policy(), operatorKey: nil, lineLimit: limit,
        stopsAtRefusal: stops))
    var emitter = RedactEmitter(stopsAtRefusal: stops)
    let item = WorkItem()
    item.chunk = Chunk(text)
    try examiner.examine(item, emitter: &emitter)
    return item
  }

  @Test(arguments: 0..<60)
  func readIsWrittenAndQuarantined(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let lines = (0..<1 + random.below(20)).map { _ in random.pick(Self.lines) }
    let text = lines.joined(separator: "\n") + random.pick(["", "\n"])
    let item = try examine(Array(text.utf8))
    let tally = item.result.tally
    let isBlank = { (line: String) in line.allSatisfy { " \r".contains($0) } }
    #expect(tally.read == lines.count { !isBlank($0) })
    #expect(tally.quarantined == item.result.refused.count)
    #expect(tally.reasons.reduce(0, +) == tally.quarantined)
    #expect(tally.bytes == text.utf8.count)
    let output =
      item.result.isUnchanged ? text : String(decoding: item.result.output, as: UTF8.self)
    // One line out for each line in, stubs where lines were refused.
    let written = Self.split(output)
    #expect(written.count == Self.split(text).count)
    #expect(written.count { $0.starts(with: #"{"quarantined":"#.utf8) } == tally.quarantined)
    #expect(item.result.marks.count == tally.quarantined)
    #expect(!output.contains("jane@example.com"))
  }

  @Test func reasonsAreCountedApart() throws {
    let bad: [UInt8] = [0x22, 0xFF, 0x22, 0x0A]
    let item = try examine(bad + Array((Self.lines.joined(separator: "\n") + "\n").utf8))
    var report = RunReport()
    report.tally.add(item.result.tally)
    let reasons = Dictionary(uniqueKeysWithValues: report.reasons.map { ($0.reason, $0.count) })
    #expect(reasons == ["bad-json": 4, "bad-utf8": 1, "too-long": 1, "too-deep": 1])
    #expect(report.read == report.written + report.quarantined)
  }

  @Test func theLimitItselfIsNotTooLong() throws {
    for (length, quarantined) in [(1498, 0), (1499, 1)] {
      let line = "\"" + String(repeating: "x", count: length) + "\""
      for end in ["", "\n"] {
        #expect(
          try examine(Array((line + end).utf8)).result.tally.quarantined == quarantined)
      }
    }
  }

  @Test func withoutAQuarantineNothingBehindARefusalIsExamined() throws {
    let text = "\"jane@example.com\"\n{broken\n\"joe@example.com\"\n"
    let item = try examine(Array(text.utf8), stops: true)
    #expect(item.result.tally.read == 2)
    #expect(String(decoding: item.result.output, as: UTF8.self) == "\"<EMAIL_ADDRESS>\"\n")
    #expect(!item.result.isUnchanged)
    let first = try examine(Array("{broken\n1\n".utf8), stops: true)
    #expect(first.result.output.isEmpty)
    #expect(!first.result.isUnchanged)
  }

  @Test func talliesAddUp() {
    var total = Tally()
    var one = Tally()
    one.clear(entities: 2)
    one.read = 3
    one.bytes = 10
    one.findings = [1, 2]
    one.refuse(.badJSON)
    total.add(one)
    total.add(one)
    #expect((total.read, total.quarantined, total.bytes) == (8, 2, 20))
    #expect(total.findings == [2, 4])
    one.clear(entities: 2)
    #expect((one.read, one.quarantined, one.bytes) == (0, 0, 0))
    #expect(one.findings == [0, 0] && one.reasons.allSatisfy { $0 == 0 })
  }

  @Test func theSummaryIsJSONWithAllItsFields() throws {
    let item = try examine(Array(Self.lines.joined(separator: "\n").utf8))
    var report = RunReport()
    report.entities = try #require(Self.rules).entities
    report.tally = item.result.tally
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any])
    #expect(
      Set(object.keys) == [
        "read", "written", "duplicates", "quarantined", "expired", "clamped", "bytes", "seconds",
        "findings", "reasons",
      ])
    #expect(object["findings"] as? [String: Int] == ["CREDIT_CARD": 2, "EMAIL_ADDRESS": 2])
    report.stored = 1
    #expect(report.json.contains(#""stored":1"#) && !report.json.contains("written"))
  }
}
