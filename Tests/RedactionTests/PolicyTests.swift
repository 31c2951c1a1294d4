import Detection
import Redaction
import Testing

/// Which operator a finding gets.
@Suite struct PolicyTests {
  static let entities = ["CREDIT_CARD", "EMAIL_ADDRESS"]

  private func parse(_ yaml: String, base: Policy = Policy()) throws -> Policy {
    try PolicyFile.parse(yaml, entities: Self.entities, base: base)
  }

  static let full = """
    default: mask
    entities:
      EMAIL_ADDRESS: pseudonym
    paths:
      /customer: remove
      /customer/phone: hash
      /messages/*/id: replace
      /messages/0/id: keep-last-4
      /*/x: remove
    keep: [/trace_id, "/a~1b"]
    """

  @Test(arguments: [
    (["customer", "name"], Operator.remove), (["customer"], .remove),
    (["customer", "phone"], .hash), (["customer", "phone", "0"], .hash),
    (["messages", "7", "id"], .replace), (["messages", "0", "id"], .keepLast4),
    (["messages", "7", "id", "deep"], .replace), (["trace_id"], .keep), (["a/b"], .keep),
    (["customer", "x"], .remove), (["other", "x"], .remove),
  ])
  func theMostSpecificPathDecides(_ path: [String], _ action: Operator) throws {
    #expect(try parse(Self.full).operatorForPath(path) == action)
  }

  @Test(arguments: [[], ["messages"], ["messages", "7"], ["trace_id2"], ["x"], ["a", "b"]])
  func elsewhereNoPathDecides(_ path: [String]) throws {
    #expect(try parse(Self.full).operatorForPath(path) == nil)
  }

  @Test func thenTheEntityThenTheDefault() throws {
    let policy = try parse(Self.full)
    #expect(policy.operatorForEntity("EMAIL_ADDRESS") == .pseudonym)
    #expect(policy.operatorForEntity("CREDIT_CARD") == .mask)
  }

  @Test func aFileChangesOnlyWhatItNames() throws {
    let base = policy {
      $0.defaultOperator = .hash
      $0.byEntity = ["CREDIT_CARD": .keepLast4]
    }
    for empty in ["", "# nothing\n", "{}"] {
      #expect(try parse(empty, base: base).version == base.version)
    }
    let changed = try parse("entities: {EMAIL_ADDRESS: mask}", base: base)
    #expect(changed.defaultOperator == .hash)
    #expect(changed.operatorForEntity("CREDIT_CARD") == .keepLast4)
    #expect(changed.operatorForEntity("EMAIL_ADDRESS") == .mask)
  }

  @Test(arguments: [
    ("default: shred", 1, "unknown-operator"), ("default: [mask]", 1, "unknown-operator"),
    ("entities:\n  EMAIL_ADDRESS: Mask", 2, "unknown-operator"),
    ("default: mask\nentities:\n  EMAIL: mask", 3, "unknown-entity"),
    ("entities: [mask]", 1, "expected-mapping"), ("paths: 7", 1, "expected-mapping"),
    ("paths:\n  /a: mask\n  b: mask", 3, "bad-path"), ("keep:\n  - /a\n  - b", 3, "bad-path"),
    ("keep: /a", 1, "expected-list"), ("\n\npath: {}", 3, "unknown-key"),
    ("- a", 1, "expected-mapping"),
    ("just words", 1, "expected-mapping"), ("default: mask\nentities: [", 3, "bad-yaml"),
    ("default: mask\n\tkeep: []", 2, "bad-yaml"),
  ])
  func refusesWithLineAndReason(_ yaml: String, _ line: Int, _ reason: String) throws {
    let error = try #require(throws: PolicyFileError.self) { try parse(yaml) }
    #expect(error.reason == reason)
    #expect(error.line == line)
  }

  @Test func saysWhatItNeeds() throws {
    #expect(!Policy().needsKey)
    #expect(!Policy().needsPaths)
    #expect(try parse("default: hash").needsKey)
    #expect(try parse("entities: {CREDIT_CARD: pseudonym}").needsKey)
    #expect(try parse("paths: {/a: hash}").needsKey)
    #expect(try parse("keep: [/a]").needsPaths)
    #expect(try !parse(Self.full).plain.needsKey)
  }

  @Test func itsPlainFormReplacesAndKeepsTheSameValues() throws {
    let plain = try parse(Self.full).plain
    #expect(plain.operatorForPath(["customer", "phone"]) == .replace)
    #expect(plain.operatorForPath(["trace_id"]) == .keep)
    #expect(plain.operatorForEntity("EMAIL_ADDRESS") == .replace)
  }

  @Test func recordsAreTreatedByIt() throws {
    let line =
      #"{"to":"jane@example.com","keep":{"me":["jane@example.com 4111111111111111"]},"m":[{"id":"joe@example.org"}]}"#
    let rules = policy {
      $0.byEntity = ["CREDIT_CARD": .mask]
      $0.byPath = [("/keep", Operator.keep), ("/m/*/id", .remove)].compactMap {
        Policy.PathRule(pointer: $0.0, action: $0.1)
      }
    }
    #expect(
      try redact(line, rules)
        == #"{"to":"<EMAIL_ADDRESS>","keep":{"me":["jane@example.com 4111111111111111"]},"m":[{"id":""}]}"#
    )
    let kept = policy { $0.byEntity = ["EMAIL_ADDRESS": .keep] }
    #expect(
      try redact(#"["jane@example.com 4111111111111111"]"#, kept)
        == #"["jane@example.com <CREDIT_CARD>"]"#)
  }

  @Test func addressesAreKeptForWhatTheyAre() throws {
    let policy = try PolicyFile.parse(
      "entities: {IP_ADDRESS: {operator: mask, keep: [private, loopback]}}",
      entities: ["IP_ADDRESS"], base: Policy())
    #expect(
      try redact(#"["10.0.0.7","::1","::ffff:127.0.0.1","198.51.100.7","2001:db8::7"]"#, policy)
        == #"["10.0.0.7","::1","::ffff:127.0.0.1","********","********"]"#)
    #expect(policy.version != policy.plain.version)
    #expect(policy.plain.keptAddresses == [.private, .loopback])
  }

  @Test(arguments: [
    ("IP_ADDRESS: {keep: [home]}", "unknown-class"),
    ("IP_ADDRESS: {keep: private}", "expected-list"),
    ("EMAIL_ADDRESS: {keep: [private]}", "no-classes"), ("IP_ADDRESS: {kept: []}", "unknown-key"),
    ("IP_ADDRESS: {operator: shred}", "unknown-operator"),
  ])
  func aBadClassIsRefused(_ yaml: String, _ reason: String) {
    #expect {
      try PolicyFile.parse(
        "entities: {\(yaml)}", entities: ["EMAIL_ADDRESS", "IP_ADDRESS"], base: Policy())
    } throws: { error in
      (error as? PolicyFileError)?.reason == reason
    }
  }

  @Test func aNumberOfAPlaceMakesItsNationalNumbersExpected() throws {
    let line = #"{"a":"it is 07700900123","b":"+44 20 7946 0958"}"#
    #expect(try redact(line, Policy()) == #"{"a":"it is <PHONE_NUMBER>","b":"<PHONE_NUMBER>"}"#)
    let alone = #"{"a":"it is 07700900123","b":"+33 1 99 00 12 34"}"#
    #expect(try redact(alone, Policy()) == #"{"a":"it is 07700900123","b":"<PHONE_NUMBER>"}"#)
    // Other places' formats still count.
    let both = #"{"a":"it is 202-555-0123","b":"+44 20 7946 0958"}"#
    #expect(try redact(both, Policy()) == #"{"a":"it is <PHONE_NUMBER>","b":"<PHONE_NUMBER>"}"#)
  }
}
