import Foundation
import Testing

/// Tokens that are the same for the same value, for whoever holds the key.
@Suite struct KeyedOperatorTests {
  static let both = ["hash", "pseudonym"]

  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.writeKey("key", filledWith: 1)
    try scratch.writeKey("other", filledWith: 2)
  }

  /// What stands in place of `value`, with a key file.
  private func token(
    _ operation: String, _ value: String, key: String = "key", tenant: String = "acme"
  ) throws -> String {
    let outcome = try scratch.hush(
      "redact", "--operator", operation, "--key-file", key,
      stdin: #"{"tenant":"\#(tenant)","text":"\#(value)"}"#)
    #expect(outcome.exitCode == 0)
    return try JSON(parsing: outcome.text)["text"]?.string ?? ""
  }

  @Test func tokensHaveTheirForm() throws {
    let hash = try token("hash", "jane@example.com")
    #expect(hash.wholeMatch(of: /<EMAIL_ADDRESS:[0-9a-f]{32}>/) != nil)
    let pseudonym = try token("pseudonym", "jane@example.com")
    #expect(pseudonym.wholeMatch(of: /<EMAIL_ADDRESS_[A-Z2-7]{12}>/) != nil)
  }

  @Test(arguments: both)
  func theSameValueHasTheSameTokenInEveryRun(operation: String) throws {
    let first = try token(operation, "jane@example.com")
    #expect(first != "jane@example.com")
    #expect(try token(operation, "jane@example.com") == first)
    #expect(try token(operation, "ann@example.org") != first)
  }

  @Test(arguments: both)
  func anotherKeyGivesAnotherToken(operation: String) throws {
    let one = try token(operation, "jane@example.com")
    #expect(try token(operation, "jane@example.com", key: "other") != one)
  }

  @Test(arguments: both)
  func anotherTenantGivesAnotherToken(operation: String) throws {
    let one = try token(operation, "jane@example.com")
    #expect(try token(operation, "jane@example.com", tenant: "umbra") != one)
  }

  @Test(
    arguments: both,
    [
      ["4111 1111 1111 1111", "4111-1111-1111-1111", "4111111111111111"],
      ["+1 202-555-0143", "+1 (202) 555-0143", "+12025550143"],
      ["jane@example.com", "jane@EXAMPLE.com", #"jane\u0040example.com"#],
      ["2001:db8::1", "2001:DB8:0:0:0:0:0:1"],
    ])
  func oneValueInSeveralSpellingsHasOneToken(operation: String, spellings: [String]) throws {
    let tokens = try spellings.map { try token(operation, $0) }
    #expect(Set(tokens).count == 1, "\(zip(spellings, tokens).map { "\($0): \($1)" })")
    #expect(tokens[0].hasPrefix("<"))
  }

  @Test(arguments: both)
  func aKeyAndAValueShareATokenInOneRecord(operation: String) throws {
    let outcome = try scratch.hush(
      "redact", "--operator", operation, "--key-file", "key",
      stdin: #"{"jane@example.com":"jane@example.com"}"#)
    guard case .object(let members) = try JSON(parsing: outcome.text), let member = members.first
    else {
      Issue.record("not an object")
      return
    }
    #expect(member.value.string == member.key)
  }

  @Test(arguments: both)
  func withoutAKeyTheRunIsRefused(operation: String) throws {
    let outcome = try scratch.hush("redact", "--operator", operation, stdin: "\"x\"\n")
    #expect(outcome.exitCode == 77)
    #expect(outcome.text.isEmpty)
    #expect(!outcome.messages.isEmpty)
  }

  @Test func theKeyMayComeFromTheEnvironmentOrACommand() throws {
    let expected = try token("hash", "jane@example.com")
    let record = #"{"tenant":"acme","text":"jane@example.com"}"#
    let byCommand = try scratch.hush(
      "redact", "--operator", "hash", "--key-command", "cat key", stdin: record)
    #expect(byCommand.text.contains(expected))
    scratch.environment["HUSH_KEY_FILE"] = scratch.path("key")
    let byEnvironment = try scratch.hush("redact", "--operator", "hash", stdin: record)
    #expect(byEnvironment.text.contains(expected))
  }

  static let unusable = [
    ("open to the group", 0o640, Data(repeating: 1, count: 32).base64EncodedString() + "\n"),
    ("open to all", 0o604, Data(repeating: 1, count: 32).base64EncodedString() + "\n"),
    ("too short", 0o600, Data(repeating: 1, count: 31).base64EncodedString() + "\n"),
    ("too long", 0o600, Data(repeating: 1, count: 33).base64EncodedString() + "\n"),
    ("not base64", 0o600, "this is no key\n"),
    ("empty", 0o600, ""),
  ]

  @Test(arguments: unusable)
  func anUnusableKeyFileIsRefused(what: String, mode: Int, content: String) throws {
    try scratch.write("bad", content, mode: mode)
    let outcome = try scratch.hush(
      "redact", "--operator", "hash", "--key-file", "bad", stdin: "\"x\"\n")
    #expect(outcome.exitCode == 77, "\(what)")
    #expect(outcome.text.isEmpty)
    if !content.isEmpty { #expect(!outcome.messages.contains(content.dropLast())) }
  }

  @Test func aMissingKeyFileOrAFailedCommandIsRefused() throws {
    let missing = try scratch.hush(
      "redact", "--operator", "hash", "--key-file", "none", stdin: "\"x\"\n")
    #expect(missing.exitCode == 77)
    let failed = try scratch.hush(
      "redact", "--operator", "hash", "--key-command", "exit 3", stdin: "\"x\"\n")
    #expect(failed.exitCode == 77)
  }
}
