import ArgumentParser
import Detection
import Foundation
import Keys
import Pipeline
import Records
import Redaction
import Retention
import Storage

struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Shows hush at work on built-in conversations; leaves nothing behind.",
    discussion: """
      EXAMPLES
        hush demo
      """)

  func run() throws {
    Terminal.ignoreClosedPipes()
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("hush-demo-\(ProcessInfo.processInfo.globallyUniqueString)").path
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: folder) }

    let rules = try RuleSet(try Catalogue.builtIn(), selection: Selection())
    let report = try showConversations(rules)
    try say("\nFOUND\n")
    for (entity, count) in report.findings { try say("  \(entity): \(count)\n") }
    try showStore(rules, folder)
    try say(
      """

      NEXT
        hush redact < your.jsonl > clean.jsonl
        hush ingest --store chats.db --source mine < your.jsonl
        hush --help

      """)
  }

  /// Prints each conversation's lines before and after.
  private func showConversations(_ rules: RuleSet) throws -> RunReport {
    var report = RunReport()
    for (title, lines) in DemoConversations.all {
      try say("\n\(title)\n")
      for line in lines {
        let preview = try Preview.redact(line, rules: rules)
        report.add(preview.report)
        try say("  before  \(line)\n")
        try say(preview.line == line ? "  after   (unchanged)\n" : "  after   \(preview.line)\n")
      }
    }
    return report
  }

  /// Stores the conversations in a store of their own and reads them back.
  private func showStore(_ rules: RuleSet, _ folder: String) throws {
    let file = folder + "/conversations.jsonl"
    let text = DemoConversations.all.flatMap(\.lines).map { $0 + "\n" }.joined()
    // The built-in conversations are invented; real ones are never written in the clear.
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    let rootKey = try RootKey.generate()
    let path = folder + "/demo.db"
    try Store.create(at: path, id: try StoreID.random(), rootKey: rootKey, now: .now)
    let store = try Store.open(path, rootKey: rootKey, now: .now)
    var ingestOptions = IngestOptions(actor: "demo") { .now }
    ingestOptions.entities = rules.entities
    ingestOptions.retainsFromIngest = true
    let ingest = try store.beginIngest(ingestOptions)
    let report = try IngestRun.run(
      RunOptions(rules: rules),
      sources: [IngestSource(Source(name: "demo", path: file), isReplayable: true)],
      members: IngestMembers(identity: IdentityFields(), references: ReferenceFields()),
      into: ingest,
      stop: try StopSignal())
    try say("\nSTORED, sealed with AES-256-GCM under a key for each participant\n")
    try say("  \(report.stored ?? 0) records\n")
    let query = RecordQuery(purpose: .service, actor: "demo", now: .now)
    try store.readRecords(query) { record in
      try say(
        "  \(record.seq)  \(record.dataClass.name), for \(record.purpose.name), "
          + "expires \(record.expiresAt?.rfc3339.prefix(10) ?? "never")  "
          + "\(String(decoding: record.record, as: UTF8.self).prefix(64))…\n")
    }
  }

  private func say(_ text: String) throws { try Terminal.standardOutput(text) }
}

/// Invented people in invented conversations; numbers and addresses reserved for such use.
enum DemoConversations {
  static let all: [(title: String, lines: [String])] = [
    (
      "A chat with a shop",
      [
        #"{"conversation_id":"shop-1","user_id":"u-17","role":"user","text":"Hi, this is about order 1042-77. You can mail me at jane.doe@example.com."}"#,
        #"{"conversation_id":"shop-1","user_id":"u-17","role":"assistant","text":"Thanks! Which card did you pay with, and on which number can we reach you?"}"#,
        #"{"conversation_id":"shop-1","user_id":"u-17","role":"user","text":"4111 1111 1111 1111, and call (415) 555-0132 after 10:30."}"#,
      ]
    ),
    (
      "A tool call, with its arguments as JSON",
      [
        #"{"conversation_id":"shop-2","user_id":"u-18","messages":[{"role":"tool","name":"lookup","content":"{\"phone\":\"+44 7700 900123\",\"ip\":\"203.0.113.9\"}"}],"callback":14155550199}"#
      ]
    ),
    (
      "Nothing personal: times, prices and ids stay",
      [
        #"{"conversation_id":"shop-3","user_id":"u-19","role":"user","text":"Version 1.2.3 cost $1,499.00 on 2024-03-01T10:30:00Z, order 3fa85f64-5717-4562-b3fc-2c963f66afa6."}"#
      ]
    ),
  ]
}
