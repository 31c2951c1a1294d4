import Foundation
import Testing

/// Who may open a store: whoever holds its key, and nobody else.
@Suite struct KeyHandlingTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func made() throws -> [URL] {
    try scratch.files().filter { $0.path.contains("/data/hush/") && $0.pathExtension == "key" }
  }

  @Test func anIngestThatCreatesAStoreMakesAKeyAndSaysSo() throws {
    let outcome = try scratch.hush("ingest", "--store", "s.db", stdin: "{\"a\":1}\n")
    #expect(outcome.exitCode == 0)
    let key = try #require(try made().first)
    #expect(try made().count == 1)
    #expect(outcome.messages.contains(key.lastPathComponent))
    #expect(try mode(of: key) == 0o600)
    let line = try String(contentsOf: key, encoding: .utf8)
    #expect(line.hasSuffix("\n"))
    #expect(Data(base64Encoded: String(line.dropLast()))?.count == 32)
  }

  @Test func laterCommandsFindTheKeyThere() throws {
    _ = try scratch.hush("ingest", "--store", "s.db", stdin: "{\"a\":1}\n")
    let records = try scratch.hush("records", "--store", "s.db", "--purpose", "service")
    #expect(records.exitCode == 0)
    #expect(records.lines.count == 1)
    #expect(try scratch.hush("ingest", "--store", "s.db", stdin: "{\"a\":2}\n").exitCode == 0)
    #expect(try made().count == 1)
  }

  @Test func theHomeDirectoryServesWithoutADataDirectory() throws {
    scratch.environment["XDG_DATA_HOME"] = nil
    _ = try scratch.hush("ingest", "--store", "s.db", stdin: "{\"a\":1}\n")
    let keys = try scratch.files().filter { $0.path.contains("/home/.local/share/hush/") }
    #expect(keys.map(\.pathExtension) == ["key"])
  }

  @Test func aStoreWhoseKeyIsGoneStaysShut() throws {
    _ = try scratch.hush("ingest", "--store", "s.db", stdin: "{\"a\":1}\n")
    for key in try made() { try FileManager.default.removeItem(at: key) }
    let records = try scratch.hush("records", "--store", "s.db", "--purpose", "service")
    #expect(records.exitCode == 77)
    #expect(records.text.isEmpty)
    // Not a store to create: an ingest must not make itself a second key.
    let ingest = try scratch.hush("ingest", "--store", "s.db", stdin: "{\"a\":1}\n")
    #expect(ingest.exitCode == 77)
    #expect(try made().isEmpty)
  }

  @Test(arguments: ["records", "stats", "ingest"])
  func aWrongKeyIsRefused(command: String) throws {
    try scratch.writeKey("key", filledWith: 1)
    try scratch.writeKey("other", filledWith: 2)
    _ = try scratch.hush("ingest", "--store", "s.db", "--key-file", "key", stdin: "{\"a\":1}\n")
    let purpose = command == "records" ? ["--purpose", "service"] : []
    let flags = [command, "--store", "s.db", "--key-file"]
    let wrong = try scratch.hush(flags + ["other"] + purpose, stdin: [])
    #expect(wrong.exitCode == 77)
    #expect(wrong.text.isEmpty)
    let right = try scratch.hush(flags + ["key"] + purpose, stdin: [])
    #expect(right.exitCode == 0)
  }

  @Test(arguments: [0o640, 0o604, 0o644, 0o620])
  func aKeyThatOthersCanReadIsRefused(mode: Int) throws {
    try scratch.writeKey("key", filledWith: 1, mode: mode)
    let outcome = try scratch.hush(
      "ingest", "--store", "s.db", "--key-file", "key", stdin: "{\"a\":1}\n")
    #expect(outcome.exitCode == 77)
    #expect(outcome.messages.contains("key"))
    #expect(!scratch.exists("s.db"))
  }

  @Test func aMissingKeyFileIsRefused() throws {
    let outcome = try scratch.hush(
      "ingest", "--store", "s.db", "--key-file", "none", stdin: "{\"a\":1}\n")
    #expect(outcome.exitCode == 77)
    #expect(!scratch.exists("s.db"))
  }

  @Test func oneKeyServesAsFileCommandAndEnvironment() throws {
    try scratch.writeKey("key", filledWith: 1)
    _ = try scratch.hush("ingest", "--store", "s.db", "--key-file", "key", stdin: "{\"a\":1}\n")
    let command = try scratch.hush("stats", "--store", "s.db", "--key-command", "cat key")
    #expect(command.exitCode == 0)
    scratch.environment["HUSH_KEY_FILE"] = scratch.path("key")
    #expect(try scratch.hush("stats", "--store", "s.db").exitCode == 0)
    #expect(try made().isEmpty)
  }

  @Test func theKeyRingStandsBesideTheStoreUnlessToldOtherwise() throws {
    try scratch.writeKey("key", filledWith: 1)
    let flags = ["--key-file", "key"]
    _ = try scratch.hush(["ingest", "--store", "s.db"] + flags, stdin: Array("{}\n".utf8))
    #expect(scratch.exists("s.db.keys"))
    let elsewhere = ["--store", "t.db", "--key-ring", "ring"] + flags
    _ = try scratch.hush(["ingest"] + elsewhere, stdin: Array("{}\n".utf8))
    #expect(scratch.exists("ring"))
    #expect(!scratch.exists("t.db.keys"))
    let records = try scratch.hush(
      ["records", "--purpose", "service"] + elsewhere, stdin: [])
    #expect(records.lines.count == 1)
  }

  @Test(arguments: ["records", "stats"])
  func aStoreThatIsNotThereIsNoInput(command: String) throws {
    try scratch.writeKey("key", filledWith: 1)
    let purpose = command == "records" ? ["--purpose", "service"] : []
    let outcome = try scratch.hush(
      [command, "--store", "none.db", "--key-file", "key"] + purpose, stdin: [])
    #expect(outcome.exitCode == 66)
    #expect(!scratch.exists("none.db"))
  }

  @Test(arguments: ["ingest", "records", "stats"])
  func aFileThatIsNoStoreIsLeftAlone(command: String) throws {
    try scratch.writeKey("key", filledWith: 1)
    let text = String(repeating: "this is not a store\n", count: 1000)
    try scratch.write("s.db", text)
    let purpose = command == "records" ? ["--purpose", "service"] : []
    let outcome = try scratch.hush(
      [command, "--store", "s.db", "--key-file", "key"] + purpose, stdin: [])
    #expect(outcome.exitCode == 78)
    #expect(try scratch.text("s.db") == text)
  }
}
