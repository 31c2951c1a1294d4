import GRDB
public import Keys
public import Retention

import struct Foundation.Data

/// A person in a conversation in which a value stood.
public struct ValueSighting: Sendable {
  public let subject: String
  public let conversation: String?
  public internal(set) var records: Int64
  public internal(set) var firstOccurredAt: Timestamp
  public internal(set) var lastOccurredAt: Timestamp
}

extension Store {
  /// The key under which a tenant's values are hashed.
  ///
  /// Throws `StoreError.notStored` when there is no such tenant, or its pseudonym key was
  /// destroyed: nothing of it can be found by a value then.
  public func pseudonymKey(ofTenant name: String) throws(StoreError) -> SecretKey {
    try StoreError.mapping {
      let id = try queue.unsafeRead { db in
        let tenant = try IdentityLookup(store: self, db: db).tenant(named: name)
        return try tenant.flatMap {
          try Int64.fetchOne(
            db, sql: "SELECT pseudonym_key FROM tenants WHERE id = ?", arguments: [$0])
        }
      }
      guard let id, let key = try ring.key(id, kind: .tenantPseudonym) else {
        throw StoreError.notStored(.tenant)
      }
      return key
    }
  }

  /// The conversations of a tenant in whose records one of the values stood, by their entries in
  /// the blind index; what may not be read to answer a person is left out.
  ///
  /// Who asked is in the audit log before anything is given; the value is nowhere. Throws `StoreError.refused` when the
  /// tenant's contract has ended. Complexity:
  /// every record's index is looked at, none is opened.
  public func find(
    _ entries: Set<UInt64>, tenant name: String, _ deed: Deed
  ) throws(StoreError) -> [ValueSighting] {
    try deed.check()
    let refusal = try write { db in
      let tenant = try IdentityLookup(store: self, db: db).storedTenant(named: name)
      // A search is a read like any other, and no export.
      let refusal = try LiveContracts(db).refusal(of: tenant, for: .support, at: deed.now)
      let entry = AuditEntry(
        at: deed.now, actor: deed.actor, action: .find, objectKind: "records", objectID: nil,
        outcome: refusal == nil ? .done : .refused, reason: refusal?.rawValue ?? deed.reason,
        detail: [(.tenant, tenant)])
      try AuditLog(self).append(entry, to: db)
      return refusal
    }
    if let refusal { throw .refused(refusal) }
    return try StoreError.mapping {
      var opener = try RecordOpener(store: self)
      var sightings: [Int64: ValueSighting] = [:]
      var order: [Int64] = []
      for row in try rows(with: entries) {
        guard try opener.mayRead(row, for: .access, at: deed.now),
          let ids = try opener.ids(of: row.participant)
        else { continue }
        if sightings[row.participant] == nil {
          order.append(row.participant)
          sightings[row.participant] = ValueSighting(
            subject: ids.subject, conversation: ids.conversation, records: 0,
            firstOccurredAt: row.occurredAt, lastOccurredAt: row.occurredAt)
        }
        sightings[row.participant]?.add(row.occurredAt)
      }
      return order.compactMap { sightings[$0] }
    }
  }

  /// The rows whose index holds one of the entries.
  private func rows(with entries: Set<UInt64>) throws -> [Selection.Row] {
    let wanted = entries.map { entry in
      var bytes: [UInt8] = []
      bytes.append(bigEndian: entry)
      return bytes
    }
    // Only keys tell tenants apart: another one's entries are never equal.
    let conditions = wanted.map { _ in "instr(blind_index, ?) > 0" }.joined(separator: " OR ")
    return try queue.unsafeRead { db in
      let rows = try Row.fetchCursor(
        db, sql: "SELECT * FROM records WHERE \(conditions) ORDER BY seq",
        arguments: StatementArguments(wanted.map { Data($0) }))
      var found: [Selection.Row] = []
      while let row = try rows.next() {
        let index = [UInt8](try row.value("blind_index") as Data)
        // What spans two entries is none.
        let isEntry = stride(from: 0, to: index.count - 7, by: 8).contains { start in
          wanted.contains(Array(index[start..<start + 8]))
        }
        if isEntry { found.append(try Selection.Row(row)) }
      }
      return found
    }
  }
}

extension ValueSighting {
  fileprivate mutating func add(_ moment: Timestamp) {
    records += 1
    firstOccurredAt = min(firstOccurredAt, moment)
    lastOccurredAt = max(lastOccurredAt, moment)
  }
}
