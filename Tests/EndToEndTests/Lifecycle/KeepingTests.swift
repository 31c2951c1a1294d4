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
}
