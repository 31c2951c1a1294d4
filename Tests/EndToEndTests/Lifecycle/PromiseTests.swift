import Foundation
import Testing

/// What is promised to the people in the records, where no other test is named after it.
@Suite struct PromiseTests {
  let store: Store

  init() throws {
    store = try Store()
    try store.add([
      #"{"tenant":"acme","user_id":"u1","session_id":"k1","role":"user","text":"card 4111 1111 1111 1111"}"#,
      #"{"tenant":"acme","user_id":"u2","session_id":"k2","role":"user","text":"mail jane@example.com"}"#,
    ])
  }

  private func subject(_ arguments: String...) throws -> Outcome {
    try store.scratch.hush(
      ["subject", arguments[0], "--tenant", "acme"] + store.flags + arguments.dropFirst(),
      stdin: [])
  }

  private func audit() throws -> [JSON] { try store.run("audit", "--json").values() }

  @Test("Promise 1: conversation data is processed only for the purposes it was given for")
  func nothingIsReadWithoutAPurpose() throws {
    #expect(try store.run("records").exitCode == 64)
    #expect(try store.records().map { $0["purpose"]?.string } == ["service", "service"])
    #expect(try store.run("records", "--purpose", "support").text.isEmpty)
    let reads = try audit().filter { $0["action"]?.string == "read-records" }
    #expect(reads.map { $0["detail"]?["purpose"]?.int } == [1, 2])
  }

  @Test("Promise 6: card numbers are not stored")
  func noFileHoldsACardNumber() throws {
    _ = try store.ingest(Array(#"{"text":"4111 1111 1111 1111""#.utf8), ["--source", "broken"])
    for file in try store.scratch.files() {
      let bytes = Array(try Data(contentsOf: file))
      for digits in ["4111 1111", "41111111"] {
        #expect(!bytes.contains(text: digits), "they stand in \(file.lastPathComponent)")
      }
    }
    #expect(try store.records().first?["record"]?["text"]?.string == "card <CREDIT_CARD>")
  }

  @Test("Promise 8: erase, access, rectify, restrict, object, port, withdraw consent; in 30 days")
  func everyRightHasACommand() throws {
    for type in ["access", "export", "restrict", "object", "erase"] {
      let request = try JSON(parsing: subject(type, "--subject", "u1", "--json").text)
      #expect(request["request_status"]?.string == "pending")
      let days =
        try #require(request["expected_completion_time"]?.time)
        .timeIntervalSince(try #require(request["received_time"]?.time)) / 86_400
      #expect(days.rounded() == 30)
    }
    let corrected = try store.scratch.hush(
      ["subject", "rectify", "--tenant", "acme", "--record", "1", "--set", "/text=-"] + store.flags,
      stdin: Array("corrected".utf8))
    #expect(corrected.exitCode == 0)
    let withdrawn = try store.scratch.hush(
      ["consent", "withdraw", "--tenant", "acme", "--subject", "u1", "--use", "train_ai_system"]
        + ["--notice", "v1"] + store.flags, stdin: [])
    #expect(withdrawn.exitCode == 0)
  }

  @Test("Promise 8: an access answer holds records and consents, an erasure names the exports")
  func anAnswerIsWhole() throws {
    let person = ["--tenant", "acme", "--subject", "u2"]
    let words = ["--use", "train_ai_system", "--notice", "v3", "--explicit"]
    _ = try store.scratch.hush(["consent", "grant"] + person + words + store.flags, stdin: [])
    #expect(try store.run("export", "--purpose", "training", "--out", "t.jsonl").exitCode == 0)
    let given = try store.run("export", "--purpose", "legal", "--out", "l.jsonl", "--json")
    #expect(try JSON(parsing: given.text)["subjects"]?.int == 2)
    #expect(try subject("access", "--subject", "u2", "--verified", "--out", "answer").exitCode == 0)
    #expect(try store.scratch.text("answer/records.jsonl").lines.count == 1)
    let consents = try store.scratch.text("answer/consents.jsonl").lines
      .map(JSON.init(parsing:))
    #expect(consents.map { $0["notice"]?.string } == ["v3"])
    let erased = try subject("erase", "--subject", "u2", "--verified", "--json")
    guard case .array(let exports)? = try JSON(parsing: erased.text)["exports"] else {
      throw HushProcess.Stuck(description: "no exports")
    }
    #expect(
      exports.map { $0["file"]?.string }
        == [store.scratch.path("t.jsonl"), store.scratch.path("l.jsonl")])
    #expect(exports.map { $0["purpose"]?.string } == ["training", "legal"])
  }

  @Test("Promise 9: children's data is deleted promptly")
  func aChildsRecordsGo() throws {
    #expect(try subject("mark", "--subject", "u1", "--child").exitCode == 0)
    #expect(try store.rows() == 1)
    try store.add([#"{"tenant":"acme","user_id":"u1","session_id":"k9","text":"later"}"#])
    #expect(try store.records("--subject", "u1", "--tenant", "acme").isEmpty)
    let refused = try store.run("export", "--purpose", "training", "--out", "t", "--json")
    #expect(refused.exitCode == 69)
  }

  @Test("Promise 11: messages are shared with AI model providers without personal data")
  func aMessageIsRedactedOnItsWay() throws {
    let process = try store.scratch.start(["redact"])
    for (name, token) in [("jane@example.com", "<EMAIL_ADDRESS>"), ("192.0.2.7", "<IP_ADDRESS>")] {
      // The answer comes before the input ends: the filter can stand in a request's way.
      try process.send(#"{"text":"\#(name)"}"# + "\n")
      #expect(try process.readLine() == #"{"text":"\#(token)"}"# + "\n")
    }
    #expect(try process.finish().exitCode == 0)
  }

  @Test("Promise 12: who did what is in a log that shows tampering")
  func whoDidWhatIsAudited() throws {
    _ = try store.run("records", "--purpose", "access", "--actor", "jane", "--reason", "ticket-7")
    _ = try subject("erase", "--subject", "u1", "--verified", "--actor", "jane")
    _ = try store.run("records", "--purpose", "training", "--actor", "jane")
    let entries = try audit().filter { $0["actor"]?.string == "jane" }
    #expect(entries.contains { $0["reason"]?.string == "ticket-7" })
    #expect(entries.contains { $0["action"]?.string == "erase" })
    #expect(entries.contains { $0["outcome"]?.string == "refused" })
    #expect(try store.run("verify").exitCode == 0)
  }

  @Test("Promise 16: records kept longer for law win over expiry and erasure, until released")
  func aHoldWins() throws {
    try store.add([
      #"{"tenant":"acme","user_id":"u1","session_id":"k1","text":"old","time":"2020-05-04T03:02:01Z"}"#
    ])
    _ = try store.scratch.hush(
      ["hold", "add", "--tenant", "acme", "--subject", "u1", "--matter", "M"] + store.flags,
      stdin: [])
    _ = try store.run("sweep")
    let put = try JSON(parsing: subject("erase", "--subject", "u1", "--verified", "--json").text)
    #expect(put["deferral_reason"]?.string == "legal_claims")
    #expect(try store.rows() == 3)
    _ = try store.scratch.hush(["hold", "release", "1"] + store.flags, stdin: [])
    #expect(try store.rows() == 1)
  }

  @Test("Promise 17: evidence goes where the customer wants it, redacted")
  func evidenceIsExportedRedacted() throws {
    _ = try store.scratch.hush(
      ["tenant", "set", "acme", "--period", "evidence=30"] + store.flags, stdin: [])
    try store.add(
      [#"{"tenant":"acme","call_id":"k7","text":"she said jane@example.com"}"#],
      "--class", "evidence")
    let outcome = try store.run(
      "export", "--purpose", "portability", "--tenant", "acme", "--out", "e.jsonl")
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    let exported = try store.scratch.text("e.jsonl")
    #expect(exported.contains("evidence") && exported.contains("<EMAIL_ADDRESS>"))
    #expect(!exported.contains("jane@example.com"))
  }

  @Test("Promise 18: transcripts may be wrong: confidence is kept, what was spelled is redacted")
  func aTranscriptKeepsItsConfidence() throws {
    let line = #"{"speaker":"caller","confidence":0.41,"text":"it is jane at example dot com"}"#
    let redacted = try store.scratch.hush("redact", stdin: line + "\n")
    #expect(
      redacted.text
        == #"{"speaker":"caller","confidence":0.41,"text":"it is <EMAIL_ADDRESS>"}"# + "\n")
  }

  @Test(
    "Promise 19: jurisdiction and notice version are tags on the conversation",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3")))
  func tagsAreKept() throws {
    try store.add(
      [#"{"tenant":"acme","user_id":"u4","session_id":"k4","text":"new"}"#], "--jurisdiction",
      "US-CA", "--notice-version", "v7")
    let process = try HushProcess(
      ["s.db", "select jurisdiction, notice_version from conversations where id = 3"],
      executable: "/usr/bin/sqlite3", in: store.scratch)
    #expect(try process.finish().lines == ["US-CA|v7"])
  }

  @Test("Promise 20: an incident's tenants and subjects are named")
  func anIncidentIsTraced() throws {
    _ = try store.run(
      "records", "--purpose", "security", "--tenant", "acme", "--subject", "u1", "--actor",
      "mallory")
    let touched = try store.run("audit", "--json", "--actor", "mallory", "--tenant", "acme")
      .values()
    #expect(touched.map { $0["tenant"]?.string } == ["acme"])
    let person = try store.run("audit", "--json", "--tenant", "acme", "--subject", "u1").values()
    #expect(person.contains { $0["actor"]?.string == "mallory" })
    let other = try store.run("audit", "--json", "--tenant", "acme", "--subject", "u2").values()
    #expect(!other.contains { $0["actor"]?.string == "mallory" })
  }

  @Test("Promise 21: no sale, no advertising", arguments: ["sale", "advertising", "marketing"])
  func noSuchPurposeExists(purpose: String) throws {
    #expect(try store.run("records", "--purpose", purpose).exitCode == 64)
    #expect(try store.run("export", "--purpose", purpose, "--out", "x").exitCode == 64)
    #expect(try store.ingest([], ["--purpose", purpose]).exitCode == 64)
  }
}
