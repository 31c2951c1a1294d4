import Foundation
import Glibc
import Testing

/// What a thief of the files would learn.
@Suite struct SecrecyTests {
  /// Words that stand in the input and must stand in no file: values, free text, external ids.
  static let canaries = [
    "zanzibar", "marmalade", "canary@example.com", "4111111111111111", "4111 1111 1111 1111",
    "202-555-0143", "subjectcanary", "conversationcanary", "tenantcanary", "quarantinecanary",
  ]

  static let input = Array(
    """
    {"tenant":"tenantcanary","user_id":"subjectcanary","session_id":"conversationcanary",\
    "text":"zanzibar marmalade canary@example.com 4111 1111 1111 1111 +1 202-555-0143"}
    {"tenant":"tenantcanary","user_id":"subjectcanary","text":"zanzibar 4111111111111111"}
    {"text":"quarantinecanary zanzibar canary@example.com"

    """.utf8)

  private func expectNoCanary(in scratch: Scratch) throws {
    let files = try scratch.files()
    #expect(!files.isEmpty)
    for file in files {
      let bytes = Array(try Data(contentsOf: file))
      for canary in Self.canaries {
        let encoded = Data(canary.utf8).base64EncodedString().prefix { $0 != "=" }.dropLast()
        let hex = canary.utf8.map { String($0, radix: 16) }.joined()
        for form in [canary, String(encoded), hex] where bytes.contains(text: form) {
          Issue.record("\(canary) stands in \(file.lastPathComponent)")
        }
      }
    }
  }

  @Test func theSearchItselfFindsWhatIsThere() throws {
    let bytes = Self.input
    for canary in Self.canaries { #expect(bytes.contains(text: canary)) }
  }

  @Test func noFileHoldsTextOrIds() throws {
    let store = try Store()
    #expect(try store.ingest(Self.input, ["--source", "chats"]).exitCode == 65)
    #expect(try store.rows() == 2)
    try expectNoCanary(in: store.scratch)
  }

  @Test func noFileHoldsThemWhileTheStoreIsOpenOrAfterAKill() throws {
    let store = try Store()
    let process = try store.scratch.start(["ingest"] + store.flags + ["--source", "chats"])
    var sent = Self.input
    while sent.count < 400_000 { sent += Self.input }
    try process.send(sent)
    try expectNoCanary(in: store.scratch)
    process.signal(SIGKILL)
    #expect(try process.wait().exitCode == 137)
    try expectNoCanary(in: store.scratch)
  }

  @Test func messagesHoldNoneEither() throws {
    let store = try Store()
    let outcome = try store.ingest(Self.input, ["--progress", "json"])
    for canary in Self.canaries { #expect(!outcome.messages.contains(canary)) }
    #expect(outcome.text.isEmpty)
  }

  @Test func everyFileIsForItsOwnerOnly() throws {
    let scratch = try Scratch()
    let process = try scratch.start(["ingest", "--store", "s.db"])
    try process.send(Self.input)
    #expect(try process.finish().exitCode == 65)
    #expect(scratch.exists("s.db"))
    for file in try scratch.files() {
      #expect(try mode(of: file) & 0o077 == 0, "\(file.lastPathComponent)")
    }
    let key = try #require(try scratch.files().first { $0.pathExtension == "key" })
    let directory = key.deletingLastPathComponent()
    #expect(try mode(of: directory) & 0o077 == 0)
  }
}

/// What anyone can read of a store with the `sqlite3` shell.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3")))
struct ReadableViewTests {
  private func query(_ sql: String, in store: Store) throws -> [String] {
    let process = try HushProcess(
      ["s.db", sql], executable: "/usr/bin/sqlite3", in: store.scratch)
    let outcome = try process.finish()
    #expect(outcome.exitCode == 0, "\(outcome.messages)")
    return outcome.lines
  }

  private func filled() throws -> Store {
    let store = try Store()
    _ = try store.ingest(SecrecyTests.input, ["--source", "chats"])
    return store
  }

  @Test func aViewShowsTheRowsToPeople() throws {
    let store = try filled()
    let views = try query("select name from sqlite_schema where type = 'view'", in: store)
    #expect(!views.isEmpty)
    var shown = ""
    for view in views {
      shown += try query("select * from \"\(view)\"", in: store).joined(separator: "\n")
    }
    #expect(shown.contains("conversation"))
    #expect(shown.contains("service"))
    #expect(shown.contains("EMAIL_ADDRESS"))
    for canary in SecrecyTests.canaries { #expect(!shown.contains(canary)) }
    // Times as people read them.
    let year = String(Clock.text(.now).prefix(4))
    #expect(shown.contains("\(year)-"))
  }

  @Test func noTableShowsTextOrIds() throws {
    let dump = try query(".dump", in: filled()).joined(separator: "\n")
    #expect(dump.contains("CREATE TABLE"))
    for canary in SecrecyTests.canaries { #expect(!dump.contains(canary)) }
  }

  @Test func theStoreIsSound() throws {
    let store = try filled()
    #expect(try query("pragma integrity_check", in: store) == ["ok"])
    #expect(try query("pragma foreign_key_check", in: store) == [])
    #expect(try query("pragma journal_mode", in: store) == ["wal"])
    let loose = try query(
      "select name from pragma_table_list where type = 'table' and strict = 0 "
        + "and name not like 'sqlite_%' and name not like 'grdb_%'", in: store)
    #expect(loose == [])
  }
}
