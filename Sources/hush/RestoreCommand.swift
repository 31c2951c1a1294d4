import ArgumentParser
import Pipeline
import Retention
import Storage

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract:
      "Goes on with a store that was put back from a backup, on purpose and in the audit log.",
    discussion: """
      Put the backup's store beside today's key ring first. What was erased since goes as soon as any command \
      opens it; but `hush verify` names the end of its audit log, and nothing of it is exported for training, \
      until somebody says that the older store is meant. What was said since the backup is lost with it: set \
      holds, restrictions, children, terms and requests again. Consents from before count for training no \
      more, as they may have been taken back: ask again. Keys of what came after the backup are destroyed.

      EXAMPLES
        hush restore --store chats.db --reason disk-failure
      """)

  @Flag(help: "One JSON object.") var json = false
  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    if store.reason == nil { throw ValidationError("--reason says why an older store is meant.") }
  }

  func run() throws {
    guard let report = try store.open().acceptRestoredStore(store.deed) else {
      return try Terminal.answer(
        json: json, [("accepted", "false")],
        "The store is as new as its key ring: there is nothing to go on from, and nothing was changed."
      )
    }
    let last = report.lastEntryAt?.rfc3339
    try Terminal.answer(
      json: json,
      [
        ("accepted", "true"), ("last_entry_at", last.map { "\"\($0)\"" } ?? "null"),
        ("lost_entries", "\(report.lostEntries)"), ("keys_destroyed", "\(report.keysDestroyed)"),
        ("consents_in_doubt", "\(report.consentsInDoubt)"),
      ],
      "The store goes on from \(last ?? "its beginning"). What was done since is lost "
        + "(\(report.lostEntries) or more entries of the audit log): set holds, restrictions, "
        + "children, terms and requests again. \(counted(report.keysDestroyed, "key")) of what came since destroyed. "
        + "\(counted(report.consentsInDoubt, "consent")) from before not relied on any more: ask again."
    )
  }
}
