import Foundation
import Testing

/// Recordings and artifacts lie outside the store: what goes here must go there too.
@Suite struct DeletionTests {
  let store: Store
  static let url = "https://media.example.com/calls/urlcanary-17.wav"

  init() throws {
    store = try Store()
    try store.add([
      #"{"tenant":"acme","user_id":"u1","call_id":"k1","recording_url":"\#(Self.url)","text":"one"}"#,
      #"{"tenant":"acme","user_id":"u1","call_id":"k1","text":"two"}"#,
      #"{"tenant":"acme","user_id":"u2","call_id":"k2","text":"three","time":"2020-05-04T03:02:01Z","message":{"artifact":{"stereoRecordingUrl":"https://media.example.com/2.wav","recording":{"id":77,"state":"done"}}}}"#,
    ])
  }

  private func deletions(_ arguments: String...) throws -> Outcome {
    try store.scratch.hush(["deletions"] + arguments + store.flags, stdin: [])
  }

  private func erase(_ subject: String, _ more: String...) throws -> JSON {
    let outcome = try store.scratch.hush(
      ["subject", "erase"] + store.flags
        + ["--tenant", "acme", "--subject", subject, "--verified", "--json"] + more, stdin: [])
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    return try JSON(parsing: outcome.text)
  }

  @Test func anErasureIsCompletedWhenWhatLiesOutsideIsAcknowledged() throws {
    let erased = try erase("u1", "--deletions", "list.jsonl")
    #expect(erased["request_status"]?.string == "in_progress")
    #expect(erased["deferral_reason"]?.string == "external_deletions")
    #expect(erased["deleted"]?.int == 2 && erased["external_deletions"]?.int == 1)
    #expect(try store.rows() == 1)
    #expect(try mode(of: store.scratch.url("list.jsonl")) == 0o600)
    let listed = try store.scratch.text("list.jsonl").lines.map { try JSON(parsing: $0) }
    #expect(listed.map { $0["reference"]?.string } == [Self.url])
    #expect(listed.map { $0["member"]?.string } == ["/recording_url"])
    #expect(listed.map { $0["cause"]?.string } == ["erasure"])
    #expect(try deletions("list", "--json").values() == listed)

    let acknowledged = try JSON(parsing: deletions("ack", "--file", "list.jsonl", "--json").text)
    #expect(acknowledged["acknowledged"]?.int == 1 && acknowledged["left"]?.int == 0)
    guard case .array(let completed)? = acknowledged["completed_requests"] else {
      throw HushProcess.Stuck(description: "no requests")
    }
    #expect(completed == [erased["subject_request_id"]])
    let requests = try store.scratch.hush(
      ["subject", "list", "--json"] + store.flags, stdin: []
    ).values()
    #expect(requests.map { $0["request_status"]?.string } == ["completed"])
    let again = try JSON(parsing: deletions("ack", "1", "--json").text)
    #expect(again["acknowledged"]?.int == 0 && again["unknown"]?.int == 1)
    #expect(try store.run("verify").exitCode == 0)
    try FileManager.default.removeItem(at: store.scratch.url("list.jsonl"))
    for file in try store.scratch.files() {
      let bytes = Array(try Data(contentsOf: file))
      #expect(!bytes.contains(text: "urlcanary"), "it stands in \(file.lastPathComponent)")
    }
  }

  @Test func aSweepListsWhatItsRecordsReferTo() throws {
    let outcome = try store.run("sweep", "--deletions", "list.jsonl")
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    #expect(outcome.text.contains("2 things outside the store to delete"))
    let listed = try store.scratch.text("list.jsonl").lines.map { try JSON(parsing: $0) }
    #expect(
      listed.map { $0["member"]?.string }
        == ["/message/artifact/stereoRecordingUrl", "/message/artifact/recording/id"])
    #expect(
      listed.map { $0["reference"]?.string } == ["https://media.example.com/2.wav", "77"])
    #expect(listed.map { $0["cause"]?.string } == ["expiry", "expiry"])
    #expect(try store.run("verify").exitCode == 0)
    // The list stays until somebody says that it is done, however often it is written.
    #expect(try store.run("sweep", "--deletions", "again.jsonl").exitCode == 0)
    #expect(try store.scratch.read("again.jsonl") == store.scratch.read("list.jsonl"))
    let acknowledged = try deletions("ack", "2")
    #expect(acknowledged.text == "1 deletion acknowledged. 1 thing still to delete.\n")
    #expect(try deletions("list").text.hasPrefix("Deletion 1: https://media.example.com/2.wav"))
    #expect(try store.run("verify").exitCode == 0)
  }

  @Test func aHoldKeepsTheReferenceWithItsRecord() throws {
    _ = try store.scratch.hush(
      ["hold", "add", "--tenant", "acme", "--conversation", "k1", "--matter", "M"] + store.flags,
      stdin: [])
    let erased = try erase("u1")
    #expect(erased["deferral_reason"]?.string == "legal_claims")
    #expect(try deletions("list", "--json").lines.isEmpty)
    _ = try store.scratch.hush(["hold", "release", "1"] + store.flags, stdin: [])
    #expect(try deletions("list", "--json").lines.count == 1)
    #expect(try deletions("list", "--tenant", "umbra").exitCode == 66)
  }

  @Test func membersOfOnesOwnAreNamed() throws {
    try store.add(
      [#"{"tenant":"acme","user_id":"u5","media":{"where":"s3://bucket/object-1"},"text":"x"}"#],
      "--map", "reference=/media/where")
    #expect(try erase("u5")["external_deletions"]?.int == 1)
    let listed = try deletions("list", "--json").values()
    #expect(listed.map { $0["reference"]?.string } == ["s3://bucket/object-1"])
  }

  @Test(arguments: [
    ["ack"], ["ack", "1", "--file", "x"], ["ack", "one"], ["list", "--out", ""],
  ])
  func whatMakesNoSenseIsRefused(arguments: [String]) throws {
    let outcome = try store.scratch.hush(["deletions"] + arguments + store.flags, stdin: [])
    #expect(outcome.exitCode == 64)
    #expect(try store.run("sweep", "--dry-run", "--deletions", "x").exitCode == 64)
    try store.scratch.write("taken", "mine")
    #expect(try store.run("sweep", "--deletions", "taken").exitCode == 73)
    #expect(try store.rows() == 3)
    #expect(try store.scratch.text("taken") == "mine")
  }

  @Test func aListOfSomethingElseIsRefused() throws {
    try store.scratch.write("other.jsonl", "{\"id\":1}\n")
    #expect(try deletions("ack", "--file", "other.jsonl").exitCode == 65)
    #expect(try deletions("ack", "--file", "none.jsonl").exitCode == 66)
  }
}
