import Foundation
import Testing

/// Stores that former releases made: everything in them is there today. See `Tests/Stores/README.md`.
@Suite struct UpgradeTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Stores")

  static let generations: [String] =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?
    .filter { $0.hasPrefix("generation-") }.sorted() ?? []

  /// The store of a generation, unpacked.
  private func store(_ generation: String) throws -> Store {
    let store = try Store()
    for (packed, name) in [("store.gz", "s.db"), ("store.keys.gz", "s.db.keys")] {
      let path = Self.folder.appending(path: generation).appending(path: packed).path
      let unpacked = try HushProcess(["-dc", path], executable: "/bin/gzip", in: store.scratch)
        .finish()
      try #require(unpacked.exitCode == 0, "\(unpacked.messages)")
      try store.scratch.write(name, unpacked.stdout, mode: 0o600)
    }
    return store
  }

  private func values(_ store: Store, _ arguments: String...) throws -> [JSON] {
    let outcome = try store.scratch.hush(arguments + ["--json"] + store.flags, stdin: [])
    #expect(outcome.exitCode == 0, "\(arguments): \(outcome.messages)")
    return try outcome.values()
  }

  @Test func thereAreFormerGenerations() { #expect(!Self.generations.isEmpty) }

  @Test(arguments: generations)
  func everythingInItIsThereAndAsItWasWritten(generation: String) throws {
    let store = try store(generation)
    let texts = try store.records("--tenant", "acme", "--subject", "u-1").map {
      $0["record"]?["text"]?.string
    }
    #expect(texts == ["I am <EMAIL_ADDRESS>, call <PHONE_NUMBER>", "<CREDIT_CARD>"])
    #expect(try store.records("--tenant", "beta", "--subject", "k-1").count == 1)
    // One is restricted.
    #expect(try store.records("--tenant", "beta", "--subject", "k-2").isEmpty)
    let holds = try values(store, "hold", "list")
    #expect(holds.map { $0["matter"]?.string } == ["CASE-7"])
    #expect(try values(store, "subject", "list").count == 4)
    #expect(try values(store, "deletions", "list").count == 1)
    let consents = try values(
      store, "consent", "show", "--tenant", "beta", "--subject", "k-1")
    #expect(consents.first?["decision"]?.string == "granted")
    let terms = try values(store, "tenant", "show", "acme").first
    #expect(terms?["region"]?.string == "eu")
    #expect(try values(store, "audit").count >= 20)
    let found = try store.scratch.hush(
      ["find", "--tenant", "acme", "--value", "-", "--json"] + store.flags,
      stdin: Array("JANE@example.com\n".utf8))
    #expect(try found.values().count == 1, "\(found.messages)")
    let verified = try store.run("verify", "--no-rescan")
    #expect(verified.exitCode == 0, "\(verified.text)")
  }

  @Test(arguments: generations)
  func itGoesOn(generation: String) throws {
    let store = try store(generation)
    try store.add([#"{"tenant":"acme","user_id":"u-9","session_id":"c-9","text":"new"}"#])
    #expect(try store.records("--tenant", "acme", "--subject", "u-9").count == 1)
    // The hold is all that kept an erasure.
    let released = try store.scratch.hush(["hold", "release", "1"] + store.flags, stdin: [])
    #expect(released.exitCode == 0, "\(released.messages)")
    #expect(try store.records("--tenant", "acme", "--subject", "u-3").isEmpty)
    #expect(try store.run("sweep").exitCode == 0)
    let verified = try store.run("verify", "--no-rescan")
    #expect(verified.exitCode == 0, "\(verified.text)")
  }

  /// A later release's file is not this one's to read.
  @Test(arguments: ["s.db", "s.db.keys"])
  func aNewerGenerationIsRefusedAndNotTouched(name: String) throws {
    let store = try Store()
    try store.add([#"{"text":"one"}"#])
    // The header's `user_version`: four bytes, big-endian, at 60 (sqlite.org/fileformat2.html, section 1.3).
    var bytes = try store.scratch.read(name)
    bytes.replaceSubrange(60..<64, with: [0, 0, 1, 0])
    try store.scratch.write(name, bytes, mode: 0o600)
    for command in [["stats"], ["records", "--purpose", "service"], ["sweep"], ["verify"]] {
      let outcome = try store.scratch.hush(command + store.flags, stdin: [])
      #expect(outcome.exitCode == 78, "\(command)")
      #expect(outcome.messages.contains("\(name): generation 256"), "\(outcome.messages)")
      #expect(outcome.messages.lines.count == 1)
    }
    #expect(try firstDifference(store.scratch.read(name), bytes) == nil)
  }
}
