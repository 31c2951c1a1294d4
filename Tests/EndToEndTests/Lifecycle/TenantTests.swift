import Foundation
import Testing

/// What holds for a tenant, and what happens when its contract ends.
@Suite struct TenantTests {
  let store: Store

  init() throws { store = try Store() }

  private func tenant(_ arguments: String...) throws -> Outcome {
    try store.scratch.hush(
      ["tenant", arguments[0]] + store.flags + arguments.dropFirst(), stdin: [])
  }

  @Test("Promise 14: a class with no period is refused until it has one")
  func aClassWithoutAPeriodIsRefusedUntilItHasOne() throws {
    let record = #"{"tenant":"acme","data_class":"recording","call_id":"k1","text":"new"}"#
    let refused = try store.ingest(Array((record + "\n").utf8), ["--class", "recording"])
    #expect(refused.exitCode == 78)
    let set = try tenant("set", "acme", "--period", "recording=7", "--json")
    #expect(set.exitCode == 0, "\(set.messages)")
    #expect(try JSON(parsing: set.text).names == ["tenant", "shortened"])
    try store.add([record])
    let stored = try #require(try store.records().first)
    #expect(stored["class"]?.string == "recording")
    let days =
      try #require(stored["expires_at"]?.time)
      .timeIntervalSince(try #require(stored["occurred_at"]?.time)) / 86_400
    #expect(days == 7)
  }

  @Test func whatIsSetIsShown() throws {
    #expect(
      try tenant(
        "set", "acme", "--period", "conversation=30", "--period", "run=indefinite", "--region",
        "eu", "--transfer-basis", "scc", "--layer", "contract"
      ).exitCode == 0)
    let shown = try JSON(parsing: tenant("show", "acme", "--json").text)
    #expect(shown["region"]?.string == "eu")
    #expect(shown["transfer_basis"]?.string == "scc")
    #expect(shown["contract_ends_at"] == .null)
    guard case .array(let periods)? = shown["periods"] else {
      throw HushProcess.Stuck(description: "no periods")
    }
    let holding = periods.filter { $0["holds"] == .bool(true) && $0["layer"]?.string == "contract" }
    #expect(holding.compactMap { $0["class"]?.string } == ["conversation", "run"])
    #expect(holding.map { $0["days"] } == [.number(30), .null])
    #expect(try tenant("show").text.contains("acme: 0 records, region eu, transfers by scc"))
    #expect(try tenant("show", "umbra").exitCode == 66)
  }

  @Test(arguments: [
    ["set", "acme"], ["set", "acme", "--period", "conversation"],
    ["set", "acme", "--period", "conversation=-1"], ["set", "acme", "--period", "Conversation=1"],
    ["set", "acme", "--period", "conversation=1", "--period", "conversation=2"],
    ["set", "", "--region", "eu"], ["set", "acme", "--region", "Jane Doe"],
    ["terminate", "acme", "--at", "soon"],
  ])
  func whatMakesNoSenseIsRefused(arguments: [String]) throws {
    let outcome = try store.scratch.hush(
      ["tenant", arguments[0]] + store.flags + arguments.dropFirst(), stdin: [])
    #expect(outcome.exitCode == 64)
  }

  @Test("Promise 15: after the end there is the export, and then nothing")
  func afterTheEndThereIsTheExportAndThenNothing() throws {
    try store.add([
      #"{"tenant":"acme","user_id":"u1","session_id":"k1","text":"one"}"#,
      #"{"tenant":"umbra","user_id":"u1","session_id":"k1","text":"two"}"#,
    ])
    let ended = try tenant(
      "terminate", "acme", "--at", Clock.text(Clock.ago(days: 1)), "--json")
    #expect(ended.exitCode == 0, "\(ended.messages)")
    #expect(
      try JSON(parsing: ended.text).names
        == ["tenant", "contract_ends_at", "export_window_ends_at"])
    let refused = try store.run("records", "--purpose", "service", "--tenant", "acme")
    #expect(refused.exitCode == 69)
    #expect(refused.text.isEmpty)
    #expect(
      try store.run("records", "--purpose", "portability", "--tenant", "acme").lines.count == 1)
    #expect(try store.records().compactMap { $0["tenant"]?.string } == ["umbra"])
    let search = try store.scratch.hush(
      ["find", "--tenant", "acme", "--value", "-"] + store.flags, stdin: Array("one".utf8))
    #expect(search.exitCode == 69)
    let figures = try JSON(parsing: store.run("stats", "--tenant", "acme", "--json").text)
    #expect(try #require(figures["next_expiry"]?.time) < Clock.ago(days: -30))
    let audit = try store.run("audit", "--json", "--tenant", "acme").values()
    #expect(audit.contains { $0["reason"]?.string == "contract-ended" })

    let late = try store.ingest(
      Array(
        (#"{"tenant":"acme","text":"late"}"# + "\n" + #"{"tenant":"umbra","text":"x"}"# + "\n").utf8
      ))
    #expect(late.exitCode == 65)
    #expect(try late.summary()["reasons"] == .object(["contract-ended": .number(1)]))
    #expect(try store.ingest([], ["--tenant", "acme"]).exitCode == 69)

    let over = Clock.text(Clock.ago(days: -30))
    let preview = try store.run("sweep", "--dry-run", "--as-of", over, "--json")
    #expect(try JSON(parsing: preview.text)["deleted"]?.int == 1)
    #expect(try tenant("terminate", "acme", "--at", Clock.text(Clock.ago(days: 31))).exitCode == 0)
    #expect(
      try store.run("records", "--purpose", "portability", "--tenant", "acme").exitCode == 69)
    let swept = try JSON(parsing: store.run("sweep", "--json").text)
    #expect(swept["deleted"]?.int == 1)
    #expect(try tenant("show", "acme").exitCode == 66)
    #expect(try store.run("verify").exitCode == 0)
    #expect(try store.run("audit").exitCode == 0)
  }
}
