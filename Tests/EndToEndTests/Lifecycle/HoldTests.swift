import Foundation
import Testing

/// What a legal hold keeps, for whom, and what is seen of it.
@Suite struct HoldTests {
  let store: Store

  init() throws {
    store = try Store()
    try store.add([
      #"{"tenant":"acme","user_id":"u1","session_id":"k1","text":"old","time":"2020-05-04T03:02:01Z"}"#,
      #"{"tenant":"acme","user_id":"u2","session_id":"k2","text":"old","time":"2020-05-04T03:02:01Z"}"#,
      #"{"tenant":"acme","user_id":"u1","session_id":"k3","text":"new"}"#,
      #"{"tenant":"umbra","user_id":"u1","session_id":"k1","text":"new"}"#,
    ])
  }

  private func hold(_ arguments: String..., stdin: String = "") throws -> Outcome {
    try store.scratch.hush(
      ["hold", arguments[0]] + store.flags + arguments.dropFirst(), stdin: Array(stdin.utf8))
  }

  private func placed(_ arguments: [String], stdin: String = "") throws -> Int {
    let outcome = try store.scratch.hush(
      ["hold", "add"] + store.flags + ["--json", "--matter", "M-1"] + arguments,
      stdin: Array(stdin.utf8))
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    let answer = try JSON(parsing: outcome.text)
    #expect(answer.names == ["hold_id"])
    return try #require(answer["hold_id"]?.int)
  }

  private func legal() throws -> [String?] {
    try store.run("records", "--purpose", "legal").values()
      .map { $0["conversation"]?.string }
  }

  @Test("Promise 16: what is kept longer for law is read for it alone")
  func whatAHoldKeepsPastItsPeriodIsForTheLawOnly() throws {
    #expect(try legal() == ["k3", "k1"])
    let id = try placed(["--tenant", "acme", "--subject", "u1"])
    #expect(try legal() == ["k1", "k3", "k1"])
    #expect(try store.records().count == 2)
    #expect(try store.run("records", "--purpose", "access").lines.count == 2)
    #expect(try store.run("records", "--purpose", "legal", "--limit", "2").lines.count == 2)
    #expect(try hold("release", "\(id)").exitCode == 0)
    #expect(try legal() == ["k3", "k1"])
  }

  @Test func severalHoldsMayBeOnTheSameRecords() throws {
    let first = try placed(["--tenant", "acme"])
    let second = try placed(["--tenant", "acme", "--conversation", "k2"])
    #expect(first != second)
    #expect(try legal().count == 4)
    #expect(try hold("release", "\(first)").exitCode == 0)
    #expect(try legal() == ["k2", "k3", "k1"])
    #expect(try JSON(parsing: store.run("stats", "--json").text)["holds"]?.int == 1)
  }

  @Test func theListSaysWhatIsHeldForWhomAndWhoToAsk() throws {
    let id = try placed(
      ["--tenant", "acme", "--subject", "u1", "--contact", "-", "--actor", "officer"],
      stdin: "counsel@example.com\n")
    let listed = try hold("list", "--json").values()
    let hold1 = try #require(listed.first)
    #expect(listed.count == 1)
    #expect(hold1["hold_id"]?.int == id)
    #expect(hold1["tenant"]?.string == "acme")
    #expect(hold1["subject"]?.string == "u1")
    #expect(hold1["conversation"] == .null)
    #expect(hold1["matter"]?.string == "M-1")
    #expect(hold1["contact"]?.string == "counsel@example.com")
    #expect(hold1["placed_by"]?.string == "officer")
    #expect(hold1["records"]?.int == 2)
    #expect(hold1["released_at"] == .null)
    let plain = try hold("list").text
    for word in ["M-1", "u1", "acme", "counsel@example.com"] { #expect(plain.contains(word)) }
    #expect(try hold("release", "\(id)", "--actor", "judge").exitCode == 0)
    #expect(try hold("list", "--json").text.isEmpty)
    let all = try hold("list", "--json", "--all").values()
    #expect(all.first?["released_by"]?.string == "judge")
  }

  @Test func noFileHoldsMatterContactOrIds() throws {
    _ = try store.scratch.hush(
      ["hold", "add"] + store.flags
        + ["--tenant", "acme", "--subject", "u1", "--matter", "mattercanary", "--contact", "-"],
      stdin: Array("contactcanary@example.com".utf8))
    for file in try store.scratch.files() {
      let bytes = Array(try Data(contentsOf: file))
      for canary in ["mattercanary", "contactcanary"] {
        #expect(!bytes.contains(text: canary), "\(canary) stands in \(file.lastPathComponent)")
      }
    }
  }

  @Test func aReleaseSaysWhenAndMayBeRepeated() throws {
    let id = try placed(["--tenant", "acme"])
    let first = try JSON(parsing: hold("release", "\(id)", "--json").text)
    #expect(first["hold_id"]?.int == id)
    let again = try hold("release", "\(id)", "--json")
    #expect(again.exitCode == 0)
    #expect(try JSON(parsing: again.text) == first)
  }

  @Test func aHoldOnWhatIsNotStoredIsRefused() throws {
    for object in [
      ["--tenant", "acne"], ["--tenant", "acme", "--subject", "u9"],
      ["--tenant", "umbra", "--conversation", "k2"],
    ] {
      let outcome = try store.scratch.hush(
        ["hold", "add"] + store.flags + ["--matter", "M-1"] + object, stdin: [])
      #expect(outcome.exitCode == 66)
      #expect(!outcome.messages.contains(object[object.count - 1]))
    }
    #expect(try hold("release", "7").exitCode == 66)
    #expect(try hold("list").text == "No hold is live.\n")
  }

  @Test(arguments: [
    [], ["--tenant", "acme"], ["--matter", "M"],
    ["--tenant", "acme", "--matter", "M", "--contact", "jane@example.com"],
    ["--tenant", "acme", "--matter", "M", "--contact", "-"],
    ["--tenant", "acme", "--matter", "M", "--subject", "u1", "--conversation", "k1"],
    ["--tenant", "acme", "--matter", ""],
  ])
  func aHoldSaysWhatItIsOnAndWhy(flags: [String]) throws {
    let outcome = try store.scratch.hush(["hold", "add"] + store.flags + flags, stdin: [])
    #expect(outcome.exitCode == 64)
  }
}
