import Foundation
import Testing

/// A command that writes, and what must hold once it was killed and once it was run again.
struct KillableCommand {
  /// What a check may look at.
  struct Round {
    let store: KilledStore
    /// Before the command, and after it was killed and the store was opened again.
    let before: KilledStoreFigures
    let killed: Outcome
    let after: KilledStoreFigures

    /// What the killed command had said; nil when it had not come so far.
    var answer: JSON? { killed.lines.first.flatMap { try? JSON(parsing: $0) } }
  }

  let arguments: [String]
  /// Exit codes of the command when nobody kills it: 66 and 69 for what is not there, or refused.
  var exitCodes: Set<Int32> = [0]
  /// Checks how far the killed command had come: all of a step, or nothing of it.
  var checkKilled: (Round) throws -> Void = { _ in }
  /// Checks that the same command, run again, has done what the killed one was to do.
  let checkAgain: (Round, _ again: Outcome) throws -> Void
}

extension KillableCommand {
  static func ingest(_ file: String, records: Int) -> KillableCommand {
    KillableCommand(
      arguments: ["ingest", file, "--summary", "-"],
      checkKilled: { round in
        let stored = round.after.rows - round.before.rows
        #expect((0...records).contains(stored))
        if round.killed.exitCode == 0 { #expect(stored == records) }
      },
      checkAgain: { round, again in
        let stored = round.after.rows - round.before.rows
        let summary = try again.summary()
        #expect(summary["stored"]?.int == records - stored)
        let now = try round.store.figures()
        #expect(now.rows == round.before.rows + records)
      })
  }

  static func sweep() -> KillableCommand {
    KillableCommand(
      arguments: ["sweep", "--json"],
      checkKilled: { round in #expect(round.after.rows <= round.before.rows) },
      checkAgain: { round, again in
        let report = try JSON(parsing: again.text)
        let deleted = try #require(report["deleted"]?.int)
        #expect(report["expired_left"]?.int == 0)
        let now = try round.store.figures()
        #expect(now.rows == round.after.rows - deleted)
        if round.killed.exitCode == 0 { #expect(deleted == 0) }
      })
  }

  static func hold(matter: String) -> KillableCommand {
    KillableCommand(
      arguments: ["hold", "add", "--tenant", "t0", "--matter", matter, "--json"],
      checkKilled: { round in
        let new = round.after.liveHolds.subtracting(round.before.liveHolds)
        #expect(new.count <= 1)
        #expect(new.allSatisfy { round.after.holds[$0]?["matter"]?.string == matter })
        // A hold that was reported stays.
        if let id = round.answer?["hold_id"]?.int { #expect(new == [id]) }
      },
      checkAgain: { round, again in
        let id = try #require(try JSON(parsing: again.text)["hold_id"]?.int)
        let now = try round.store.figures()
        #expect(now.liveHolds.subtracting(round.after.liveHolds) == [id])
      })
  }

  static func release(_ hold: Int) -> KillableCommand {
    KillableCommand(
      arguments: ["hold", "release", "\(hold)", "--json"], exitCodes: [0, 66],
      checkKilled: { round in
        #expect(round.before.liveHolds.subtracting(round.after.liveHolds).isSubset(of: [hold]))
        if round.answer != nil { #expect(!round.after.liveHolds.contains(hold)) }
      },
      checkAgain: { round, again in
        #expect((again.exitCode == 0) == round.before.holds.keys.contains(hold))
        let now = try round.store.figures()
        #expect(!now.liveHolds.contains(hold))
        guard now.liveHolds.isEmpty else { return }
        // What waited for the last hold waits no more.
        #expect(
          now.requests.values.allSatisfy { $0["deferral_reason"]?.string != "legal_claims" })
      })
  }

  static func erase(_ person: [String]) -> KillableCommand {
    KillableCommand(
      arguments: ["subject", "erase", "--verified", "--json"] + person, exitCodes: [0, 66],
      checkKilled: { round in
        let new = round.after.requests.filter { round.before.requests[$0.key] == nil }
        #expect(new.count <= 1)
        guard let request = new.values.first, request["verified_time"] != .null else {
          #expect(round.answer == nil)
          return #expect(round.after.rows == round.before.rows)
        }
        try checkErased(person, request, in: round.after, of: round.store)
      },
      checkAgain: { round, again in
        let now = try round.store.figures()
        guard again.exitCode == 0 else {
          let readable = try round.store.records(of: person, for: "legal")
          return #expect(readable == 0)
        }
        let id = try #require(try JSON(parsing: again.text)["subject_request_id"]?.string)
        try checkErased(person, #require(now.requests[id]), in: now, of: round.store)
      })
  }

  /// An erasure that was accepted is done, but for what holds keep and what lies outside.
  private static func checkErased(
    _ person: [String], _ request: JSON, in figures: KilledStoreFigures, of store: KilledStore
  ) throws {
    #expect(try store.records(of: person) == 0)
    let isHeld = request["deferral_reason"]?.string == "legal_claims"
    #expect(
      isHeld || request["request_status"]?.string == "completed"
        || request["deferral_reason"]?.string == "external_deletions")
    if isHeld {
      #expect(!figures.liveHolds.isEmpty)
    } else {
      #expect(try store.records(of: person, for: "legal") == 0)
    }
  }
}
