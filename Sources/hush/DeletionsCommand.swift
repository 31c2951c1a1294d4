import ArgumentParser
import Foundation
import Pipeline
import Retention
import Storage

struct DeletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deletions",
    abstract: "Keeps account of what has to be deleted outside the store: recordings, artifacts.",
    discussion: """
      What a record refers to is sealed beside it. When the record goes, for whatever reason, the reference is \
      on this list until somebody says that the object is deleted too; an erasure is completed only then.

      EXAMPLES
        hush deletions list --store calls.db --json
        hush deletions list --store calls.db --out to-delete.jsonl
        hush deletions ack 1 2 3 --store calls.db
        hush deletions ack --file to-delete.jsonl --store calls.db
      """,
    subcommands: [List.self, Acknowledge.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Lists what has still to be deleted, and where it lies.")

    @Option(help: ArgumentHelp("Only this tenant's.", valueName: "name")) var tenant: String?
    @Option(help: ArgumentHelp("A new file for the list, as JSONL.", valueName: "file"))
    var out: String?
    @Flag(help: "JSON, one object a line.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func validate() throws {
      if out == "" { throw ValidationError("--out is not empty.") }
    }

    func run() throws {
      let opened = try store.open()
      let query = DeletionQuery(tenant: tenant)
      if let out {
        let count = try DeletionFile(at: URL(fileURLWithPath: out).path)
          .write(query, from: opened, store.deed)
        return try Terminal.answer(
          json: json, [("deletions", "\(count)"), ("file", JSONObjectWriter.quoted(out))],
          "\(counted(count, "thing")) to delete outside the store: the list is in \(out).")
      }
      Terminal.ignoreClosedPipes()
      var output = BufferedOutput()
      let count = try opened.readDeletions(query, store.deed) { deletion in
        try output.write((json ? DeletionLine.text(of: deletion) : Self.sentence(deletion)) + "\n")
      }
      if count == 0, !json {
        try output.write("Nothing has to be deleted outside the store.\n")
      }
      try output.flush()
    }

    private static func sentence(_ deletion: Deletion) -> String {
      "Deletion \(deletion.id): \(deletion.value) (\(deletion.member)) of subject \(deletion.subject) "
        + "of \(deletion.tenant), listed \(deletion.listedAt.rfc3339) for \(deletion.cause)."
    }
  }

  struct Acknowledge: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ack",
      abstract: "Says that things outside the store are deleted; ends the erasures that waited.")

    @Argument(help: ArgumentHelp("Numbers of the list.", valueName: "id")) var ids: [Int64] = []
    @Option(help: ArgumentHelp("All in a file that was written as a list.", valueName: "file"))
    var file: String?
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func validate() throws {
      if ids.isEmpty == (file == nil) {
        throw ValidationError("Say what is deleted: either numbers or --file.")
      }
    }

    func run() throws {
      let acknowledged = try file.map(Self.ids) ?? ids
      let report = try store.open().acknowledgeDeletions(acknowledged, store.deed)
      let requests = report.completedRequests.map(JSONObjectWriter.quoted).joined(separator: ",")
      try Terminal.answer(
        json: json,
        [
          ("acknowledged", "\(report.acknowledged)"), ("unknown", "\(report.unknown)"),
          ("left", "\(report.left)"), ("completed_requests", "[\(requests)]"),
        ], Self.sentence(report))
    }

    private static func ids(ofList path: String) throws -> [Int64] {
      guard let data = FileManager.default.contents(atPath: path) else {
        throw PipelineError.noInput(source: path)
      }
      return try data.split(separator: UInt8(ascii: "\n")).enumerated().map { index, line in
        guard let entry = try? JSONDecoder().decode(Entry.self, from: Data(line)) else {
          throw CommandFailure(ExitCode.inputRefused, "\(path):\(index + 1): no entry of a list")
        }
        return entry.deletionID
      }
    }

    /// What is wanted of a line of the list.
    private struct Entry: Decodable {
      let deletionID: Int64

      private enum CodingKeys: String, CodingKey {
        case deletionID = "deletion_id"
      }
    }

    private static func sentence(_ report: DeletionReport) -> String {
      var sentences = ["\(counted(report.acknowledged, "deletion")) acknowledged."]
      if report.unknown > 0 {
        sentences.append("\(counted(report.unknown, "number")) not on the list.")
      }
      sentences += report.completedRequests.map { "Request \($0) is completed." }
      sentences.append(
        report.left == 0
          ? "Nothing is left to delete outside the store."
          : "\(counted(report.left, "thing")) still to delete.")
      return sentences.joined(separator: " ")
    }
  }
}

/// Where a command that deletes records lists what lies outside the store.
struct DeletionArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A new file for the list of what has to be deleted outside the store.", valueName: "file"))
  var deletions: String?

  func validate() throws {
    if deletions == "" { throw ValidationError("--deletions is not empty.") }
  }

  /// The file's full path.
  var path: String? { deletions.map { URL(fileURLWithPath: $0).path } }
}
