import Foundation
import Testing

/// Newer rules find what older ones let pass.
@Suite struct RescanTests {
  let store: Store

  init() throws {
    store = try Store()
    try store.add([
      #"{"tenant":"acme","user_id":"u1","session_id":"k1","text":"HERON-4711 mail jane@example.com"}"#,
      #"{"tenant":"acme","user_id":"u2","session_id":"k2","text":"HERON-0815"}"#,
      #"{"tenant":"acme","user_id":"u3","session_id":"k3","text":"nothing"}"#,
    ])
  }

  private func rescan(_ more: String...) throws -> (outcome: Outcome, answer: JSON) {
    let outcome = try store.scratch.hush(
      ["rescan"] + store.flags + ["--json"] + more, stdin: [])
    return (outcome, try JSON(parsing: outcome.text))
  }

  @Test func newRulesReachOldRecords() throws {
    // The same rules find nothing again.
    let same = try rescan()
    #expect(same.outcome.exitCode == 0, "\(same.outcome.messages)")
    #expect(same.answer["examined"]?.int == 3)
    #expect(same.answer["changed"]?.int == 0)
    try store.scratch.write("known.txt", "HERON-4711\nHERON-0815\n")
    let preview = try rescan("--known", "known.txt", "--dry-run")
    #expect(preview.answer["changed"]?.int == 2)
    #expect(preview.answer["findings_by_rule"]?.names.count == 1)
    #expect(try store.records().filter { "\($0)".contains("HERON") }.count == 2)
    let hold = try store.scratch.hush(
      ["hold", "add"] + store.flags + ["--tenant", "acme", "--subject", "u2", "--matter", "M-1"],
      stdin: [])
    #expect(hold.exitCode == 0)
    let done = try rescan("--known", "known.txt")
    #expect(done.outcome.exitCode == 0, "\(done.outcome.messages)")
    #expect(done.answer["changed"]?.int == 1)
    #expect(done.answer["held"]?.int == 1)
    #expect(done.answer["finished"] == .bool(true))
    let records = try store.records()
    #expect(records.filter { "\($0)".contains("HERON-4711") }.isEmpty)
    #expect(records[0]["findings"]?["EMAIL_ADDRESS"]?.int == 1)
    #expect(records[0]["findings"]?.names.count == 2)
    #expect(try store.run("verify").exitCode == 0)
    let audit = try store.run("audit", "--json").values()
      .filter { $0["action"]?.string == "rescan" }
    #expect(audit.compactMap { $0["outcome"]?.string } == ["begun", "done", "begun", "done"])
  }
}
