import GRDB
import Keys

import struct Foundation.Data

extension Ingest {
  /// What the store knows of the newest generation of a source.
  ///
  /// The caller compares the position's digests with what the source holds now, and goes on from
  /// the position or starts a new generation.
  public func openSource(
    name: String, kind: SourceKind
  ) throws(StoreError) -> SourceState {
    try StoreError.mapping {
      try store.queue.inDatabase { db in
        let hash = try sourceHash(name)
        let row = try Row.fetchOne(
          db, sql: "SELECT * FROM sources WHERE hash = ? ORDER BY generation DESC LIMIT 1",
          arguments: [hash.data])
        let generation: Int32 = try row?.value("generation") ?? 1
        guard generation < .max else { throw StoreError.damaged(kind: .file, id: 0) }
        let handle = SourceHandle(name: name, generation: generation, kind: kind, hash: hash)
        let position = try row.map { try SourcePosition(row: $0) }
        sources[SourceKey(handle)] = SourceProgress(
          handle: handle, rowID: try row?.value("id") ?? 0, committed: position, reached: nil)
        return SourceState(handle: handle, position: position)
      }
    }
  }

  /// A source's next generation, from the first byte: its content is not what was stored.
  public func startNewGeneration(of state: SourceState) -> SourceState {
    // A source that was never committed has no generation to set apart from.
    guard state.position != nil else { return state }
    return store.queue.inDatabase { _ in
      let old = state.handle
      let handle = SourceHandle(
        name: old.name, generation: old.generation + 1, kind: old.kind, hash: old.hash)
      sources[SourceKey(handle)] = SourceProgress(
        handle: handle, rowID: 0, committed: nil, reached: nil)
      return SourceState(handle: handle, position: nil)
    }
  }

  private func sourceHash(_ name: String) throws -> Digest16 {
    var hasher = try KeyedHasher(key: store.keys.identity)
    return try IdentityHash.source(Array(name.utf8), &hasher)
  }

  /// The source's row number, making the row when it is new.
  func sourceRow(_ handle: SourceHandle, in db: Database) throws -> Int64 {
    guard let progress = sources[SourceKey(handle)] else {
      preconditionFailure("openSource(name:kind:) comes first")
    }
    guard progress.rowID == 0 else { return progress.rowID }
    var context = try SealingContext()
    var sealedName: [UInt8] = []
    let associated = AssociatedData.name(
      store: store.id, kind: .storeSealing, hash: handle.hash)
    try context.seal(
      Array(handle.name.utf8).span, under: store.keys.sealing, associated: associated.span,
      appendingTo: &sealedName)
    do {
      try db.execute(
        sql: """
          INSERT INTO sources (hash, generation, kind, sealed_name, committed_bytes,
            committed_lines, digest, head_length, head_digest, ends_without_line_feed)
          VALUES (?, ?, ?, ?, 0, 0, x'', 0, x'', 0)
          """,
        arguments: [
          handle.hash.data, handle.generation, handle.kind.rawValue, Data(sealedName),
        ])
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      throw StoreError.changedMeanwhile
    }
    sources[SourceKey(handle)]?.rowID = db.lastInsertedRowID
    return db.lastInsertedRowID
  }

  /// Writes how far each source has come, unless another process has moved it.
  func writePositions(in db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        UPDATE sources SET committed_bytes = ?, committed_lines = ?, digest = ?, head_length = ?,
          head_digest = ?, ends_without_line_feed = ?
        WHERE id = ? AND committed_bytes = ?
        """)
    for progress in sources.values {
      guard let reached = progress.reached else { continue }
      try statement.execute(arguments: [
        reached.bytes, reached.lines, Data(reached.digest.bytes), reached.headLength,
        Data(reached.headDigest.bytes), reached.endsWithoutLineFeed, progress.rowID,
        progress.committed?.bytes ?? 0,
      ])
      guard db.changesCount == 1 else { throw StoreError.changedMeanwhile }
    }
  }

  func markPositionsCommitted() {
    for (key, progress) in sources {
      guard let reached = progress.reached else { continue }
      sources[key]?.committed = reached
      sources[key]?.reached = nil
    }
  }
}

extension Ingest.SourceKey {
  init(_ handle: SourceHandle) {
    self.init(hash: handle.hash, generation: handle.generation)
  }
}

extension SourcePosition {
  init(row: Row) throws {
    let digest = [UInt8](try row.value("digest") as Data)
    let head = [UInt8](try row.value("head_digest") as Data)
    guard let digest = Digest32(digest.span), let headDigest = Digest32(head.span) else {
      throw StoreError.damaged(kind: .source, id: try row.value("id"))
    }
    self.init(
      bytes: try row.value("committed_bytes"), lines: try row.value("committed_lines"),
      digest: digest,
      headLength: try row.value("head_length"), headDigest: headDigest,
      endsWithoutLineFeed: try row.value("ends_without_line_feed"))
  }
}
