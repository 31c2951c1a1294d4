import Foundation
import Testing

/// What people may ask, and what is answered: promises 8 and 16 on the command line.
@Suite struct SubjectCommandTests {
  let store: Store

  init() throws {
    store = try Store()
    try store.add([
      #"{"tenant":"acme","user_id":"u1","session_id":"k1","text":"mail jane@example.com"}"#,
      #"{"tenant":"acme","session_id":"k1","role":"agent","text":"sent"}"#,
      #"{"tenant":"acme","user_id":"u1","session_id":"k2","text":"mine"}"#,
      #"{"tenant":"acme","user_id":"u2","session_id":"k2","text":"theirs"}"#,
      #"{"tenant":"umbra","user_id":"u1","session_id":"k1","text":"namesake"}"#,
    ])
  }

  private func subject(_ arguments: String...) throws -> Outcome {
    try store.scratch.hush(
      ["subject", arguments[0]] + store.flags + arguments.dropFirst(), stdin: [])
  }

  private func answer(_ type: String, _ more: String..., of id: String = "u1") throws -> JSON {
    let outcome = try store.scratch.hush(
      ["subject", type] + store.flags + ["--json", "--tenant", "acme", "--subject", id] + more,
      stdin: [])
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    return try JSON(parsing: outcome.text)
  }

  @Test(arguments: [
    ("access", "access"), ("export", "portability"), ("erase", "erasure"),
    ("restrict", "restriction"), ("object", "objection"),
  ])
  func aRequestIsAnOpenDSRObject(command: String, type: String) throws {
    let request = try answer(command)
    #expect(request["subject_request_type"]?.string == type)
    #expect(request["request_status"]?.string == "pending")
    #expect(request["regulation"]?.string == "gdpr")
    let id = try #require(request["subject_request_id"]?.string)
    // RFC 9562: version 4, variant 10.
    #expect(
      id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/)
        != nil)
    let received = try #require(request["received_time"]?.time)
    let expected = try #require(request["expected_completion_time"]?.time)
    #expect(expected.timeIntervalSince(received).rounded() == 30 * 86_400)
    #expect(try store.rows() == 5)
  }

  @Test func theDeadlineRunsFromTheReceiptAndALateAnswerShows() throws {
    let received = Clock.ago(days: 40)
    let late = try answer("access", "--received", Clock.text(received))
    let ccpa = try answer("access", "--received", Clock.text(received), "--regulation", "ccpa")
    let days = ccpa["expected_completion_time"]?.time?.timeIntervalSince(received).rounded()
    #expect(days.map { Int($0) } == 45 * 86_400)
    let overdue = try subject("list", "--overdue", "--json").values()
    #expect(overdue.map { $0["subject_request_id"] } == [late["subject_request_id"]])
    #expect(try subject("list", "--overdue").text.contains("OVERDUE"))
    #expect(try subject("list", "--json").lines.count == 2)
    let ahead = Clock.text(Clock.ago(days: -1))
    let outcome = try subject(
      "access", "--tenant", "acme", "--subject", "u1", "--received", ahead)
    #expect(outcome.exitCode == 64)
  }

  @Test(arguments: [("access", true), ("export", false)])
  func anAnswerIsAFolderWithAManifest(command: String, saysWhatWasFound: Bool) throws {
    let request = try answer(command, "--out", "answer")
    let id = try #require(request["subject_request_id"]?.string)
    #expect(!store.scratch.exists("answer"))
    let verified = try JSON(parsing: subject("verify", id, "--json").text)
    #expect(verified["request_status"]?.string == "completed")
    #expect(verified["results_count"]?.int == 3)
    #expect(verified["results_url"]?.string == "file://" + store.scratch.path("answer"))

    let records = try store.scratch.text("answer/records.jsonl")
    let texts = try records.lines.map { try JSON(parsing: $0)["record"]?["text"]?.string }
    #expect(texts == ["mail <EMAIL_ADDRESS>", "sent", "mine"])
    #expect(records.contains("findings") == saysWhatWasFound)
    let manifest = try JSON(parsing: store.scratch.text("answer/manifest.json"))
    #expect(manifest["schema_version"]?.int == 1)
    #expect(manifest["subject_request_id"]?.string == id)
    guard case .array(let files)? = manifest["files"],
      case .array(let retention)? = manifest["retention"],
      case .array(let categories)? = manifest["categories"]
    else {
      Issue.record("the manifest lists no files, retention or categories")
      return
    }
    let names = command == "access" ? ["records.jsonl", "consents.jsonl"] : ["records.jsonl"]
    let summed = try HushProcess(
      names.map { "answer/" + $0 }, executable: "/usr/bin/sha256sum", in: store.scratch
    ).finish().lines
    #expect(files.map { $0["name"]?.string } == names)
    #expect(files.map { $0["sha256"]?.string } == summed.map { String($0.prefix(64)) })
    #expect(retention.first?["period_days"]?.int == 90)
    #expect(categories.first?["category"]?.string == "user.contact.email")
    for name in names + ["manifest.json"] {
      #expect(try mode(of: store.scratch.url("answer/" + name)) == 0o600)
    }
    #expect(try mode(of: store.scratch.url("answer")) == 0o700)
  }

  @Test func aFolderThatIsInUseIsLeftAlone() throws {
    try store.scratch.directory("answer")
    try store.scratch.write("answer/mine", "kept")
    let outcome = try subject(
      "access", "--tenant", "acme", "--subject", "u1", "--verified", "--out", "answer")
    #expect(outcome.exitCode == 73)
    #expect(try store.scratch.text("answer/mine") == "kept")
    let waiting = try subject("list", "--json").values()
    #expect(waiting.first?["request_status"]?.string == "in_progress")
    let id = try #require(waiting.first?["subject_request_id"]?.string)
    #expect(try subject("verify", id, "--out", "other").exitCode == 0)
    #expect(store.scratch.exists("other/manifest.json"))
    #expect(!store.scratch.exists("answer.incomplete"))
  }

  @Test func anErasureTakesThePersonsTurnsAndNobodyElses() throws {
    let erased = try answer("erase", "--verified")
    #expect(erased["request_status"]?.string == "completed")
    #expect(erased["results_count"]?.int == 3)
    #expect(erased["deleted"]?.int == 3)
    #expect(erased["wal_truncated"] == .bool(true))
    #expect(erased["subject"] == .null)
    #expect(try store.records().map { $0["record"]?["text"]?.string } == ["theirs", "namesake"])
    #expect(try store.run("verify").exitCode == 0)
    #expect(try subject("erase", "--tenant", "acme", "--subject", "u1").exitCode == 66)
  }

  @Test func aHoldPutsAnErasureOffAndItsReleaseResumesIt() throws {
    let hold = try store.scratch.hush(
      ["hold", "add"] + store.flags
        + ["--tenant", "acme", "--conversation", "k2", "--matter", "M", "--json"], stdin: [])
    let number = try #require(try JSON(parsing: hold.text)["hold_id"]?.int)
    let put = try answer("erase", "--verified")
    #expect(put["request_status"]?.string == "in_progress")
    #expect(put["deferral_reason"]?.string == "legal_claims")
    #expect(put["held"]?.int == 1)
    _ = try store.scratch.hush(["hold", "release", "\(number)"] + store.flags, stdin: [])
    let listed = try subject("list", "--json").values()
    #expect(listed.first?["request_status"]?.string == "completed")
    #expect(try store.rows() == 2)
  }

  @Test func noFileNamesThePersonAfterAnErasure() throws {
    try store.add([
      #"{"tenant":"acme","user_id":"usercanary","session_id":"callcanary","text":"textcanary jane.canary@example.com"}"#
    ])
    _ = try answer("erase", "--verified", of: "usercanary")
    for file in try store.scratch.files() {
      let bytes = Array(try Data(contentsOf: file))
      #expect(!bytes.contains(text: "canary"), "canary stands in \(file.lastPathComponent)")
    }
    #expect(try !store.run("audit").text.contains("canary"))
  }

  @Test func aRestrictionIsLiftedByTakingItBack() throws {
    let request = try answer("restrict", "--verified")
    #expect(try store.records("--tenant", "acme", "--subject", "u1").isEmpty)
    let id = try #require(request["subject_request_id"]?.string)
    #expect(try subject("cancel", id).exitCode == 0)
    #expect(try store.records("--tenant", "acme", "--subject", "u1").count == 2)
  }

  @Test(arguments: [
    ["erase"], ["erase", "--tenant", "acme"], ["erase", "--tenant", "acme", "--subject", ""],
    ["erase", "--tenant", "acme", "--subject", "u1", "--regulation", "hipaa"],
    ["access", "--tenant", "acme", "--subject", "u1", "--out", ""], ["verify"],
  ])
  func whatIsNotSaidIsAskedFor(arguments: [String]) throws {
    let outcome = try store.scratch.hush(
      ["subject"] + arguments + store.flags, stdin: [])
    #expect(outcome.exitCode == 64)
    #expect(try subject("verify", "no-such-request").exitCode == 66)
  }
}
