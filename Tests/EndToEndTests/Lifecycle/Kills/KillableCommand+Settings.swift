import Foundation
import Testing

/// Commands that give away, set or look anew, rather than take in and delete.
extension KillableCommand {
  static func rotate(to key: String) -> KillableCommand {
    KillableCommand(
      arguments: ["key", "rotate", "--new-key-file", key],
      checkAgain: { round, _ in
        var rotated = round.store
        let old = try rotated.hush(["stats"])
        #expect(old.exitCode == 77)
        rotated.swapKeys()
        let new = try rotated.hush(["stats"])
        #expect(new.exitCode == 0)
      })
  }

  static func period(_ days: Int, of tenant: String) -> KillableCommand {
    func isSet(_ store: KilledStore) throws -> Bool {
      let shown = try store.hush(["tenant", "show", tenant, "--json"])
      guard case .array(let periods)? = try JSON(parsing: shown.text)["periods"] else {
        return false
      }
      return periods.contains {
        $0["class"]?.string == "conversation" && $0["days"]?.int == days
          && $0["holds"] == .bool(true)
      }
    }
    return KillableCommand(
      arguments: ["tenant", "set", tenant, "--period", "conversation=\(days)"],
      checkKilled: { round in
        let isThere = try isSet(round.store)
        if round.killed.exitCode == 0 { #expect(isThere) }
      },
      checkAgain: { round, _ in
        let isThere = try isSet(round.store)
        #expect(isThere)
      })
  }

  static func export(for purpose: String, to file: String) -> KillableCommand {
    KillableCommand(
      arguments: ["export", "--purpose", purpose, "--out", file, "--json"],
      exitCodes: [0, 69, 73],
      checkKilled: { round in try checkExport(file, round.store) },
      checkAgain: { round, again in
        // Nothing of one's own is written over: what is there is whole.
        if again.exitCode == 73 { #expect(round.store.scratch.exists(file + ".manifest.json")) }
        if again.exitCode == 0 { #expect(round.store.scratch.exists(file)) }
        try checkExport(file, round.store)
      })
  }

  /// A file that has its name is whole, and its manifest says so.
  private static func checkExport(_ file: String, _ store: KilledStore) throws {
    guard store.scratch.exists(file) else { return }
    let manifest = try JSON(parsing: store.scratch.text(file + ".manifest.json"))
    #expect(try manifest["bytes"]?.int == store.scratch.read(file).count)
    #expect(try manifest["records"]?.int == store.scratch.text(file).lines.count)
  }

  static func consent(_ person: [String], granted: Bool) -> KillableCommand {
    func isLast(_ store: KilledStore) throws -> Bool {
      let shown = try store.hush(["consent", "show", "--json"] + person)
      return try shown.values().last?["decision"]?.string == (granted ? "granted" : "withdrawn")
    }
    let words = ["--use", "train_ai_system", "--notice", "v1"]
    return KillableCommand(
      arguments: ["consent", granted ? "grant" : "withdraw"] + (granted ? ["--explicit"] : [])
        + person + words,
      checkKilled: { round in
        guard round.killed.exitCode == 0 else { return }
        let isThere = try isLast(round.store)
        #expect(isThere)
      },
      checkAgain: { round, _ in
        let isThere = try isLast(round.store)
        #expect(isThere)
      })
  }

  static func rescan() -> KillableCommand {
    KillableCommand(
      arguments: ["rescan", "--only", "EMAIL_ADDRESS,URL", "--json"],
      checkAgain: { round, again in
        let report = try JSON(parsing: again.text)
        #expect(report["finished"] == .bool(true))
        let now = try round.store.figures()
        #expect(now.rows == round.before.rows)
      })
  }

  static func access(_ person: [String], to folder: String) -> KillableCommand {
    KillableCommand(
      arguments: ["subject", "access", "--verified", "--out", folder, "--json"] + person,
      exitCodes: [0, 66, 73],
      checkKilled: { round in
        if round.answer != nil { #expect(round.store.scratch.exists(folder)) }
        try checkAnswer(folder, round.store)
      },
      checkAgain: { round, again in
        #expect((again.exitCode == 66) != round.store.scratch.exists(folder))
        try checkAnswer(folder, round.store)
      })
  }

  /// A folder that has its name holds what its manifest lists.
  private static func checkAnswer(_ folder: String, _ store: KilledStore) throws {
    guard store.scratch.exists(folder) else { return }
    let manifest = try JSON(parsing: store.scratch.text(folder + "/manifest.json"))
    guard case .array(let files)? = manifest["files"] else {
      Issue.record("the manifest lists no files")
      return
    }
    for file in files {
      let name = try #require(file["name"]?.string)
      #expect(try file["bytes"]?.int == store.scratch.read(folder + "/" + name).count)
    }
  }

  static func acknowledge(_ numbers: [Int]) -> KillableCommand {
    KillableCommand(
      arguments: ["deletions", "ack"] + numbers.map(String.init),
      checkAgain: { round, _ in
        let listed = try round.store.hush(["deletions", "list", "--json"]).values()
        let left = listed.compactMap { $0["deletion_id"]?.int }.filter(numbers.contains)
        #expect(left.isEmpty)
      })
  }
}
