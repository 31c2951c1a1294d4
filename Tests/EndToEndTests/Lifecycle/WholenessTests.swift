import Foundation
import Testing

/// After every command of the store section, a store that nobody else touched is as it was written.
@Suite struct WholenessTests {
  let store: Store

  init() throws {
    store = try Store()
    let old = Clock.text(Clock.ago(days: 200))
    try store.add([
      #"{"tenant":"acme","user_id":"u1","session_id":"k1","text":"mail jane@example.com"}"#,
      #"{"tenant":"acme","user_id":"u2","session_id":"k1","recording_url":"https://example.com/r/1"}"#,
      #"{"tenant":"acme","user_id":"u3","session_id":"k2","text":"three"}"#,
      #"{"tenant":"umbra","user_id":"u1","session_id":"k3","text":"four"}"#,
      #"{"tenant":"umbra","user_id":"u4","session_id":"k4","timestamp":"\#(old)","text":"five"}"#,
    ])
  }

  private static let acme = ["--tenant", "acme"]
  private static let training = ["--use", "train_ai_system", "--notice", "v1", "--explicit"]

  private static let commands: [[String]] = [
    ["stats"], ["records", "--purpose", "support"], ["sweep", "--dry-run"], ["sweep"],
    ["hold", "add", "--matter", "M-1", "--tenant", "acme", "--subject", "u1"],
    ["subject", "erase", "--tenant", "acme", "--subject", "u1", "--verified"],
    ["hold", "release", "1"], ["hold", "list"],
    ["subject", "access", "--tenant", "acme", "--subject", "u3", "--verified", "--out", "answer"],
    ["subject", "restrict", "--tenant", "acme", "--subject", "u2", "--verified"],
    ["subject", "object", "--tenant", "acme", "--subject", "u3"],
    [
      "subject", "mark", "--tenant", "acme", "--subject", "u3", "--account-deleted",
      "2026-01-01T00:00:00Z",
    ],
    ["subject", "erase", "--tenant", "acme", "--subject", "u2", "--verified"],
    ["deletions", "list"], ["subject", "list"],
    ["consent", "grant", "--tenant", "acme", "--subject", "u3"] + training,
    ["consent", "show", "--tenant", "acme", "--subject", "u3"],
    ["export", "--purpose", "training", "--out", "t.jsonl"],
    ["export", "--purpose", "portability", "--tenant", "acme", "--out", "p.jsonl"],
    ["consent", "withdraw", "--tenant", "acme", "--subject", "u3"] + training.dropLast(),
    ["tenant", "set", "acme", "--period", "conversation=10", "--region", "EU"],
    ["tenant", "set", "acme", "--period", "conversation=400"], ["tenant", "show"],
    ["rescan", "--dry-run"], ["rescan"], ["audit"], ["quarantine", "list"],
    ["backup", "--out", "b"], ["restore", "--reason", "none"],
    ["key", "rotate", "--new-key-file", "key2"],
    ["tenant", "terminate", "umbra", "--at", Clock.text(Clock.ago(days: 40))], ["sweep"],
  ]

  @Test func whatEveryCommandLeavesIsWhole() throws {
    var flags = store.flags
    for command in Self.commands {
      let outcome = try store.scratch.hush(command + flags, stdin: [])
      #expect([0, 69].contains(outcome.exitCode), "\(command): \(outcome.messages)")
      if command.contains("rotate") { flags[flags.count - 1] = "key2" }
      let verified = try store.scratch.hush(["verify"] + flags, stdin: [])
      #expect(verified.exitCode == 0, "\(command): \(verified.text)")
    }
  }
}
