import Foundation
import Glibc
import Testing

/// Killed at any moment, a store is whole again at the next opening.
///
/// Ten kills by default; `HUSH_KILLS=200` for the long run.
@Suite(.serialized) struct KillTests {
  private let store: Store
  /// The root keys the store may have: a rotation may have been killed before or after its commit.
  private var key = "key"
  private var spareKey = "spare"

  init() throws {
    store = try Store()
    try store.scratch.writeKey("spare", filledWith: 4)
    try store.add([#"{"tenant":"t0","user_id":"u0","session_id":"k0","text":"first"}"#])
  }

  private static let kills = Int(ProcessInfo.processInfo.environment["HUSH_KILLS"] ?? "") ?? 10

  /// Something that writes, with the input it takes.
  private func command(_ round: Int) throws -> [String] {
    let tenant = "t\(Int.random(in: 0..<3))"
    let person = ["--tenant", tenant, "--subject", "u\(Int.random(in: 0..<7))"]
    switch Int.random(in: 0..<16) {
    case 0...2:
      try store.scratch.write("in\(round).jsonl", Self.records(round: round))
      return ["ingest", "in\(round).jsonl"]
    case 3: return ["sweep"]
    case 4: return ["hold", "add", "--tenant", "t0", "--matter", "M-\(round)"]
    case 5: return ["hold", "release", "\(Int.random(in: 1...max(1, round)))"]
    case 6: return ["key", "rotate", "--new-key-file", spareKey]
    case 7:
      return ["tenant", "set", tenant, "--period", "conversation=\(Int.random(in: 20...90))"]
    case 8:
      let purpose = Bool.random() ? "training" : "portability"
      return ["export", "--purpose", purpose, "--out", "export\(round)"]
    case 9, 10:
      let words = ["--use", "train_ai_system", "--notice", "v1"]
      return round.isMultiple(of: 3)
        ? ["consent", "withdraw"] + person + words
        : ["consent", "grant", "--explicit"] + person + words
    case 11: return ["rescan", "--only", "EMAIL_ADDRESS,URL"]
    case 12: return ["subject", "access", "--verified", "--out", "answer\(round)"] + person
    case 13: return ["deletions", "ack"] + (1...20).map { "\(round * 10 + $0)" }
    default: return ["subject", "erase", "--verified"] + person
    }
  }

  /// A third of them past their date.
  private static func records(round: Int) -> String {
    (0..<4_000).map { number in
      let time = number % 3 == 0 ? "2020-05-04T03:02:01Z" : Clock.text(Clock.ago(days: 30))
      return #"{"tenant":"t\#(number % 3)","user_id":"u\#(number % 7)","#
        + #""session_id":"k\#(round)-\#(number % 500)","time":"\#(time)","#
        + (number % 5 == 0 ? #""recording_url":"https://media.example.com/\#(number)","# : "")
        + #""text":"mail a\#(number)@example.com"}"# + "\n"
    }.joined()
  }

  private func hush(_ arguments: [String], key: String) throws -> Outcome {
    try store.scratch.hush(arguments + ["--store", "s.db", "--key-file", key], stdin: [])
  }

  @Test mutating func everyOpeningFindsAStoreThatIsWhole() throws {
    var history: [String] = []
    for round in 0..<Self.kills {
      let command = try command(round)
      let process = try store.scratch.start(
        command + ["--store", "s.db", "--key-file", key])
      let milliseconds = UInt32.random(in: 0..<400)
      usleep(milliseconds * 1_000)
      process.signal(SIGKILL)
      let killed = try process.wait()
      history.append(
        "\(command.joined(separator: " ")) after \(milliseconds) ms: \(killed.exitCode)")
      let opened = try hush(["records", "--purpose", "service", "--limit", "1"], key: key)
      if opened.exitCode == 77 {
        // The ring has the other key: the same command ends the rotation, unless all that was left
        // to do is done by any opening.
        let ended = try hush(["key", "rotate", "--new-key-file", spareKey], key: key)
        #expect([0, 77].contains(ended.exitCode), "\(ended.messages) \(history)")
        swap(&key, &spareKey)
        let again = try hush(["records", "--purpose", "service", "--limit", "1"], key: key)
        #expect(again.exitCode == 0, "\(again.messages) \(history)")
      } else {
        #expect(opened.exitCode == 0, "\(opened.messages) \(history)")
      }
      let verified = try hush(["verify", "--no-rescan"], key: key)
      #expect(verified.exitCode == 0, "\(verified.text) \(history)")
    }
  }
}
