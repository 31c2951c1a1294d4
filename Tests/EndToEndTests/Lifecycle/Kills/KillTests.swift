import Foundation
import Testing

/// Killed at any moment, a store is whole again at the next opening, what had been said is true,
/// and the same command run again finishes.
///
/// Ten kills by default; `HUSH_KILLS=200` for the long run.
@Suite(.serialized) struct KillTests {
  private var store: KilledStore

  init() throws { store = try KilledStore() }

  private static let kills = Int(ProcessInfo.processInfo.environment["HUSH_KILLS"] ?? "") ?? 10
  private static let recordsInFile = 4_000
  /// To verify a store takes the longer the more it holds.
  private static let killsOfAStore = 100

  private func command(_ round: Int) throws -> KillableCommand {
    let tenant = "t\(Int.random(in: 0..<3))"
    let person = ["--tenant", tenant, "--subject", "u\(Int.random(in: 0..<7))"]
    switch Int.random(in: 0..<16) {
    case 0...2:
      try store.scratch.write("in\(round).jsonl", Self.records(round: round))
      return .ingest("in\(round).jsonl", records: Self.recordsInFile)
    case 3: return .sweep()
    case 4: return .hold(matter: "M-\(round)")
    case 5: return .release(Int.random(in: 1...max(1, round / 8)))
    case 6: return .rotate(to: store.spareKey)
    case 7: return .period(Int.random(in: 20...90), of: tenant)
    case 8:
      return .export(for: Bool.random() ? "training" : "portability", to: "export\(round)")
    case 9, 10: return .consent(person, granted: !round.isMultiple(of: 3))
    case 11: return .rescan()
    case 12: return .access(person, to: "answer\(round)")
    case 13: return .acknowledge((1...20).map { round * 10 + $0 })
    default: return .erase(person)
    }
  }

  /// A third of them past their date.
  private static func records(round: Int) -> String {
    (0..<recordsInFile).map { number in
      let time = number % 3 == 0 ? "2020-05-04T03:02:01Z" : Clock.text(Clock.ago(days: 30))
      return #"{"tenant":"t\#(number % 3)","user_id":"u\#(number % 7)","#
        + #""session_id":"k\#(round)-\#(number % 500)","time":"\#(time)","#
        + (number % 5 == 0 ? #""recording_url":"https://media.example.com/\#(number)","# : "")
        + #""text":"mail a\#(number)@example.com"}"# + "\n"
    }.joined()
  }

  @Test mutating func everyOpeningFindsAStoreThatIsWholeAndTheSameCommandFinishes() throws {
    for round in 0..<Self.kills {
      let roundOfStore = round % Self.killsOfAStore
      if round > 0, roundOfStore == 0 { store = try KilledStore() }
      let command = try command(roundOfStore)
      let before = try store.figures()
      let milliseconds = UInt32.random(in: 0..<400)
      let killed = try store.killed(command.arguments, afterMilliseconds: milliseconds)
      let words = command.arguments.joined(separator: " ")
      let said = "\(words) after \(milliseconds) ms: \(killed.exitCode)"
      // An expectation that fails does not say after which kill.
      print("kill \(round): \(said)")
      let keyBefore = store.key
      try store.reopen()
      let hasRotated = store.key != keyBefore
      let past = try KillableCommand.Round(
        store: store, before: before, killed: killed, after: store.figures())
      try command.checkKilled(past)
      guard !hasRotated else { continue }
      let again = try store.hush(command.arguments)
      #expect(command.exitCodes.contains(again.exitCode), "\(said), \(again.messages)")
      try command.checkAgain(past, again)
      if command.arguments.first == "key" { store.swapKeys() }
      let verified = try store.hush(["verify", "--no-rescan"])
      #expect(verified.exitCode == 0, "\(said), \(verified.text)")
    }
  }
}
