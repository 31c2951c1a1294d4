import Foundation
import Testing

/// Another root key, and copies that open.
@Suite struct KeepingTests {
  let store: Store

  init() throws {
    store = try Store()
    try store.add([#"{"tenant":"acme","user_id":"u1","session_id":"k1","text":"one"}"#])
  }

  private func rotate(_ key: String, to new: String) throws -> Outcome {
    try store.scratch.hush(
      "key", "rotate", "--store", "s.db", "--key-file", key, "--new-key-file", new, "--json")
  }

  private func records(_ key: String) throws -> Outcome {
    try store.scratch.hush(
      "records", "--store", "s.db", "--key-file", key, "--purpose", "service")
  }

  @Test("Promise 7: the root key outside the store is replaced") func theRootKeyIsReplaced() throws
  {
    let rotated = try rotate("key", to: "new")
    #expect(rotated.exitCode == 0, "\(rotated.messages)")
    #expect(try JSON(parsing: rotated.text).names == ["keys", "wal_truncated"])
    #expect(try mode(of: store.scratch.url("new")) == 0o600)
    #expect(try records("key").exitCode == 77)
    #expect(try records("new").lines.count == 1)
    // Once more with the old one: it is not the store's key.
    #expect(try rotate("key", to: "new").exitCode == 77)
    #expect(try rotate("new", to: "new").exitCode == 64)
    try store.scratch.writeKey("open", filledWith: 3, mode: 0o644)
    #expect(try rotate("new", to: "open").exitCode == 77)
    #expect(try records("new").exitCode == 0)
  }

  @Test func aBackupIsASecondStore() throws {
    let outcome = try store.run("backup", "--out", "b/c", "--json")
    #expect(outcome.exitCode == 73)
    let made = try store.run("backup", "--out", "b", "--json")
    #expect(made.exitCode == 0, "\(made.messages)")
    let answer = try JSON(parsing: made.text)
    #expect(answer.names == ["store", "key_ring", "checked", "problems"])
    #expect(answer["problems"] == .array([]))
    let copy = try store.scratch.hush(
      "records", "--store", "b/s.db", "--key-file", "key", "--purpose", "service")
    #expect(copy.lines.count == 1)
    #expect(try store.run("backup", "--out", "b").exitCode == 73)
    #expect(try mode(of: store.scratch.url("b")) == 0o700)
  }

  private func say(_ decision: String) throws {
    let words = ["--use", "train_ai_system", "--notice", "v1"]
    let outcome = try store.scratch.hush(
      ["consent", decision, "--tenant", "acme", "--subject", "u1"] + words
        + (decision == "grant" ? ["--explicit"] : []) + store.flags, stdin: [])
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
  }

  private func trainingExport(_ name: String) throws -> Outcome {
    try store.run("export", "--purpose", "training", "--out", name, "--json")
  }

  /// A store from a backup beside today's ring: refused for training until somebody says that it is meant, and then
  /// still for those who may have taken their consent back.
  @Test func aStoreFromABackupIsGoneOnWith() throws {
    try say("grant")
    #expect(try store.run("restore", "--reason", "disk").text.contains("nothing was changed"))
    #expect(try store.run("backup", "--out", "b").exitCode == 0)
    try say("withdraw")
    for number in [2, 3] {
      try store.add([#"{"tenant":"acme","user_id":"u\#(number)","session_id":"k\#(number)"}"#])
    }
    for suffix in ["-wal", "-shm"] {
      try? FileManager.default.removeItem(at: store.scratch.url("s.db" + suffix))
    }
    try FileManager.default.removeItem(at: store.scratch.url("s.db"))
    try FileManager.default.copyItem(
      at: store.scratch.url("b/s.db"), to: store.scratch.url("s.db"))
    let older = try store.run("verify")
    #expect(older.exitCode == 65 && older.text.contains("hush restore"))
    #expect(try trainingExport("one.jsonl").exitCode == 69)
    #expect(try store.run("restore").exitCode == 64)
    let accepted = try store.run("restore", "--reason", "disk", "--json")
    #expect(accepted.exitCode == 0, "\(accepted.messages)")
    let answer = try JSON(parsing: accepted.text)
    #expect(answer["accepted"] == .bool(true))
    #expect(answer["consents_in_doubt"]?.int == 1)
    #expect(answer["keys_destroyed"]?.int == 2)
    #expect(try store.run("verify").exitCode == 0)
    let refused = try trainingExport("two.jsonl")
    #expect(refused.exitCode == 69)
    #expect(
      try JSON(parsing: refused.text)["refused"] == .object(["consent-in-doubt": .number(1)]))
    try say("grant")
    #expect(try trainingExport("three.jsonl").exitCode == 0)
    let again = try store.run("restore", "--reason", "disk", "--json")
    #expect(try JSON(parsing: again.text)["accepted"] == .bool(false))
    let log = try store.run("audit", "--json").values()
    let entry = try #require(log.first { $0["action"]?.string == "accept-restored" })
    #expect(entry["reason"]?.string == "disk")
    #expect(try store.run("verify").exitCode == 0)
  }
}
