import Foundation
import Testing

/// What a sweep takes, what it leaves, and what it says about both.
@Suite struct SweepTests {
  let store: Store

  init() throws { store = try Store() }

  static let old = #"{"user_id":"u1","session_id":"k1","text":"old","time":"2020-05-04T03:02:01Z"}"#
  static let new = #"{"user_id":"u1","session_id":"k2","text":"new"}"#

  private func sweep(_ more: String...) throws -> JSON {
    let outcome = try store.scratch.hush(["sweep"] + store.flags + ["--json"] + more, stdin: [])
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    return try JSON(parsing: outcome.text)
  }

  @Test func expiredRecordsGoAndTheAnswerSaysSo() throws {
    try store.add([Self.old, Self.new, Self.old])
    let answer = try sweep()
    #expect(answer.names == ["as_of", "deleted", "held", "expired_left", "wal_truncated"])
    #expect(answer["deleted"]?.int == 2)
    #expect(answer["held"]?.int == 0)
    #expect(answer["expired_left"]?.int == 0)
    #expect(answer["wal_truncated"] == .bool(true))
    #expect(answer["as_of"]?.time != nil)
    #expect(try store.rows() == 1)
    #expect(try store.records().map { $0["record"]?["text"]?.string } == ["new"])
    let again = try store.run("sweep")
    #expect(again.exitCode == 0)
    #expect(again.text.hasPrefix("0 records"))
  }

  @Test func aHoldKeepsThemUntilItIsReleased() throws {
    try store.add([Self.old, Self.new])
    let added = try store.scratch.hush(
      ["hold", "add"] + store.flags
        + ["--json", "--tenant", "default", "--subject", "u1", "--matter", "M"], stdin: [])
    let id = try #require(try JSON(parsing: added.text)["hold_id"]?.int)
    let held = try sweep()
    #expect(held["deleted"]?.int == 0)
    #expect(held["held"]?.int == 1)
    #expect(try store.run("sweep").text.contains("hold \(id): 1"))
    _ = try store.scratch.hush(["hold", "release", "\(id)"] + store.flags, stdin: [])
    #expect(try sweep()["deleted"]?.int == 1)
  }

  @Test func aDryRunLooksAheadAndChangesNothing() throws {
    try store.add([Self.old, Self.new])
    let ahead = Clock.text(Clock.ago(days: -400))
    #expect(try sweep("--dry-run")["deleted"]?.int == 1)
    let answer = try sweep("--dry-run", "--as-of", ahead)
    #expect(answer["deleted"]?.int == 2)
    #expect(answer["wal_truncated"] == .bool(false))
    #expect(try store.rows() == 2)
    // Nothing but the entry that says who asked.
    #expect(try store.run("audit", "--json").values().last?["action"]?.string == "preview-sweep")
    #expect(try store.run("verify").exitCode == 0)
    let outcome = try store.run("sweep", "--as-of", ahead)
    #expect(outcome.exitCode == 64)
    #expect(try store.rows() == 2)
  }

  @Test func onlyWhatWasPastItsDateThenGoes() throws {
    try store.add([Self.old])
    #expect(try sweep("--as-of", "2020-08-02T03:02:00Z")["deleted"]?.int == 0)
    #expect(try sweep("--as-of", "2020-08-02T03:02:01Z")["deleted"]?.int == 1)
  }

  @Test func aSweepBesideAnIngestHarmsNeither() throws {
    let process = try store.scratch.start(
      ["ingest"] + store.flags + ["--source", "chats", "--summary", "-"])
    let lines = (0..<4_000).map {
      #"{"session_id":"k\#($0 % 7)","text":"\#($0)","time":"2020-05-04T03:02:01Z"}"# + "\n"
    }
    var deleted = 0
    for part in 0..<4 {
      try process.send(lines[part * 1_000..<(part + 1) * 1_000].joined())
      if store.scratch.exists("s.db") { deleted += try #require(try sweep()["deleted"]?.int) }
    }
    let outcome = try process.finish()
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    #expect(try outcome.summary()["stored"]?.int == 4_000)
    deleted += try #require(try sweep()["deleted"]?.int)
    #expect(deleted == 4_000)
    #expect(try store.rows() == 0)
  }

  @Test func twoSweepsAtATimeDeleteEverythingOnce() throws {
    try store.add(
      (0..<3_000).map { Self.old.replacing("{", with: #"{"number":\#($0),"#, maxReplacements: 1) })
    let sweeps = try (0..<2).map { _ in try store.scratch.start(["sweep", "--json"] + store.flags) }
    var deleted = 0
    for process in sweeps {
      let outcome = try process.finish()
      #expect(outcome.exitCode == 0, "\(outcome.messages)")
      deleted += try #require(try JSON(parsing: outcome.text)["deleted"]?.int)
    }
    #expect(deleted == 3_000)
    #expect(try store.rows() == 0)
    #expect(try store.run("verify").exitCode == 0)
  }

  @Test func theAnswerNeedsTheKey() throws {
    try store.add([Self.old])
    try store.scratch.writeKey("other", filledWith: 8)
    let outcome = try store.scratch.hush(
      "sweep", "--store", "s.db", "--key-file", "other", stdin: "")
    #expect(outcome.exitCode == 77)
    #expect(try store.rows() == 1)
  }
}
