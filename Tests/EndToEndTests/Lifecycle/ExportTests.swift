import Foundation
import Testing

/// What leaves the store in files, and on whose consent.
@Suite struct ExportTests {
  let store: Store

  init() throws {
    store = try Store()
    try store.add([
      #"{"tenant":"acme","user_id":"u1","session_id":"k1","text":"mail jane@example.com"}"#,
      #"{"tenant":"acme","user_id":"u2","session_id":"k2","text":"two"}"#,
      #"{"tenant":"umbra","user_id":"u1","session_id":"k3","text":"three"}"#,
    ])
  }

  private func consent(_ verb: String, _ more: String...) throws -> Outcome {
    try store.scratch.hush(
      ["consent", verb] + store.flags + ["--tenant", "acme", "--subject", "u1"] + more, stdin: [])
  }

  private let training = ["--use", "train_ai_system", "--notice", "v3"]

  private func grant(_ more: String...) throws {
    let outcome = try store.scratch.hush(
      ["consent", "grant"] + store.flags + ["--tenant", "acme", "--subject", "u1"] + training
        + more, stdin: [])
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
  }

  @Test("Promise 2: only records with explicit consent are exported for training")
  func onlyConsentedRecordsAreExportedForTraining() throws {
    let refused = try store.run("export", "--purpose", "training", "--out", "t.jsonl", "--json")
    #expect(refused.exitCode == 69)
    #expect(!store.scratch.exists("t.jsonl"))
    #expect(!store.scratch.exists("t.jsonl.incomplete"))
    #expect(try JSON(parsing: refused.text)["refused"] == .object(["no-consent": .number(3)]))
    try grant("--explicit")
    let outcome = try store.run("export", "--purpose", "training", "--out", "t.jsonl", "--json")
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    let lines = try store.scratch.text("t.jsonl").lines.map(JSON.init(parsing:))
    #expect(lines.map { $0["conversation"]?.string } == ["k1"])
    #expect(lines[0]["record"]?["text"]?.string == "mail <EMAIL_ADDRESS>")
    let manifest = try JSON(parsing: store.scratch.text("t.jsonl.manifest.json"))
    #expect(manifest["records"]?.int == 1)
    #expect(manifest["data_use"]?.string == "train_ai_system")
    #expect(manifest["refused"] == .object(["no-consent": .number(2)]))
    guard case .array(let consents)? = manifest["consents"] else {
      throw HushProcess.Stuck(description: "no consents")
    }
    #expect(consents.map { $0["notice_version"]?.string } == ["v3"])
    #expect(manifest["sha256"] == (try JSON(parsing: outcome.text)["sha256"]))
    for name in ["t.jsonl", "t.jsonl.manifest.json"] {
      #expect(try mode(of: store.scratch.url(name)) == 0o600)
    }
  }

  @Test("Promise 2: a withdrawal names the exports") func aWithdrawalNamesTheExports() throws {
    try grant("--explicit")
    #expect(try store.run("export", "--purpose", "training", "--out", "t.jsonl").exitCode == 0)
    let withdrawn = try consent(
      "withdraw", "--use", "train_ai_system", "--notice", "v3", "--json")
    #expect(withdrawn.exitCode == 0, "\(withdrawn.messages)")
    guard case .array(let exports)? = try JSON(parsing: withdrawn.text)["exports"] else {
      throw HushProcess.Stuck(description: "no exports")
    }
    #expect(exports.compactMap { $0["file"]?.string?.hasSuffix("/t.jsonl") } == [true])
    #expect(try store.run("export", "--purpose", "training", "--out", "u.jsonl").exitCode == 69)
    let shown = try consent("show", "--json")
    #expect(try shown.values().map { $0["decision"]?.string } == ["granted", "withdrawn"])
    #expect(try consent("show").text.contains("withdrawn train_ai_system"))
  }

  @Test func consentThatIsNotExplicitIsNotEnough() throws {
    try grant()
    let outcome = try store.run("export", "--purpose", "training", "--out", "t.jsonl")
    #expect(outcome.exitCode == 69)
    #expect(outcome.text.contains("1 consent-not-explicit, 2 no-consent"))
  }

  @Test("Promise 10: transfers outside the EEA rest on SCCs: region and basis on manifests")
  func theManifestCarriesRegionAndTransferBasis() throws {
    let set = try store.scratch.hush(
      ["tenant", "set", "acme"] + store.flags + ["--region", "eu", "--transfer-basis", "scc"],
      stdin: [])
    #expect(set.exitCode == 0, "\(set.messages)")
    let outcome = try store.run(
      "export", "--purpose", "portability", "--tenant", "acme", "--out", "p.jsonl")
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    let manifest = try JSON(parsing: store.scratch.text("p.jsonl.manifest.json"))
    #expect(
      manifest["tenants"]
        == .array([
          .object([
            "tenant": .string("acme"), "records": .number(2), "region": .string("eu"),
            "transfer_basis": .string("scc"),
          ])
        ]))
    #expect(try store.scratch.text("p.jsonl").lines.count == 2)
  }

  @Test func nothingIsReplaced() throws {
    try store.scratch.write("t.jsonl", "mine\n")
    let outcome = try store.run("export", "--purpose", "legal", "--out", "t.jsonl")
    #expect(outcome.exitCode == 73)
    #expect(try store.scratch.text("t.jsonl") == "mine\n")
  }

  @Test(arguments: [
    ["--purpose", "service", "--out", "x"], ["--purpose", "sale", "--out", "x"],
    ["--purpose", "training"], ["--out", "x"], ["--purpose", "legal", "--out", ""],
  ])
  func whatMakesNoSenseIsRefused(arguments: [String]) throws {
    #expect(try store.scratch.hush(["export"] + store.flags + arguments, stdin: []).exitCode == 64)
  }

  @Test(arguments: [
    ["grant", "--use", "sell", "--notice", "v1"], ["grant", "--use", "train_ai_system"],
    ["grant", "--use", "train_ai_system", "--notice", "told by phone"],
  ])
  func consentsThatMakeNoSenseAreRefused(arguments: [String]) throws {
    let outcome = try store.scratch.hush(
      ["consent", arguments[0]] + store.flags + ["--tenant", "acme", "--subject", "u1"]
        + arguments.dropFirst(), stdin: [])
    #expect(outcome.exitCode == 64)
  }
}
