import ArgumentParser
import Foundation
import Pipeline
import Storage

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copies a store and its key ring into a folder, and looks at every seal of the copy.",
    discussion: """
      Others may go on writing. The two files are of one moment. Keep them apart, and the key ring's copies \
      for a short time: what was erased later can be read from a copy of the store only with a copy of the \
      ring from before. Exit code 65 says that something in the copy is not as it was written.

      EXAMPLES
        hush backup --store chats.db --out backups/monday
      """)

  @Option(help: ArgumentHelp("The folder; made if there is none.", valueName: "folder"))
  var out: String
  @Flag(help: "One JSON object.") var json = false
  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    if out.isEmpty { throw ValidationError("--out names a folder.") }
  }

  func run() throws {
    let report = try store.open().backUp(
      to: URL(fileURLWithPath: out).path, workers: ProcessInfo.processInfo.activeProcessorCount,
      store.deed)
    try Terminal.answer(
      json: json,
      [
        ("store", JSONObjectWriter.quoted(report.storePath)),
        ("key_ring", JSONObjectWriter.quoted(report.keyRingPath)),
      ] + VerifyCommand.members(report.verification),
      "The store is in \(report.storePath), its key ring in \(report.keyRingPath): keep them apart. "
        + VerifyCommand.sentence(report.verification))
    if !report.verification.problems.isEmpty {
      throw CommandFailure(ExitCode.inputRefused, nil)
    }
  }
}
