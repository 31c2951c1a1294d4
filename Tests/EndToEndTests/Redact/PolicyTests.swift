import Testing

/// A policy file: which operator for which entity or path, and what to keep.
@Suite struct PolicyTests {
  static let record =
    #"{"user":{"mail":"jane@example.com"},"text":"ann@example.org 4111 1111 1111 1111"}"#

  private func redact(_ policy: String, _ arguments: String...) throws -> Outcome {
    let scratch = try Scratch()
    try scratch.write("policy.yaml", policy)
    return try scratch.hush(
      ["redact", "--policy", "policy.yaml"] + arguments, stdin: Array(Self.record.utf8))
  }

  @Test func anEntityGetsItsOperator() throws {
    let outcome = try redact("entities:\n  EMAIL_ADDRESS: mask\n")
    #expect(outcome.text == #"{"user":{"mail":"********"},"text":"******** <CREDIT_CARD>"}"#)
  }

  @Test func aPathGetsItsOperator() throws {
    let outcome = try redact("paths:\n  /user/mail: remove\n")
    #expect(
      outcome.text == #"{"user":{"mail":""},"text":"<EMAIL_ADDRESS> <CREDIT_CARD>"}"#)
  }

  @Test func aPathWinsOverItsEntity() throws {
    let outcome = try redact(
      "entities:\n  EMAIL_ADDRESS: mask\npaths:\n  /user/mail: remove\n")
    #expect(outcome.text == #"{"user":{"mail":""},"text":"******** <CREDIT_CARD>"}"#)
  }

  @Test func aPathMayBeKept() throws {
    let outcome = try redact("keep:\n  - /user/mail\n")
    #expect(
      outcome.text
        == #"{"user":{"mail":"jane@example.com"},"text":"<EMAIL_ADDRESS> <CREDIT_CARD>"}"#)
  }

  @Test func theOperatorOfTheRunIsForWhatThePolicyDoesNotName() throws {
    let outcome = try redact("entities:\n  EMAIL_ADDRESS: replace\n", "--operator", "mask")
    #expect(
      outcome.text == #"{"user":{"mail":"<EMAIL_ADDRESS>"},"text":"<EMAIL_ADDRESS> ********"}"#)
  }

  @Test func aKeyedOperatorInAPolicyNeedsAKeyToo() throws {
    #expect(try redact("entities:\n  EMAIL_ADDRESS: hash\n").exitCode == 77)
  }

  @Test(arguments: [
    "entities:\n  EMAIL_ADDRESS: shred\n", "entities:\n  E_MAIL: mask\n", "entitles: {}\n",
    "paths:\n  user: mask\n", "keep: 7\n", "entities: [mask\n",
  ])
  func aBadPolicyIsRefusedBeforeAnythingIsWritten(policy: String) throws {
    let outcome = try redact(policy)
    #expect(outcome.exitCode == 78)
    #expect(outcome.text.isEmpty)
    #expect(outcome.messages.contains("policy.yaml"))
  }

  @Test func aMissingPolicyIsBadConfiguration() throws {
    let outcome = try Scratch().hush("redact", "--policy", "none.yaml", stdin: "{}\n")
    #expect(outcome.exitCode == 78 || outcome.exitCode == 66)
    #expect(outcome.text.isEmpty)
  }
}
