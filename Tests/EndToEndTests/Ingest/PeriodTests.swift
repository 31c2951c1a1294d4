import Foundation
import Testing

/// From when a record's period runs, and what happens without one.
@Suite struct PeriodTests {
  let store: Store

  init() throws { store = try Store() }

  private func ingest(_ records: String..., flags: [String] = []) throws -> JSON {
    let input = records.map { $0 + "\n" }.joined()
    return try store.ingest(Array(input.utf8), flags).summary()
  }

  @Test func aConversationIsKept90DaysFromWhenItHappened() throws {
    let happened = Clock.ago(days: 10)
    try store.add([#"{"timestamp":"\#(Clock.text(happened))","text":"x"}"#])
    let row = try #require(try store.records().first)
    #expect(row["occurred_at"]?.time == happened)
    #expect(row["expires_at"]?.time == happened.addingTimeInterval(90 * 86_400))
    #expect(row["class"]?.string == "conversation")
    #expect(row["purpose"]?.string == "service")
  }

  @Test(arguments: ["timestamp", "occurred_at", "created_at", "time"])
  func theTimeIsTheFirstFieldPresent(field: String) throws {
    let happened = Clock.ago(days: 4)
    try store.add([#"{"\#(field)":"\#(Clock.text(happened))","text":"x"}"#])
    #expect(try store.records().first?["occurred_at"]?.time == happened)
  }

  @Test(arguments: [("", 1.0), ("000", 1), ("000000", 1)])
  func epochsAreToldApartByTheirSize(zeros: String, scale: Double) throws {
    let happened = Clock.ago(days: 20)
    let seconds = Int(happened.timeIntervalSince1970)
    try store.add([
      #"{"timestamp":\#(seconds)\#(zeros)}"#, #"{"timestamp":"\#(seconds)\#(zeros)"}"#,
    ])
    #expect(try store.records().map { $0["occurred_at"]?.time } == [happened, happened])
  }

  @Test func aTimeZoneIsMinded() throws {
    let happened = Clock.ago(days: 2)
    let shifted = happened.addingTimeInterval(2 * 3600).formatted(.iso8601)
    try store.add([#"{"timestamp":"\#(shifted.dropLast())+02:00"}"#])
    #expect(try store.records().first?["occurred_at"]?.time == happened)
  }

  static let unbelievable = [
    #"{"text":"no time"}"#, #"{"timestamp":"yesterday"}"#, #"{"timestamp":""}"#,
    #"{"timestamp":null}"#, #"{"timestamp":{}}"#, #"{"timestamp":"2999-01-01T00:00:00Z"}"#,
    #"{"timestamp":"2025-13-01T00:00:00Z"}"#, #"{"timestamp":true}"#,
  ]

  @Test(arguments: unbelievable)
  func withoutABelievableTimeTheIngestTimeCounts(record: String) throws {
    let summary = try ingest(record)
    #expect(summary["stored"]?.int == 1)
    #expect(summary["clamped"]?.int == 1)
    let row = try #require(try store.records().first)
    #expect(row["occurred_at"]?.time != nil)
    #expect(row["occurred_at"] == row["ingested_at"])
  }

  @Test func aTimeAFewHoursAheadIsBelieved() throws {
    let ahead = Clock.ago(days: -0.5)
    let summary = try ingest(#"{"timestamp":"\#(Clock.text(ahead))"}"#)
    #expect(summary["clamped"]?.int == 0)
    #expect(try store.records().first?["occurred_at"]?.time == ahead)
  }

  static let old = #"{"timestamp":"2020-05-04T03:02:01Z","text":"old"}"#

  @Test func aRecordPastItsPeriodIsStoredCountedAndNotRead() throws {
    let recent = #"{"timestamp":"\#(Clock.text(Clock.ago(days: 89)))","text":"recent"}"#
    let summary = try ingest(Self.old, recent)
    #expect(summary["read"]?.int == 2)
    #expect(summary["stored"]?.int == 2)
    #expect(summary["expired"]?.int == 1)
    #expect(try store.rows() == 2)
    for purpose in ["service", "access", "legal"] {
      let rows = try store.run("records", "--purpose", purpose).values()
      #expect(rows.map { $0["record"]?["text"]?.string } == ["recent"])
    }
  }

  @Test func periodsMayRunFromIngest() throws {
    let summary = try ingest(Self.old, flags: ["--retain-from", "ingested"])
    #expect(summary["expired"]?.int == 0)
    let row = try #require(try store.records().first)
    let ingested = try #require(row["ingested_at"]?.time)
    #expect(row["occurred_at"]?.string == "2020-05-04T03:02:01Z")
    #expect(row["expires_at"]?.time == ingested.addingTimeInterval(90 * 86_400))
  }

  static let withoutPeriod = ["run", "step_outcome", "evidence", "recording", "transcript"]

  @Test(arguments: withoutPeriod)
  func aRecordOfAClassWithoutAPeriodIsQuarantined(name: String) throws {
    let outcome = try store.ingest(
      Array("{\"data_class\":\"\(name)\",\"text\":\"x\"}\n{\"text\":\"y\"}\n".utf8))
    #expect(outcome.exitCode == 65)
    let summary = try outcome.summary()
    #expect(summary["stored"]?.int == 1)
    #expect(summary["quarantined"]?.int == 1)
    #expect(summary["reasons"] == .object(["no-period": .number(1)]))
  }

  @Test(arguments: withoutPeriod)
  func aRunOfAClassWithoutAPeriodIsRefusedBeforeItReads(name: String) throws {
    let process = try store.scratch.start(["ingest"] + store.flags + ["--class", name])
    // Stdin stays open and empty: a run that wanted to read would wait.
    let outcome = try process.wait()
    #expect(outcome.exitCode == 78)
    #expect(outcome.messages.contains(name))
    #expect(!FileManager.default.fileExists(atPath: store.scratch.path("s.db")))
  }

  @Test func anAccountExpiresNotBeforeItIsDeleted() throws {
    try store.add([#"{"data_class":"account","timestamp":"2015-01-01T00:00:00Z","user_id":"u"}"#])
    let row = try #require(try store.records().first)
    #expect(row["class"]?.string == "account")
    #expect(row["expires_at"] == .null)
  }

  @Test func refusedLinesAreCountedAndTheRunGoesOn() throws {
    let outcome = try store.ingest(Array("bad\n{\"text\":\"y\"}\n[1,\n".utf8))
    #expect(outcome.exitCode == 65)
    let summary = try outcome.summary()
    #expect(summary["read"]?.int == 3)
    #expect(summary["stored"]?.int == 1)
    #expect(summary["reasons"] == .object(["bad-json": .number(2)]))
    #expect(try store.records().map { $0["line"]?.int } == [2])
  }
}
