import Foundation
import Testing

/// The same input again stores nothing twice.
@Suite struct ReplayTests {
  let store: Store

  init() throws { store = try Store() }

  private func lines(_ numbers: Range<Int>) -> [UInt8] {
    Array(numbers.map { "{\"text\":\"message \($0)\",\"session_id\":\"a\"}\n" }.joined().utf8)
  }

  private func texts() throws -> [String] {
    try store.records().compactMap { $0["record"]?["text"]?.string }
  }

  private func expected(_ numbers: Range<Int>) -> [String] { numbers.map { "message \($0)" } }

  @Test func aNamedStandardInputIsReplayedFromItsFirstByte() throws {
    for (run, count) in [100, 100, 250].enumerated() {
      let outcome = try store.ingest(lines(0..<count), ["--source", "chats"])
      #expect(outcome.exitCode == 0)
      let summary = try outcome.summary()
      #expect(summary["read"]?.int == count)
      #expect(summary["stored"]?.int == [100, 0, 150][run])
      #expect(summary["duplicates"]?.int == [0, 100, 100][run])
      #expect(summary["quarantined"]?.int == 0)
    }
    #expect(try texts() == expected(0..<250))
  }

  @Test func standardInputWithoutANameIsNewEachTime() throws {
    for _ in 0..<2 { _ = try store.ingest(lines(0..<10)) }
    #expect(try texts() == expected(0..<10) + expected(0..<10))
  }

  @Test func aFileThatGrewGoesOn() throws {
    try store.scratch.write("a.jsonl", lines(0..<50))
    #expect(try store.ingest([], ["a.jsonl"]).summary()["stored"]?.int == 50)
    #expect(try store.ingest([], ["a.jsonl"]).summary()["stored"]?.int == 0)
    try store.scratch.write("a.jsonl", lines(0..<80))
    let summary = try store.ingest([], ["a.jsonl"]).summary()
    #expect(summary["stored"]?.int == 30)
    try expectToAddUp(summary)
    #expect(try texts() == expected(0..<80))
  }

  @Test func aFileThatChangedIsANewSource() throws {
    try store.scratch.write("a.jsonl", lines(0..<50))
    _ = try store.ingest([], ["a.jsonl"])
    try store.scratch.write("a.jsonl", lines(100..<160))
    #expect(try store.ingest([], ["a.jsonl"]).summary()["stored"]?.int == 60)
    #expect(try texts() == expected(0..<50) + expected(100..<160))
  }

  @Test func aLastLineThatIsNotWholeWaitsForTheNextRun() throws {
    let whole = lines(0..<3)
    try store.scratch.write("a.jsonl", Array(whole.dropLast(8)))
    let first = try store.ingest([], ["a.jsonl"])
    #expect(try first.summary()["stored"]?.int == 2)
    try store.scratch.write("a.jsonl", whole)
    let second = try store.ingest([], ["a.jsonl"])
    #expect(second.exitCode == 0)
    #expect(try second.summary()["stored"]?.int == 1)
    #expect(try texts() == expected(0..<3))
  }

  @Test func aLastLineWithoutALineFeedIsStoredOnce() throws {
    try store.scratch.write("a.jsonl", Array(lines(0..<3).dropLast()))
    #expect(try store.ingest([], ["a.jsonl"]).summary()["stored"]?.int == 3)
    try store.scratch.write("a.jsonl", lines(0..<4))
    #expect(try store.ingest([], ["a.jsonl"]).summary()["stored"]?.int == 1)
    #expect(try texts() == expected(0..<4))
  }

  @Test func filesOfADirectoryAreSourcesEach() throws {
    let directory = store.scratch.url("in")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try store.scratch.write("in/b.jsonl", lines(10..<20))
    try store.scratch.write("in/a.jsonl", lines(0..<10))
    #expect(try store.ingest([], ["in"]).summary()["stored"]?.int == 20)
    #expect(try store.ingest([], ["in"]).summary()["stored"]?.int == 0)
    #expect(try texts() == expected(0..<20))
  }

  @Test func blankLinesAreSkippedAndKeepTheirNumber() throws {
    let outcome = try store.ingest(Array("\n{\"a\":1}\n\r\n\n{\"a\":2}\n".utf8))
    #expect(try outcome.summary()["read"]?.int == 2)
    #expect(try store.records().map { $0["line"]?.int } == [2, 5])
  }

  @Test func uniqueIdsDropDuplicatesAcrossSources() throws {
    let record = { (id: String, tenant: String) in
      #"{"id":"\#(id)","tenant":"\#(tenant)","text":"x"}"# + "\n"
    }
    let first = record("1", "acme") + record("2", "acme")
    let second = record("2", "acme") + record("2", "umbra") + record("3", "acme")
    _ = try store.ingest(Array(first.utf8), ["--unique", "id", "--source", "one"])
    let summary = try store.ingest(
      Array(second.utf8), ["--unique", "id", "--source", "two"]
    ).summary()
    #expect(summary["stored"]?.int == 2)
    #expect(summary["duplicates"]?.int == 1)
    try expectToAddUp(summary)
    #expect(try store.rows() == 4)
  }

  @Test func readIsStoredDuplicatesAndQuarantined() throws {
    let input = lines(0..<4) + Array("bad\n".utf8) + lines(4..<6)
    for stored in [6, 0] {
      let outcome = try store.ingest(input, ["--source", "mixed"])
      let summary = try outcome.summary()
      #expect(summary["stored"]?.int == stored)
      try expectToAddUp(summary)
    }
    #expect(try texts() == expected(0..<6))
  }

  private func expectToAddUp(_ summary: JSON) throws {
    let parts = ["stored", "duplicates", "quarantined"].compactMap { summary[$0]?.int }
    #expect(parts.count == 3)
    #expect(summary["read"]?.int == parts.reduce(0, +))
  }
}
