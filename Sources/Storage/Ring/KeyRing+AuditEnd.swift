import GRDB

import struct Foundation.Data

extension KeyRing {
  /// The end of the audit log as it was when the ring was last told.
  func confirmedAudit() throws -> (count: Int64, hash: [UInt8]) {
    try queue.unsafeRead { db in
      let row = try Row.fetchOne(db, sql: "SELECT audit_count, audit_head FROM ring_state")
      return (
        try row?.number("audit_count") ?? 0,
        [UInt8](try row?.value("audit_head") as Data? ?? Data())
      )
    }
  }

  /// Takes an end of the audit log for the last one there is, though the ring knew of a later one.
  func acceptAudit(count: Int64, hash: [UInt8]) throws {
    try change { db in
      try db.execute(
        sql: "UPDATE ring_state SET audit_count = ?, audit_head = ?",
        arguments: [count, Data(hash)])
    }
  }

  /// Remembers the end of the audit log, so that a log that was cut off shows.
  func confirmAudit(count: Int64, hash: [UInt8]) throws {
    guard try confirmedAudit().count < count else { return }
    try change(sealedBy: lastSeal) { db, _ in
      try db.execute(
        sql: "UPDATE ring_state SET audit_count = ?1, audit_head = ?2 WHERE audit_count < ?1",
        arguments: [count, Data(hash)])
    }
  }
}
