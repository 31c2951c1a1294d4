import GRDB

extension Ingest {
  /// What a quarantined line says, to be examined again; nil when its day's key was destroyed.
  public func text(of line: QuarantinedLine) throws(StoreError) -> [UInt8]? {
    try StoreError.mapping { try store.open(line) }
  }

  /// The source a quarantined line came from.
  public func source(of line: QuarantinedLine) throws(StoreError) -> SourceHandle {
    try StoreError.mapping {
      var opener = try RecordOpener(store: store)
      return try opener.source(line.sourceID)
    }
  }

  /// Stores the record that a quarantined line has turned out to be, and takes the line out of
  /// quarantine in the same commit.
  ///
  /// - Returns: false when the batch holds no record, or when somebody else has dealt with the
  ///   line meanwhile; nothing is written then.
  /// - Throws: `StoreError`; the run is over then and nothing since the last commit is stored.
  public func append(
    _ batch: SealedBatch, retrying line: QuarantinedLine
  ) throws(StoreError) -> Bool {
    var isStored = false
    try guarded { db in
      guard let source = batch.source, !batch.rows.isEmpty else { return }
      try beginIfNeeded(db)
      try db.execute(sql: "DELETE FROM quarantine WHERE id = ?", arguments: [line.id])
      guard db.changesCount == 1 else { return }
      try insertRecords(
        of: batch, source: source, sourceRow: line.sourceID, firstLine: line.line, into: db)
      rowsInTransaction += 1
      isStored = true
    }
    return isStored
  }
}
