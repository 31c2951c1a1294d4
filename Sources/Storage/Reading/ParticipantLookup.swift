import GRDB
import Keys

/// Finds participants by their hashes, with their keys, on connections of its own.
///
/// SQLite's own interface, as records that jump between more conversations than a run remembers
/// need a lookup each.
// Safety: unchecked because the statements have no lock; callers take turns, and the queues keep
// their connections to one thread at a time.
final class ParticipantLookup: @unchecked Sendable {
  struct Found {
    let rowID: Int64
    let subjectRowID: Int64
    let keyID: Int64
    let key: SecretKey
  }

  private let queue: DatabaseQueue
  private let ring: KeyRing
  private let inConversation: HotStatement
  private let alone: HotStatement
  private let wrappedKey: HotStatement

  init(_ queue: DatabaseQueue, _ ring: KeyRing) throws {
    self.queue = queue
    self.ring = ring
    (inConversation, alone) = try queue.unsafeRead { db in
      (
        try HotStatement(
          db,
          sql: """
            SELECT id, subject, key FROM participants
            WHERE subject = (SELECT id FROM subjects WHERE hash = ?)
              AND conversation = (SELECT id FROM conversations WHERE hash = ?)
            ORDER BY id DESC LIMIT 1
            """),
        try HotStatement(
          db,
          sql: """
            SELECT id, subject, key FROM participants
            WHERE subject = (SELECT id FROM subjects WHERE hash = ?) AND conversation IS NULL
            ORDER BY id DESC LIMIT 1
            """)
      )
    }
    wrappedKey = try ring.queue.unsafeRead {
      try HotStatement($0, sql: "SELECT wrapped FROM keys WHERE key_id = ? AND kind = ?")
    }
  }

  deinit {
    queue.unsafeRead { _ in
      inConversation.close()
      alone.close()
    }
    ring.queue.unsafeRead { _ in wrappedKey.close() }
  }

  /// Nil when there is none or its key was destroyed.
  func participant(_ identity: Participant.Identity) throws -> Found? {
    let place: (rowID: Int64, subjectRowID: Int64, keyID: Int64)? = try queue.unsafeRead { _ in
      let isAlone = identity.conversation == .zero
      let statement = isAlone ? alone : inConversation
      statement.bind(1, identity.subject.bytes)
      if !isAlone { statement.bind(2, identity.conversation.bytes) }
      defer { statement.rewind() }
      guard try statement.next() else { return nil }
      return (statement.integer(0), statement.integer(1), statement.integer(2))
    }
    guard let place else { return nil }
    let wrapped: [UInt8]? = try ring.queue.unsafeRead { _ in
      wrappedKey.bind(1, place.keyID)
      wrappedKey.bind(2, Int64(KeyKind.participant.rawValue))
      defer { wrappedKey.rewind() }
      return try wrappedKey.next() ? wrappedKey.bytes(0) : nil
    }
    let opened = wrapped.flatMap {
      try? ring.unwrap($0.span, id: place.keyID, kind: .participant)
    }
    // A destroyed key is none; what else stands in the way, this tells.
    guard let key = try opened ?? ring.key(place.keyID, kind: .participant) else { return nil }
    return Found(
      rowID: place.rowID, subjectRowID: place.subjectRowID, keyID: place.keyID, key: key)
  }
}
