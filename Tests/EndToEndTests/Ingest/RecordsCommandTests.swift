import Foundation
import Testing

/// What `records` and `stats` give back, and to whom.
@Suite struct RecordsCommandTests {
  let store: Store

  init() throws { store = try Store() }

  static let members = [
    "seq", "tenant", "subject", "conversation", "class", "purpose", "occurred_at", "ingested_at",
    "expires_at", "source", "line", "findings", "record",
  ]

  @Test func aRowHasItsMembersInOrder() throws {
    try store.add(
      [#"{ "session_id" : "k", "text" : "caf\u00e9 jane@example.com ann@example.org" }"#],
      "--source", "chats")
    let outcome = try store.run("records", "--purpose", "service")
    let line = try #require(outcome.lines.first)
    #expect(memberOrder(line, of: Self.members) == Self.members)
    let row = try JSON(parsing: line)
    #expect(row.names == Set(Self.members))
    #expect(row["source"]?.string == "chats")
    #expect(row["line"]?.int == 1)
    #expect(row["findings"] == .object(["EMAIL_ADDRESS": .number(2)]))
    // The record as it was redacted, to the byte.
    let record = #"{ "session_id" : "k", "text" : "caf\u00e9 <EMAIL_ADDRESS> <EMAIL_ADDRESS>" }"#
    #expect(line.hasSuffix(#""record":"# + record + "}"))
  }

  @Test func rowsComeInTheOrderTheyWereStored() throws {
    let input = Conversations.records(bytes: 1_000_000, seed: 91)
    #expect(try store.ingest(input.jsonl, ["--source", "chats"]).exitCode == 0)
    let outcome = try store.run("records", "--purpose", "service")
    let rows = try outcome.values()
    #expect(rows.count == input.count)
    #expect(rows.compactMap { $0["line"]?.int } == Array(1...input.count))
    let numbers = rows.compactMap { $0["seq"]?.int }
    #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 })

    let redacted = try store.scratch.hush(["redact"], stdin: input.jsonl).lines
    for (line, record) in zip(outcome.lines, redacted) where !line.hasSuffix(record + "}") {
      Issue.record("stored otherwise than redact writes it: \(record)")
    }
  }

  @Test func anyJSONValueIsARecord() throws {
    let values = [#""jane@example.com""#, "4111111111111111", "null", "[]", "{}", "true", "1e5"]
    try store.add(values)
    let rows = try store.run("records", "--purpose", "service").lines
    let stored = [#""<EMAIL_ADDRESS>""#, #""<CREDIT_CARD>""#, "null", "[]", "{}", "true", "1e5"]
    try #require(rows.count == stored.count)
    for (row, record) in zip(rows, stored) { #expect(row.hasSuffix(#""record":"# + record + "}")) }
  }

  @Test func byteOrderMarkAndCarriageReturnAreNotPartOfARecord() throws {
    #expect(try store.ingest(Array("\u{FEFF}{\"a\":1}\r\n{\"a\":2}\r\n".utf8)).exitCode == 0)
    let rows = try store.run("records", "--purpose", "service").lines
    try #require(rows.count == 2)
    #expect(rows[0].hasSuffix(#""record":{"a":1}}"#))
    #expect(rows[1].hasSuffix(#""record":{"a":2}}"#))
  }

  @Test func readsCanBeNarrowed() throws {
    let (early, late) = (Clock.ago(days: 40), Clock.ago(days: 4))
    try store.add([
      #"{"timestamp":"\#(Clock.text(early))","text":"one"}"#,
      #"{"timestamp":"\#(Clock.text(late))","text":"two"}"#,
      #"{"timestamp":"\#(Clock.text(late))","text":"three"}"#,
    ])
    let middle = Clock.text(Clock.ago(days: 20))
    let texts = { (rows: [JSON]) in rows.compactMap { $0["record"]?["text"]?.string } }
    #expect(texts(try store.records("--since", middle)) == ["two", "three"])
    #expect(texts(try store.records("--until", middle)) == ["one"])
    #expect(texts(try store.records("--limit", "2")) == ["one", "two"])
    #expect(texts(try store.records("--limit", "1", "--since", middle)) == ["two"])
  }

  @Test(arguments: ["access", "portability", "legal", "security"])
  func somePurposesReadEveryRow(purpose: String) throws {
    try store.add([#"{"text":"one"}"#])
    let outcome = try store.run("records", "--purpose", purpose)
    #expect(outcome.exitCode == 0)
    #expect(outcome.lines.count == 1)
  }

  @Test func aRowIsNotReadForAPurposeOfAnother() throws {
    try store.add([#"{"text":"one"}"#])
    #expect(try store.run("records", "--purpose", "support").text.isEmpty)
  }

  @Test func trainingIsRefused() throws {
    try store.add([#"{"text":"one"}"#])
    let outcome = try store.run("records", "--purpose", "training")
    #expect(outcome.exitCode == 69)
    #expect(outcome.text.isEmpty)
    #expect(!outcome.messages.isEmpty)
  }

  @Test(arguments: [
    [], ["--purpose", "advertising"], ["--purpose", ""],
    ["--purpose", "service", "--limit", "many"], ["--purpose", "service", "--since", "noon"],
  ])
  func aReadMustStateWhatItIsFor(flags: [String]) throws {
    try store.add([#"{"text":"one"}"#])
    let outcome = try store.scratch.hush(["records"] + store.flags + flags, stdin: [])
    #expect(outcome.exitCode == 64)
    #expect(outcome.text.isEmpty)
  }

  @Test func statsCountRowsByTenantAndClass() throws {
    try store.add([
      #"{"tenant":"acme","text":"one"}"#, #"{"tenant":"acme","text":"two"}"#,
      #"{"tenant":"umbra","data_class":"account","text":"three"}"#,
    ])
    let outcome = try store.run("stats", "--json")
    #expect(outcome.exitCode == 0)
    let stats = try JSON(parsing: outcome.text)
    #expect(stats["rows"]?.int == 3)
    #expect(try #require(stats["bytes"]?.int) > 0)
    #expect(try #require(stats["next_expiry"]?.time) > Clock.ago(days: -89))
    #expect(stats["holds"]?.int == 0)
    #expect(stats["quarantine"]?.int == 0)
    let plain = try store.run("stats")
    #expect(plain.exitCode == 0)
    for word in ["conversation", "account"] { #expect(plain.text.contains(word)) }
  }

  @Test func statsCountWhatWasRefused() throws {
    _ = try store.ingest(Array("bad\n{}\n[\n".utf8))
    let stats = try JSON(parsing: try store.run("stats", "--json").text)
    #expect(stats["rows"]?.int == 1)
    #expect(stats["quarantine"]?.int == 2)
  }
}
