import Foundation
import Testing

/// Lines that could not be examined, and what becomes of them.
@Suite struct QuarantineCommandTests {
  let store: Store

  init() throws {
    store = try Store()
    #expect(
      try store.ingest(
        Array("{}\n{\"mail\":\"jane@example.com\"\n[\n".utf8), ["--source", "chats"]
      )
      .exitCode == 65)
  }

  private func quarantine(_ arguments: String...) throws -> Outcome {
    try store.scratch.hush(
      ["quarantine", arguments[0]] + store.flags + arguments.dropFirst(), stdin: [])
  }

  @Test func theListSaysWhereAndWhy() throws {
    let lines = try quarantine("list", "--json").values()
    #expect(lines.map { $0["id"]?.int } == [1, 2])
    #expect(lines.map { $0["line"]?.int } == [2, 3])
    #expect(lines.map { $0["source"]?.string } == ["chats", "chats"])
    #expect(lines.map { $0["reason"]?.string } == ["bad-json", "bad-json"])
    #expect(try quarantine("list").text.contains("bad-json"))
    #expect(try !quarantine("list").text.contains("jane"))
  }

  @Test func aLineIsShownToThoseWhoSayWhy() throws {
    let shown = try quarantine("show", "1", "--purpose", "support", "--actor", "jane")
    #expect(shown.exitCode == 0)
    #expect(shown.text == "{\"mail\":\"jane@example.com\"\n")
    let object = try JSON(parsing: quarantine("show", "1", "--purpose", "legal", "--json").text)
    let raw = try #require(Data(base64Encoded: object["raw"]?.string ?? ""))
    #expect(String(decoding: raw, as: UTF8.self) == "{\"mail\":\"jane@example.com\"")
    let entries = try store.run("audit", "--json", "--actor", "jane").values()
    #expect(entries.map { $0["action"]?.string } == ["read-quarantine"])
    #expect(entries.first?["object_id"]?.int == 1)
  }

  @Test func whatCanBeExaminedNowIsStoredAsTheLineItWas() throws {
    // They are no JSON still; as plain text both are records.
    let still = try quarantine("retry", "--purpose", "service", "--json")
    #expect(still.exitCode == 65)
    #expect(try JSON(parsing: still.text)["left"]?.int == 2)
    let retried = try quarantine("retry", "--purpose", "service", "--input", "text", "--json")
    #expect(retried.exitCode == 0, "\(retried.messages)")
    let answer = try JSON(parsing: retried.text)
    #expect(answer == .object(["retried": .number(2), "stored": .number(2), "left": .number(0)]))
    #expect(try quarantine("list", "--json").text.isEmpty)
    let rows = try store.records()
    #expect(rows.map { $0["line"]?.int } == [1, 2, 3])
    #expect(rows.map { $0["source"]?.string } == ["chats", "chats", "chats"])
    #expect(rows[1]["record"]?.string == "{\"mail\":\"<EMAIL_ADDRESS>\"")
    #expect(try quarantine("retry").text.hasPrefix("0 quarantined lines"))
    #expect(try store.run("verify").exitCode == 0)
  }

  @Test func aLineIsNotShownOtherwise() throws {
    #expect(try quarantine("show", "1").exitCode == 64)
    let training = try quarantine("show", "1", "--purpose", "training")
    #expect(training.exitCode == 69)
    #expect(training.text.isEmpty)
    #expect(try quarantine("show", "9", "--purpose", "support").exitCode == 66)
  }
}
