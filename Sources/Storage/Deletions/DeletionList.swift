import GRDB
import Keys
import Retention

import struct Foundation.Data

/// Lists what lies outside the store and belongs to records that go, within one transaction.
///
/// A reference is sealed under its record's key, which dies with the record. On the list it is
/// sealed under a key of the transaction's own, which dies when all of it is acknowledged.
final class DeletionList {
  private let store: Store
  private let db: Database
  private let cause: Removal.Cause
  private let commitNumber: Int64
  /// Else no record is asked for what it refers to.
  private let isNeeded: Bool
  private var key: KeyEntry?
  private var context: SealingContext
  private(set) var count: Int64 = 0

  private struct Found {
    let seq: Int64
    let number: Int64
    let participant: Int64
    let byteOffset: Int64
    let sealed: [UInt8]
  }

  /// The caller holds the write lock, and has not raised the commit number yet.
  init(_ store: Store, _ db: Database, cause: Removal.Cause) throws {
    let context = try SealingContext()
    self.store = store
    self.db = db
    self.cause = cause
    self.context = context
    commitNumber = try StoreState.fetch(db).commitNumber
    isNeeded = try Self.areReferencesStored(db)
  }

  /// Whether any record refers to something outside the store: most stores hold none that does.
  static func areReferencesStored(_ db: Database) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM external_references)") ?? false
  }

  /// Lists what rows, in the order of their numbers, refer to, and takes it off them.
  ///
  /// What a destroyed key sealed was listed when the key was; a restored copy brought it back.
  ///
  /// - Parameter subject: whose erasure it is; else each record's own person.
  func take(_ rows: ArraySlice<StoredRow>, for subject: Int64? = nil, at now: Timestamp) throws {
    guard isNeeded, let first = rows.first, let last = rows.last else { return }
    let found = try found(in: first.seq...last.seq)
    guard !found.isEmpty else { return }
    let participants = try store.ring.queue.unsafeRead {
      try SealedParticipants(store, db, $0)
    }
    defer { store.ring.queue.unsafeRead { _ in participants.close() } }
    let remove = try db.cachedStatement(
      sql: "DELETE FROM external_references WHERE seq = ? AND number = ?")
    for reference in found {
      guard let row = rows.first(withSeq: reference.seq) else { continue }
      if let text = try open(reference, participants) {
        try insert(text, tenant: row.place.tenant, subject: subject ?? row.place.subject, at: now)
      }
      try remove.execute(arguments: [reference.seq, reference.number])
    }
  }

  /// Makes the key durable, ahead of the commit, whose number no cut-off one has left keys under.
  func finish(at now: Timestamp) throws {
    guard let key else { return }
    try store.ring.write([key], commitNumber: commitNumber + 1, day: now.day)
    self.key = nil
  }

  private func found(in range: ClosedRange<Int64>) throws -> [Found] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT x.seq, x.number, r.participant, r.byte_offset, x.sealed
        FROM external_references AS x JOIN records AS r ON r.seq = x.seq
        WHERE x.seq BETWEEN ? AND ? ORDER BY x.seq, x.number
        """)
    return try Row.fetchAll(statement, arguments: [range.lowerBound, range.upperBound]).map {
      Found(
        seq: try $0.value(0), number: try $0.value(1), participant: try $0.value(2),
        byteOffset: try $0.value(3),
        sealed: [UInt8](try $0.value(4) as Data))
    }
  }

  private func open(_ reference: Found, _ participants: SealedParticipants) throws -> [UInt8]? {
    let participant = try store.ring.queue.unsafeRead { _ in
      try participants.participant(reference.participant)
    }
    guard let key = participant.key else { return nil }
    let associated = AssociatedData.reference(
      participant: participant.associatedData, byteOffset: reference.byteOffset)
    var text: [UInt8] = []
    do {
      try context.open(
        reference.sealed.span, under: key, associated: associated.span, appendingTo: &text)
    } catch CryptoError.notAuthentic {
      throw StoreError.damaged(kind: .reference, id: reference.seq)
    }
    return text
  }

  private func makeKey() throws -> KeyEntry {
    let key = try store.ring.makeKey(.deletion)
    try db.execute(sql: "INSERT INTO deletion_keys VALUES (?)", arguments: [key.id])
    return key
  }

  private func insert(
    _ text: [UInt8], tenant: Int64, subject: Int64, at now: Timestamp
  ) throws {
    let key = try self.key ?? makeKey()
    self.key = key
    let associated = AssociatedData.deletion(
      store: store.id, key: key.id, tenant: tenant, subject: subject)
    var sealed: [UInt8] = []
    try context.seal(text.span, under: key.key, associated: associated.span, appendingTo: &sealed)
    try db.cachedStatement(
      sql: """
        INSERT INTO deletions (tenant, subject, cause, listed_at, key, sealed)
        VALUES (?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      tenant, subject, cause.rawValue, now.milliseconds, key.id, Data(sealed),
    ])
    count += 1
  }
}

extension ArraySlice<StoredRow> {
  /// The row of a number, among rows in the order of their numbers.
  fileprivate func first(withSeq seq: Int64) -> StoredRow? {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].seq < seq { low = middle + 1 } else { high = middle }
    }
    return low < endIndex && self[low].seq == seq ? self[low] : nil
  }
}
