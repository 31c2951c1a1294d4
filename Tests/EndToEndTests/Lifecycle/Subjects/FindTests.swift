import Foundation
import Testing

/// A person's conversations, found by a value they give and that is stored nowhere.
@Suite struct FindTests {
  let store: Store

  init() throws {
    store = try Store()
    try store.add([
      #"{"tenant":"acme","user_id":"u1","session_id":"k1","text":"mail jane@example.com"}"#,
      #"{"tenant":"acme","user_id":"u1","session_id":"k1","text":"call +1 202-555-0143 or jane@example.com"}"#,
      #"{"tenant":"acme","user_id":"u2","session_id":"k2","text":"She is JANE@example.com","phone":12025550143}"#,
      #"{"tenant":"acme","user_id":"u3","session_id":"k3","text":"no value"}"#,
      #"{"tenant":"acme","user_id":"u3","session_id":"k3","customer":{"name":"Maria Okafor"},"text":"Maria Okafor here"}"#,
      #"{"tenant":"umbra","user_id":"u1","session_id":"k1","text":"mail jane@example.com"}"#,
    ])
  }

  private func find(_ value: String, in tenant: String = "acme") throws -> [String] {
    let outcome = try store.scratch.hush(
      ["find"] + store.flags + ["--json", "--tenant", tenant, "--value", "-"],
      stdin: Array("\(value)\n".utf8))
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    return try outcome.values().map {
      "\($0["conversation"]?.string ?? "")/\($0["subject"]?.string ?? "") \($0["records"]?.int ?? 0)"
    }
  }

  @Test(arguments: [
    ("jane@example.com", ["k1/u1 2", "k2/u2 1"]), ("Jane@Example.com", ["k1/u1 2", "k2/u2 1"]),
    ("+1 (202) 555-0143", ["k1/u1 1", "k2/u2 1"]), ("maria okafor", ["k3/u3 1"]),
    ("john@example.com", []), ("no value", []),
  ])
  func aValueIsFoundInAnySpelling(value: String, conversations: [String]) throws {
    #expect(try find(value) == conversations)
  }

  @Test func aTenantFindsItsOwnOnly() throws {
    #expect(try find("jane@example.com", in: "umbra") == ["k1/u1 1"])
    let outcome = try store.scratch.hush(
      ["find"] + store.flags + ["--tenant", "acne", "--value", "-"], stdin: Array("x".utf8))
    #expect(outcome.exitCode == 66)
  }

  @Test func theErasedAreNotFound() throws {
    _ = try store.scratch.hush(
      ["subject", "erase", "--tenant", "acme", "--subject", "u1", "--verified"] + store.flags,
      stdin: [])
    #expect(try find("jane@example.com") == ["k2/u2 1"])
  }

  @Test func theValueStandsInNoFileAndTheSearchInTheLog() throws {
    _ = try find("valuecanary@example.com")
    for file in try store.scratch.files() {
      let bytes = Array(try Data(contentsOf: file))
      #expect(!bytes.contains(text: "valuecanary"), "it stands in \(file.lastPathComponent)")
    }
    #expect(try store.run("audit").text.contains("find records of acme"))
  }

  @Test func aValueIsNoArgument() throws {
    let outcome = try store.run("find", "--tenant", "acme", "--value", "jane@example.com")
    #expect(outcome.exitCode == 64)
  }
}
