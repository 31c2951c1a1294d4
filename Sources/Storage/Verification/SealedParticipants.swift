import GRDB
import Keys

/// Looks up participants and their keys for a check of many records, on one thread.
///
/// SQLite's own interface, as a store may have a participant for every few records: through GRDB
/// they cost more than the records did.
final class SealedParticipants {
  /// What opening a participant's records takes.
  struct Opened {
    let tenant: Int64
    /// Nil when the key was destroyed.
    let key: SecretKey?
    let associatedData: [UInt8]
  }

  private let store: Store
  private let rows: HotStatement
  private let keys: HotStatement
  private let destroyed: HotStatement
  private var context: SealingContext
  private var recent = RecentCache<Int64, Opened>(capacity: 16_384)
  /// The one that was asked for last, which is nearly always asked for next.
  private var last: (id: Int64, opened: Opened)?

  init(_ store: Store, _ db: Database, _ ring: Database) throws {
    self.store = store
    context = try SealingContext()
    rows = try HotStatement(
      db,
      sql: """
        SELECT p.tenant, p.key, p.sealed_ids, t.hash, s.hash, c.hash FROM participants AS p
        JOIN tenants AS t ON t.id = p.tenant JOIN subjects AS s ON s.id = p.subject
        LEFT JOIN conversations AS c ON c.id = p.conversation WHERE p.id = ?
        """)
    keys = try HotStatement(ring, sql: "SELECT wrapped FROM keys WHERE key_id = ? AND kind = ?")
    destroyed = try HotStatement(ring, sql: "SELECT 1 FROM destroyed_keys WHERE key_id = ?")
  }

  func close() {
    for statement in [rows, keys, destroyed] { statement.close() }
  }

  /// The participant of a number. Throws `StoreError.damaged` when it was changed or is missing.
  func participant(_ id: Int64) throws -> Opened {
    if let last, last.id == id { return last.opened }
    let opened = try recent.value(for: id, mustStay: { _ in false }) ?? find(id)
    last = (id, opened)
    return opened
  }

  private func find(_ id: Int64) throws -> Opened {
    let damaged = StoreError.damaged(kind: .participant, id: id)
    rows.bind(1, id)
    guard try rows.next() else { throw damaged }
    defer { rows.rewind() }
    func hash(_ column: Int32) throws -> Digest16 {
      if rows.isNull(column) { return .zero }
      let bytes = rows.bytes(column)
      guard let hash = Digest16(bytes.span) else { throw damaged }
      return hash
    }
    let keyID = rows.integer(1)
    let associated = AssociatedData.participant(
      store: store.id, key: keyID,
      identity: Participant.Identity(
        tenant: try hash(3), subject: try hash(4), conversation: try hash(5)))
    let key = try key(keyID)
    if let key {
      var text: [UInt8] = []
      let sealed = rows.bytes(2)
      do {
        try context.open(sealed.span, under: key, associated: associated.span, appendingTo: &text)
      } catch { throw damaged }
      guard AssociatedData.decodePair(text) != nil else { throw damaged }
    }
    let opened = Opened(tenant: rows.integer(0), key: key, associatedData: associated)
    recent.insert(opened, for: id, mustStay: { _ in false })
    return opened
  }

  private func key(_ id: Int64) throws -> SecretKey? {
    keys.bind(1, id)
    keys.bind(2, Int64(KeyKind.participant.rawValue))
    guard try keys.next() else {
      destroyed.bind(1, id)
      guard try destroyed.integer() != nil else { throw StoreError.damaged(kind: .key, id: id) }
      return nil
    }
    defer { keys.rewind() }
    let wrapped = keys.bytes(0)
    return try store.ring.unwrap(wrapped.span, id: id, kind: .participant)
  }
}
