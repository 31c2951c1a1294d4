import Foundation
import Testing

/// The audit log and the checks of a store, as an officer sees them.
@Suite struct AuditAndVerifyTests {
  let store: Store

  init() throws {
    store = try Store()
    try store.add([
      #"{"tenant":"acme","user_id":"u1","session_id":"k1","text":"one"}"#,
      #"{"tenant":"umbra","user_id":"u1","session_id":"k1","text":"two"}"#,
    ])
    _ = try store.run(
      "records", "--purpose", "support", "--tenant", "acme", "--subject", "u1", "--actor", "jane",
      "--reason", "ticket-7")
    _ = try store.run("records", "--purpose", "training", "--actor", "joe")
  }

  @Test func theLogSaysWhoDidWhatAndWhy() throws {
    let entries = try store.run("audit", "--json").values()
    #expect(entries.map { $0["action"]?.string } == ["ingest", "read-records", "read-records"])
    let read = entries[1]
    #expect(read["actor"]?.string == "jane")
    #expect(read["reason"]?.string == "ticket-7")
    #expect(read["tenant"]?.string == "acme")
    #expect(read["outcome"]?.string == "done")
    #expect(entries[2]["outcome"]?.string == "refused")
    let plain = try store.run("audit").text
    for word in ["jane", "read-records", "acme", "refused"] { #expect(plain.contains(word)) }
  }

  /// Which tenants and subjects did this actor touch, between these times.
  @Test func anIncidentIsAnswered() throws {
    #expect(try store.run("audit", "--json", "--actor", "jane").lines.count == 1)
    #expect(
      try store.run("audit", "--json", "--subject", "u1", "--tenant", "umbra", "--actor", "jane")
        .lines.isEmpty)
    #expect(
      try store.run("audit", "--json", "--subject", "u1", "--tenant", "acme", "--actor", "jane")
        .lines.count == 1)
    let ahead = Clock.text(Clock.ago(days: -1))
    #expect(try store.run("audit", "--json", "--since", ahead).text.isEmpty)
    let all = try store.run("audit", "--json", "--until", ahead).values()
    #expect(all.count { $0["action"]?.string != "read-audit" } == 3)
    #expect(try store.run("audit", "--subject", "u9").exitCode == 66)
  }

  /// Reading the log is a read: it shows at the next reading, with who asked, why and in what role.
  @Test func readingTheLogIsInTheLog() throws {
    _ = try store.run("audit", "--tenant", "acme", "--reason", "incident-4", "--role", "dpo")
    let entry = try #require(try store.run("audit", "--json").values().last)
    #expect(entry["action"]?.string == "read-audit")
    #expect(entry["reason"]?.string == "incident-4")
    #expect(entry["role"]?.string == "dpo")
    #expect(entry["tenant"]?.string == "acme")
    #expect(try store.run("audit", "--role", "the DPO").exitCode == 64)
    _ = try store.run("records", "--purpose", "support", "--role", "agent")
    #expect(try store.run("audit").text.contains("as agent: read-records"))
  }

  /// What a run stored of others is nobody's business.
  @Test func aTenantIsNotToldTheFiguresOfOthers() throws {
    let entries = try store.run("audit", "--json", "--tenant", "acme").values()
    let ingest = try #require(entries.first { $0["action"]?.string == "ingest" })
    #expect(ingest["detail"] == .object([:]))
  }

  @Test(arguments: [["sweep", "--dry-run"], ["rescan", "--dry-run"]])
  func aPreviewIsInTheLog(command: [String]) throws {
    #expect(try store.scratch.hush(command + store.flags, stdin: []).exitCode == 0)
    let entry = try #require(try store.run("audit", "--json").values().last)
    #expect(entry["action"]?.string == "preview-\(command[0])")
  }

  @Test func theHeadCanBeKeptElsewhere() throws {
    let head = try JSON(parsing: store.run("audit", "--head", "--json").text)
    #expect(head["count"]?.int == 3)
    #expect(head["hash"]?.string?.count == 64)
  }

  @Test func aWholeStoreIsSaidToBe() throws {
    let outcome = try store.run("verify", "--json")
    #expect(outcome.exitCode == 0)
    let answer = try JSON(parsing: outcome.text)
    #expect(answer.names == ["checked", "problems"])
    #expect(answer["problems"] == .array([]))
    #expect(try #require(answer["checked"]?.int) > 2)
    #expect(try store.run("verify").text.contains("as they were written"))
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3")))
  func whatWasTamperedWithIsNamed() throws {
    let tampering = try HushProcess(
      ["s.db", "update records set occurred_at = occurred_at + 1 where seq = 2"],
      executable: "/usr/bin/sqlite3", in: store.scratch)
    #expect(try tampering.finish().exitCode == 0)
    let outcome = try store.run("verify", "--json")
    #expect(outcome.exitCode == 65)
    let answer = try JSON(parsing: outcome.text)
    #expect(
      answer["problems"]
        == .array([.object(["kind": .string("record"), "id": .number(2)])]))
    #expect(try store.run("verify").text.contains("record 2: its seal does not open"))
  }

  /// Without Hush's function, nothing is written; behind dropped triggers, the table is named.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3")))
  func aRestrictionLiftedIsNamed() throws {
    let restricted = try store.scratch.hush(
      ["subject", "restrict", "--tenant", "acme", "--subject", "u1", "--verified"] + store.flags,
      stdin: [])
    #expect(restricted.exitCode == 0)
    func shell(_ sql: String) throws -> Int32 {
      try HushProcess(["s.db", sql], executable: "/usr/bin/sqlite3", in: store.scratch).finish()
        .exitCode
    }
    #expect(try shell("update subjects set restricted_since = null") != 0)
    #expect(try store.run("verify").exitCode == 0)
    let change = "drop trigger subjects_sum_update; update subjects set restricted_since = null"
    #expect(try shell(change) == 0)
    let outcome = try store.run("verify", "--json")
    #expect(outcome.exitCode == 65)
    #expect(
      try JSON(parsing: outcome.text)["problems"]
        == .array([
          .object([
            "kind": .string("schema"), "id": .number(0), "name": .string("subjects_sum_update"),
          ]),
          .object(["kind": .string("table"), "id": .number(0), "name": .string("subjects")]),
        ]))
    #expect(
      try store.run("verify").text.contains("table subjects: rows of this table were changed"))
  }

  /// Stored before there was a rule for it: today's rules find it.
  @Test func whatTodaysRulesFindIsNamed() throws {
    try store.add([#"{"user_id":"u5","text":"mail bob@example.com"}"#], "--except", "EMAIL_ADDRESS")
    let seq = try #require(try store.records().last?["seq"]?.int)
    let outcome = try store.run("verify", "--json")
    #expect(outcome.exitCode == 65)
    #expect(
      try JSON(parsing: outcome.text)["problems"]
        == .array([
          .object(["kind": .string("personal-data"), "id": .number(Double(seq))])
        ]))
    #expect(try store.run("verify", "--except", "EMAIL_ADDRESS").exitCode == 0)
    #expect(try store.run("verify", "--no-rescan").exitCode == 0)
  }

  @Test func aStoreWithAnotherKeyIsNotLookedAt() throws {
    try store.scratch.writeKey("other", filledWith: 8)
    let outcome = try store.scratch.hush(
      "verify", "--store", "s.db", "--key-file", "other", stdin: "")
    #expect(outcome.exitCode == 77)
  }
}
