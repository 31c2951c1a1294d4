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

extension DeletionFile {
  /// Does what deletes records, and lists what lies outside the store at `path`, if there is one.
  ///
  /// The file is made first: what has gone can't be listed afterwards in a file that can't be made.
  /// - Throws: what `delete` and the file throw.
  package static func listing<Report>(
    _ query: DeletionQuery, to path: String?, from store: Store, _ deed: Deed,
    _ delete: () throws -> Report
  ) throws -> Report {
    guard let path else { return try delete() }
    let file = try DeletionFile(at: path)
    let report = try delete()
    _ = try file.write(query, from: store, deed)
    return report
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
