import GRDB
import Glibc
import Retention

/// Where a backup lies, and what looking at it found.
public struct BackupReport: Sendable {
  public let storePath: String
  public let keyRingPath: String
  public let verification: Verification
}

extension Store {
  /// Copies the store and its key ring into a folder, as they are at one moment, beside whoever
  /// writes; then opens the copies and looks at every seal in them.
  ///
  /// The ring is copied under the write lock, the store from the state of that moment after it is
  /// given up. The copies get their names when both are whole; what cannot be made leaves nothing.
  /// Keep the two apart: together with the root key they are all there is, and an erasure reaches
  /// a copy of the store only when copies of the ring from before it are gone.
  ///
  /// Throws `StoreError.cannotCreate` when a file or the folder cannot be made, also when there is
  /// one; `badTag`.
  public func backUp(
    to folder: String, workers: Int, _ deed: Deed
  ) throws(StoreError) -> BackupReport {
    try deed.check()
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let target = folder + "/" + name
    try StoreFile.makeFolder(folder)
    let ringTarget = Self.defaultKeyRing(for: target)
    for path in [target, ringTarget] where StoreFile.isTaken(path) {
      throw .cannotCreate(path: path, errno: EEXIST)
    }
    try audit(
      AuditEntry(
        at: deed.now, actor: deed.actor, action: .backup, objectKind: "store", objectID: nil,
        outcome: .done, reason: deed.reason, detail: []))
    var verification = Verification()
    try StoreFile.store.grow(at: target) { growingStore throws(StoreError) in
      try StoreFile.keyRing.grow(at: ringTarget) { growingRing throws(StoreError) in
        try self.copy(toStore: growingStore, keyRing: growingRing)
        let copy = try Store.open(
          growingStore, keyRing: growingRing, rootKey: rootKey, now: deed.now)
        verification = try copy.verify(workers: workers)
        try copy.close()
      }
    }
    return BackupReport(
      storePath: target, keyRingPath: ringTarget, verification: verification)
  }

  private func copy(toStore target: String, keyRing ringTarget: String) throws(StoreError) {
    let reader = try StoreFile.store.connect(path, readOnly: true)
    let copy = try StoreFile.store.connect(target, readOnly: false)
    let ringCopy = try StoreFile.keyRing.connect(ringTarget, readOnly: false)
    try StoreError.mapping {
      try reader.inDatabase { snapshot in
        try queue.inDatabase { db in
          try beginWriting(db)
          defer { try? db.rollback() }
          try snapshot.beginTransaction(.deferred)
          // A transaction sees a state from its first read on.
          _ = try StoreState.fetch(snapshot)
          try ring.queue.backup(to: ringCopy)
        }
        defer { try? snapshot.rollback() }
        try copy.inDatabase { try snapshot.backup(to: $0) }
      }
      try copy.close()
      try ringCopy.close()
    }
  }

  /// Closes both files, after which the store is of no use.
  private func close() throws(StoreError) {
    try StoreError.mapping {
      try queue.close()
      try ring.queue.close()
    }
  }
}
