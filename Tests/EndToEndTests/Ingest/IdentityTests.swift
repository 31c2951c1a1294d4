import Foundation
import Testing

/// Whose record it is, taken from the record before redaction.
@Suite struct IdentityTests {
  let store: Store

  init() throws { store = try Store() }

  private func texts(_ rows: [JSON]) -> [String] {
    rows.compactMap { $0["record"]?["text"]?.string }
  }

  @Test(arguments: ["subject_id", "user_id", "customer_id", "from"])
  func theSubjectIsTheFirstFieldPresent(field: String) throws {
    try store.add([
      #"{"\#(field)":"u-1","text":"one"}"#, #"{"\#(field)":"u-2","text":"two"}"#,
    ])
    #expect(texts(try store.records("--tenant", "default", "--subject", "u-2")) == ["two"])
    #expect(try store.records("--tenant", "default", "--subject", "u-3") == [])
  }

  @Test func fieldsHaveAnOrder() throws {
    try store.add([
      #"{"from":"d","customer_id":"c","user_id":"b","subject_id":"a","text":"all"}"#,
      #"{"from":"d","customer_id":"c","user_id":"b","text":"three"}"#,
    ])
    #expect(texts(try store.records("--tenant", "default", "--subject", "a")) == ["all"])
    #expect(texts(try store.records("--tenant", "default", "--subject", "b")) == ["three"])
    #expect(try store.records("--tenant", "default", "--subject", "d") == [])
  }

  @Test(arguments: ["conversation_id", "session_id", "call_id", "thread_id"])
  func theConversationIsTheFirstFieldPresent(field: String) throws {
    try store.add([
      #"{"\#(field)":"k-1","text":"one"}"#, #"{"\#(field)":"k-1","text":"two"}"#,
      #"{"\#(field)":"k-2","text":"three"}"#,
    ])
    let rows = try store.records("--tenant", "default", "--conversation", "k-1")
    #expect(texts(rows) == ["one", "two"])
    // No subject: the conversation is its own.
    let all = try store.records()
    #expect(all[0]["subject"] == all[1]["subject"])
    #expect(all[0]["subject"] != all[2]["subject"])
    #expect(all[0]["conversation"] != all[2]["conversation"])
  }

  @Test func withNeitherThereIsOneSubjectForASourceAndDay() throws {
    let (day, other) = (Clock.ago(days: 3), Clock.ago(days: 5))
    let record = { (date: Date) in
      #"{"timestamp":"\#(Clock.text(date))","text":"x"}"#
    }
    try store.add([record(day), record(day), record(other)], "--source", "one")
    try store.add([record(day)], "--source", "two")
    let subjects = try store.records().map { $0["subject"] }
    try #require(subjects.count == 4)
    #expect(subjects[0] == subjects[1])
    #expect(subjects[0] != subjects[2])
    #expect(subjects[0] != subjects[3])
  }

  @Test(arguments: ["tenant", "tenant_id"])
  func theTenantIsTheFirstFieldPresent(field: String) throws {
    try store.add([
      #"{"\#(field)":"acme","user_id":"u","text":"one"}"#, #"{"user_id":"u","text":"two"}"#,
      #"{"\#(field)":"umbra","user_id":"u","text":"three"}"#,
    ])
    #expect(texts(try store.records("--tenant", "acme")) == ["one"])
    #expect(texts(try store.records("--tenant", "default")) == ["two"])
    #expect(texts(try store.records("--tenant", "umbra", "--subject", "u")) == ["three"])
  }

  @Test func anIdMayBeANumber() throws {
    try store.add([#"{"user_id":1042,"text":"one"}"#])
    #expect(texts(try store.records("--tenant", "default", "--subject", "1042")) == ["one"])
  }

  @Test func anIdThatIsPersonalDataStillFindsItsRecords() throws {
    try store.add([#"{"from":"jane@example.com","text":"one"}"#])
    let rows = try store.records("--tenant", "default", "--subject", "jane@example.com")
    #expect(rows.count == 1)
    #expect(rows.first?["record"]?["from"]?.string == "<EMAIL_ADDRESS>")
  }

  @Test func escapesInAnIdAreSeenThrough() throws {
    try store.add([#"{"user_id":"u\u002d1","text":"one"}"#])
    #expect(texts(try store.records("--tenant", "default", "--subject", "u-1")) == ["one"])
  }

  @Test func aMappingOverridesTheFields() throws {
    try store.add(
      [#"{"user_id":"u-1","customer":{"id":"c-9"},"text":"one"}"#],
      "--map", "subject=/customer/id")
    #expect(texts(try store.records("--tenant", "default", "--subject", "c-9")) == ["one"])
    #expect(try store.records("--tenant", "default", "--subject", "u-1") == [])
  }

  @Test func aMappingFindsItsMemberOverManyLines() throws {
    try store.scratch.write(
      "d",
      "{\n \"meta\":\n {\n \"org\": \"acme\",\n \"chat\": [\n 7\n ]\n },\n \"text\": \"one\"\n}\n")
    let outcome = try store.ingest(
      [], ["--map", "tenant=/meta/org", "--map", "conversation=/meta/chat/0", "d"])
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    let records = try store.records("--tenant", "acme", "--conversation", "7")
    #expect(records.map { $0["record"]?["text"]?.string } == ["one"])
  }

  @Test func severalMappingsMayBeGiven() throws {
    try store.add(
      [#"{"meta":{"org":"acme","chat":7},"text":"one"}"#],
      "--map", "tenant=/meta/org", "--map", "conversation=/meta/chat")
    #expect(texts(try store.records("--tenant", "acme", "--conversation", "7")) == ["one"])
  }

  @Test(arguments: ["subject", "subject=customer", "planet=/a", "=/a"])
  func aMappingThatSaysNothingIsAUsageError(mapping: String) throws {
    let outcome = try store.ingest(Array("{}\n".utf8), ["--map", mapping])
    #expect(outcome.exitCode == 64)
  }

  @Test func aValueMayBeSetForTheRun() throws {
    try store.add(
      [#"{"text":"one"}"#], "--tenant", "acme", "--purpose", "support", "--class", "conversation",
      "--jurisdiction", "DE", "--notice-version", "2025-01")
    let outcome = try store.run("records", "--purpose", "support", "--tenant", "acme")
    #expect(texts(try outcome.values()) == ["one"])
    #expect(try outcome.values().first?["purpose"]?.string == "support")
  }

  /// There is no purpose for sale or advertising.
  @Test(arguments: ["advertising", "sale", "Service", ""])
  func anUnknownPurposeIsAUsageError(purpose: String) throws {
    let outcome = try store.ingest(Array("{}\n".utf8), ["--purpose", purpose])
    #expect(outcome.exitCode == 64)
    #expect(!store.scratch.exists("s.db"))
  }
}
