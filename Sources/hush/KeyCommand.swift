import ArgumentParser
import Keys
import Storage

struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Replaces the root key of a store.",
    subcommands: [Rotate.self])

  struct Rotate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rotate",
      abstract: "Wraps the key ring by a new root key; the old one opens nothing then.",
      discussion: """
        No record is touched. The new key file is made if there is none. Cut off at any moment, run it again \
        with the same flags. Then destroy the old key: old copies of the key ring, and with them the backups \
        they open, can't be read without it.

        EXAMPLES
          hush key rotate --store chats.db --key-file old.key --new-key-file new.key
        """)

    @Option(help: ArgumentHelp("The new root key, made if there is none.", valueName: "file"))
    var newKeyFile: String
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func run() throws {
      let opened: Store
      do {
        opened = try store.open()
      } catch StoreError.wrongKey {
        // Cut off a moment ago, the ring has the new key already.
        return try answer(finishing())
      }
      let new: RootKey
      do {
        new = try RootKey.load(file: newKeyFile)
      } catch RootKeyError.missing {
        new = try RootKey.generate()
        try new.write(toNewFile: newKeyFile)
      }
      try answer(opened.rotateRootKey(to: new, store.deed))
    }

    private func finishing() throws -> RotationReport {
      guard let new = try? RootKey.load(file: newKeyFile),
        let report = try store.file.open(with: new, role: store.role).completeRotation(store.deed)
      else { throw StoreError.wrongKey }
      return report
    }

    private func answer(_ report: RotationReport) throws {
      let residue =
        report.isScrubbed
        ? "Nothing wrapped by the old one is left in the key ring."
        : "The key ring could not be emptied of what the old one wrapped, because somebody was reading; "
          + "the next command that opens the store does it."
      try Terminal.answer(
        json: json, [("keys", "\(report.keys)"), ("wal_truncated", "\(report.isScrubbed)")],
        "\(counted(report.keys, "key")) wrapped by the root key in \(newKeyFile); name it from now on. \(residue)"
      )
    }
  }
}
