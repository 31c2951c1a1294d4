import Foundation
import Testing

/// Promise 8: what is wrong is corrected, and what comes in by a correction is redacted too.
@Suite struct RectifyTests {
  let store: Store

  init() throws {
    store = try Store()
    try store.add([
      #"{"tenant":"acme","user_id":"u1","session_id":"k1","plan":"gold","visits":3,"note":{"text":"mail jane@example.com"}}"#
    ])
  }

  private func rectify(
    _ pointer: String, _ value: String, tenant: String = "acme", record: Int = 1
  ) throws -> Outcome {
    try store.scratch.hush(
      ["subject", "rectify"] + store.flags
        + ["--tenant", tenant, "--record", "\(record)", "--set", "\(pointer)=-"],
      stdin: Array("\(value)\n".utf8))
  }

  private func stored() throws -> JSON {
    let records = try store.records()
    #expect(records.count == 1)
    return records[0]
  }

  @Test func aValueIsCorrectedAndTheRestStays() throws {
    let before = try stored()
    #expect(try rectify("/plan", "platinum \"plus\"").exitCode == 0)
    #expect(try rectify("/visits", "4").exitCode == 0)
    let after = try stored()
    #expect(after["record"]?["plan"]?.string == "platinum \"plus\"")
    #expect(after["record"]?["visits"]?.int == 4)
    #expect(after["record"]?["note"] == before["record"]?["note"])
    for name in ["seq", "subject", "occurred_at", "expires_at", "line", "findings"] {
      #expect(after[name] == before[name])
    }
    #expect(try store.run("verify").exitCode == 0)
    #expect(try store.run("audit").text.contains("rectify record 1 of acme"))
  }

  @Test func aCorrectionIsRedactedAndFoundByItsValue() throws {
    #expect(try rectify("/note/text", "mail john@example.com, 4111 1111 1111 1111").exitCode == 0)
    let record = try stored()
    #expect(record["record"]?["note"]?["text"]?.string == "mail <EMAIL_ADDRESS>, <CREDIT_CARD>")
    #expect(record["findings"]?["CREDIT_CARD"]?.int == 1)
    let found = try store.scratch.hush(
      ["find", "--tenant", "acme", "--value", "-", "--json"] + store.flags,
      stdin: Array("john@example.com".utf8))
    #expect(try found.values().first?["conversation"]?.string == "k1")
    for file in try store.scratch.files() {
      #expect(!Array(try Data(contentsOf: file)).contains(text: "john@example.com"))
    }
  }

  @Test func whatIsGoneIsNotFoundAnyMore() throws {
    #expect(try rectify("/note/text", "mail john@example.com").exitCode == 0)
    func find(_ value: String) throws -> Int {
      try store.scratch.hush(
        ["find", "--tenant", "acme", "--value", "-", "--json"] + store.flags,
        stdin: Array(value.utf8)
      ).lines.count
    }
    #expect(try find("jane@example.com") == 0)
    #expect(try find("john@example.com") == 1)
    #expect(try rectify("/plan", "for anna@example.com").exitCode == 0)
    #expect(try find("john@example.com") == 1)
    #expect(try find("anna@example.com") == 1)
  }

  @Test func anObjectIsCorrectedMemberByMember() throws {
    let refused = try rectify("/note", "x")
    #expect(refused.exitCode == 66)
    #expect(refused.messages.contains("an object or a list"))
  }

  @Test(arguments: [
    ("/none", "acme", 1), ("/note", "acme", 1), ("/plan", "acme", 2), ("/plan", "umbra", 1),
  ])
  func whatIsNotThereIsNotCorrected(pointer: String, tenant: String, record: Int) throws {
    #expect(try rectify(pointer, "x", tenant: tenant, record: record).exitCode == 66)
    #expect(try stored()["record"]?["plan"]?.string == "gold")
  }

  @Test(arguments: ["/plan=x", "plan=-", "/plan", "=-"])
  func theValueIsNoArgument(set: String) throws {
    let outcome = try store.scratch.hush(
      ["subject", "rectify", "--tenant", "acme", "--record", "1", "--set", set] + store.flags,
      stdin: [])
    #expect(outcome.exitCode == 64)
  }
}
