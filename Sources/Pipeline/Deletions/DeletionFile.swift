import Retention
package import Storage

/// A list of what is to be deleted outside the store, for whoever deletes it.
package struct DeletionFile: ~Copyable {
  private var file: ExportFile

  /// Makes the file, for its owner only; it gets its name when the list is whole.
  ///
  /// - Throws: ``PipelineError/cannotCreate(path:code:)``, also when there is something at the path.
  package init(at path: String) throws {
    let file = try ExportFile(at: path)
    self.file = file
  }

  /// Writes the list and gives the file its name; what is on the list stays there until it is
  /// acknowledged, so that a run that was cut off has lost nothing.
  ///
  /// - Returns: how many entries there are.
  /// - Throws: `StoreError`; ``PipelineError`` when the file can't be written.
  package consuming func write(
    _ query: DeletionQuery, from store: Store, _ deed: Deed
  ) throws -> Int64 {
    let count = try store.readDeletions(query, deed) {
      try file.write(DeletionLine.text(of: $0) + "\n")
    }
    _ = try file.sync()
    try file.finish()
    return count
  }
}

/// A deletion as a line of JSON.
package enum DeletionLine {
  /// The line without its line feed.
  package static func text(of deletion: Deletion) -> String {
    var entry = JSONObjectWriter()
    entry.add("deletion_id", Int(deletion.id))
    entry.add("tenant", deletion.tenant)
    entry.add("subject", deletion.subject)
    entry.add("cause", deletion.cause)
    entry.add("listed_at", deletion.listedAt.rfc3339)
    entry.add("member", deletion.member)
    entry.add("reference", deletion.value)
    return entry.finished
  }
}
