import Foundation
import Glibc
import Testing

/// What others on the machine get to see: nothing, whatever the umask.
@Suite struct PrivacyTests {
  private static let input =
    #"{"session_id":"s-1","text":"mail jane@example.com","recording_url":"https://media.example.com/1"}"#
    + "\n{\n"

  @Test(arguments: ["000", "077", "0277", "0777"])
  func everyFileAndFolderIsForItsOwnerOnly(mask: String) throws {
    let scratch = try Scratch()
    func hush(_ arguments: String...) throws {
      let outcome = try scratch.hush(
        after: "umask \(mask)", arguments, stdin: Array(Self.input.utf8))
      #expect([0, 65].contains(outcome.exitCode), "\(outcome.messages)")
    }
    let subject = ["--store", "s.db", "--tenant", "default", "--subject", "s-1", "--verified"]
    try hush("redact", "--quarantine", "q.jsonl", "--quarantine-raw", "--summary", "redacted.json")
    try hush("ingest", "--store", "s.db", "--summary", "stored.json")
    try hush("export", "--store", "s.db", "--purpose", "portability", "--out", "out.jsonl")
    try hush("backup", "--store", "s.db", "--out", "backup")
    for more in [["access", "--out", "answer"], ["erase", "--deletions", "gone.jsonl"]] {
      let outcome = try scratch.hush(
        after: "umask \(mask)", ["subject", more[0]] + subject + more[1...])
      #expect(outcome.exitCode == 0, "\(outcome.messages)")
    }
    #expect(try scratch.files().count >= 10)
    for file in try scratch.files() {
      #expect(try mode(of: file) == 0o600, "\(file.lastPathComponent)")
    }
    for folder in ["work/backup", "work/answer", "data/hush"] {
      #expect(try mode(of: scratch.root.appending(path: folder)) == 0o700, "\(folder)")
    }
  }

  /// While a store is open its log and index are there too.
  @Test(arguments: ["000", "077"])
  func soAreTheFilesOfAnOpenStore(mask: String) throws {
    let store = try Store()
    let process = try store.scratch.start(after: "umask \(mask)", ["ingest"] + store.flags)
    try process.send((0..<5_000).flatMap { _ in Array("{\"text\":\"one\"}\n".utf8) })
    while !store.scratch.exists("s.db-wal") { usleep(10_000) }
    for file in try store.scratch.files() {
      #expect(try mode(of: file) == 0o600, "\(file.lastPathComponent)")
    }
    #expect(try process.finish().exitCode == 0)
  }

  @Test func noCoreFileAndNoCrashReportShowMemory() throws {
    let scratch = try Scratch()
    let process = try scratch.start(after: "ulimit -S -c unlimited", ["redact"])
    try process.send("{\"text\":\"mail jane@example.com\"}\n")
    _ = try process.readLine()
    let limits = try String(contentsOfFile: "/proc/\(process.pid)/limits", encoding: .utf8)
    let core = try #require(limits.lines.first { $0.hasPrefix("Max core file size") })
    #expect(core.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"])
    process.signal(SIGSEGV)
    let outcome = try process.wait()
    #expect(outcome.exitCode == 139)
    #expect(outcome.stderr.isEmpty)
    #expect(try scratch.files().isEmpty)
  }
}
