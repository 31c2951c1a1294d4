import GRDB
import Keys
import Retention

import struct Foundation.Data

extension Store {
  /// The names of tenants and sources, and what holds say.
  func checkNames(_ checks: Verifier) throws {
    var opener = try RecordOpener(store: self)
    func ids(_ table: String) throws -> [Int64] {
      try queue.unsafeRead { try Int64.fetchAll($0, sql: "SELECT id FROM \(table) ORDER BY id") }
    }
    for id in try ids("tenants") {
      try checks.note { _ = try opener.tenantName(id) }
      checks.count()
    }
    for id in try ids("sources") {
      try checks.note { _ = try opener.source(id) }
      checks.count()
    }
    for id in try ids("holds") {
      try checks.note { _ = try self.holdText(id) }
      checks.count()
    }
    try checks.note { checks.count(try self.subjectRequests().count) }
  }

  /// What people said, and where exports were written.
  func checkConsents(_ checks: Verifier) throws {
    try queue.unsafeRead { db in
      try ConsentLog(self, db).check { id, isSound in
        if !isSound { checks.add(.consent, id) }
        checks.count()
      }
      let exports = try Row.fetchCursor(db, sql: "SELECT id, sealed_path FROM exports ORDER BY id")
      while let row = try exports.next() {
        try checks.note {
          _ = try ExportPath(self).opened(try row.value(1), export: try row.value(0))
        }
        checks.count()
      }
    }
  }

  func checkSettings(_ checks: Verifier) throws {
    try queue.unsafeRead { db in
      let settings = SettingsCheck(db)
      for tenant in try settings.changedTenants() { checks.add(.terms, tenant) }
      for hold in try settings.changedHolds() { checks.add(.hold, hold) }
    }
  }

  func checkQuarantine(_ checks: Verifier) throws {
    for line in try quarantined(after: nil) {
      try checks.note { _ = try self.open(line) }
      checks.count()
    }
  }

  /// What records refer to outside the store, and what is listed for deletion there.
  func checkDeletions(_ checks: Verifier) throws {
    try queue.unsafeRead { db in
      let listed = try Row.fetchCursor(db, sql: "SELECT * FROM deletions ORDER BY id")
      while let row = try listed.next() {
        try checks.note { _ = try self.deletionText(row) }
        checks.count()
      }
      let participants = try ring.queue.unsafeRead { try SealedParticipants(self, db, $0) }
      defer { ring.queue.unsafeRead { _ in participants.close() } }
      var context = try SealingContext()
      let references = try Row.fetchCursor(
        db,
        sql: """
          SELECT x.seq, x.sealed, r.participant, r.byte_offset FROM external_references AS x
          LEFT JOIN records AS r ON r.seq = x.seq ORDER BY x.seq
          """)
      while let row = try references.next() {
        checks.count()
        let seq: Int64 = try row.value(0)
        guard let id = try row.value(2) as Int64?, let byteOffset = try row.value(3) as Int64?
        else {
          checks.add(.reference, seq)
          continue
        }
        let participant = ring.queue.unsafeRead { _ in try? participants.participant(id) }
        // What is wrong with the participant shows with its records.
        guard let participant, let key = participant.key else { continue }
        let associated = AssociatedData.reference(
          participant: participant.associatedData, byteOffset: byteOffset)
        let sealed = [UInt8](try row.value(1) as Data)
        var text: [UInt8] = []
        do {
          try context.open(
            sealed.span, under: key, associated: associated.span, appendingTo: &text)
        } catch CryptoError.notAuthentic { checks.add(.reference, seq) }
      }
    }
  }
}
