import Dispatch
import GRDB
import Keys
import Retention
import Synchronization

import struct Foundation.Data

extension Store {
  /// Looks whether everything is as it was written: both files, every reference, key, seal and
  /// audit entry, every date against the rules that hold today.
  ///
  /// Nothing is changed, and what is found does not end it. Throws `StoreError` only for what has
  /// nothing to do with what is stored, such as a file that cannot be read.
  ///
  /// Complexity: everything the store holds is read and opened once, on `workers` threads.
  public func verify(workers: Int) throws(StoreError) -> Verification {
    try verify(workers: workers, scan: nil)
  }

  /// The same; with a scan, also what today's rules find in the records, which is nothing.
  ///
  /// - Parameter scan: makes what tells whether a record is clean, once for each thread.
  package func verify(
    workers: Int, scan: (@Sendable () throws -> RecordScan)?
  ) throws(StoreError) -> Verification {
    let checks = Verifier(self)
    let last = try StoreError.mapping {
      try queue.unsafeRead { try Int64.fetchOne($0, sql: "SELECT max(seq) FROM records") ?? 0 }
    }
    let windows = RecordWindows(through: last)
    let isBegun = Atomic(false)
    let failure = Mutex<StoreError?>(nil)
    DispatchQueue.concurrentPerform(iterations: max(1, workers)) { _ in
      do {
        // One thread looks at all the rest before it joins those that open records.
        if !isBegun.exchange(true, ordering: .relaxed) { try self.checkAllButRecords(checks) }
        var check = try RecordCheck(self.reader(), checks, scan?())
        do {
          while let window = try windows.next(in: self), failure.withLock({ $0 == nil }) {
            try checks.note { try check.check(window) }
          }
        } catch {
          try? check.close()
          throw error
        }
        try check.close()
      } catch {
        failure.withLock { $0 = StoreError(error) }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
    try checks.note { try self.checkFigures(checks) }
    try checks.note { try SumCheck(self.reader(), checks).run() }
    return checks.result
  }

  private func checkAllButRecords(_ checks: Verifier) throws {
    try checks.note { try self.checkFiles(checks) }
    var isLogSound = false
    try checks.note { isLogSound = try self.checkAudit(checks) }
    try checks.note { try self.checkNames(checks) }
    try checks.note { try self.checkConsents(checks) }
    // What a changed log says of them is worth nothing.
    if isLogSound { try checks.note { try self.checkSettings(checks) } }
    try checks.note { try self.checkQuarantine(checks) }
    try checks.note { try self.checkDeletions(checks) }
    try checks.note { try self.checkKeys(checks) }
  }

  private func checkFiles(_ checks: Verifier) throws {
    try queue.unsafeRead { db in
      let answer = try String.fetchAll(db, sql: "PRAGMA integrity_check(1)")
      if answer != ["ok"] { checks.add(.file, 0) }
      for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check") {
        checks.add(.foreignKey, try row.value("rowid") ?? 0)
      }
      if try !HeaderCheck.isAsWritten(path, db) { checks.add(.file, 0) }
      for name in try SchemaCheck.changedNames(db, made: Self.makeSchema) {
        checks.add(.schema, 0, name: name)
      }
    }
    try checks.note { try self.checkRing(checks) }
  }

  private func checkRing(_ checks: Verifier) throws {
    if try !ring.isSound() { checks.add(.keyRing, 0) }
    try ring.queue.unsafeRead { db in
      if try !HeaderCheck.isAsWritten(ring.path, db) { checks.add(.keyRing, 0) }
      for name in try SchemaCheck.changedNames(db, made: { try $0.execute(sql: KeyRing.schema) }) {
        checks.add(.keyRing, 0, name: name)
      }
    }
    try ring.checkDestroyedKeys()
  }

  /// Says whether every entry is as it was written.
  private func checkAudit(_ checks: Verifier) throws -> Bool {
    let log = AuditLog(self)
    let confirmed = try ring.confirmedAudit()
    var previous: [UInt8] = []
    var count: Int64 = 0
    var isSound = true
    try queue.unsafeRead { db in
      let rows = try Row.fetchCursor(db, sql: "SELECT * FROM audit ORDER BY id")
      while let row = try rows.next() {
        let record = try AuditRecord(row)
        let hash = [UInt8](try row.value("hash") as Data)
        count += 1
        if try record.id != count || log.hash(record, previous: previous).bytes != hash {
          checks.add(.audit, record.id)
          isSound = false
          count = record.id
        }
        if record.id == confirmed.count, hash != confirmed.hash { checks.add(.auditEnd, record.id) }
        previous = hash
        checks.count()
      }
    }
    if count < confirmed.count { checks.add(.auditEnd, confirmed.count) }
    return isSound
  }

  /// Every key is named by something, and opens; what names one has it.
  ///
  /// Those of participants are opened with their records.
  private func checkKeys(_ checks: Verifier) throws {
    let committed = try queue.unsafeRead { try StoreState.fetch($0).commitNumber }
    // Before the names: a key whose rows are just being written is not told from one without any.
    let held = try ring.keys(upTo: committed)
    let named = try queue.unsafeRead { try Int64.fetchSet($0, sql: Self.namedKeys) }
    for (id, number) in held {
      guard let kind = KeyKind(rawValue: number) else {
        checks.add(.key, id)
        continue
      }
      if kind != .participant { try checks.note { _ = try self.ring.key(id, kind: kind) } }
      checks.count()
    }
    // Looked up again: a sweep may have destroyed it meanwhile.
    let unneeded = Set(held.keys).subtracting(named)
    for id in unneeded where try ring.keys(upTo: committed)[id] != nil {
      checks.add(.unneededKey, id)
    }
    try queue.unsafeRead { db in
      let lonely = try Int64.fetchCursor(
        db,
        sql: """
          SELECT id FROM participants AS p
          WHERE NOT EXISTS (SELECT 1 FROM records WHERE participant = p.id)
          """)
      while let id = try lonely.next() { checks.add(.participantWithoutRecords, id) }
    }
  }

  private static let namedKeys = """
    SELECT key FROM participants UNION ALL SELECT key FROM quarantine_days
    UNION ALL SELECT key FROM doomed_keys UNION ALL SELECT key FROM deletion_keys
    UNION ALL SELECT identity_key FROM tenants UNION ALL SELECT pseudonym_key FROM tenants
    UNION ALL SELECT sealing_key FROM tenants
    UNION ALL SELECT identity_key FROM store_state UNION ALL SELECT sealing_key FROM store_state
    UNION ALL SELECT audit_key FROM store_state
    """

  /// The summary rows say what there is.
  ///
  /// What the opened records add up to says so too. Where it does not, somebody may have written
  /// meanwhile: then the rows of one state are counted once more.
  private func checkFigures(_ checks: Verifier) throws {
    try queue.unsafeRead { db in
      guard try StoredFigures.summarized(db) != checks.figures else { return }
      try db.beginTransaction(.deferred)
      defer { try? db.rollback() }
      let differing = try StoredFigures.summarized(db).tenants(differingFrom: .counted(db))
      for tenant in differing { checks.add(.figures, tenant) }
    }
  }

  /// The same store on connections of its own, for a thread that reads beside others.
  private func reader() throws(StoreError) -> Store {
    let queue = try StoreFile.store.connect(path, readOnly: true)
    let ring = try ring.reader(root: rootKey)
    return try StoreError.mapping {
      try Store(
        id: id, path: path, queue: queue, ring: ring, rootKey: rootKey, keys: keys,
        isReadOnly: true)
    }
  }
}
