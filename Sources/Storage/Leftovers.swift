import GRDB

/// Removes participants that have no record left, and the subjects and conversations of which
/// nothing is left then.
struct Leftovers {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// Removes those of `participants` that have no record.
  ///
  /// - Returns: the keys of the removed ones.
  func remove(_ participants: [Int64: LiveHolds.Place]) throws -> [Int64] {
    let find = try db.cachedStatement(
      sql: """
        SELECT key FROM participants
        WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM records WHERE participant = ?1)
        """)
    let remove = try db.cachedStatement(sql: "DELETE FROM participants WHERE id = ?")
    var keys: [Int64] = []
    var subjects: Set<Int64> = []
    var conversations: Set<Int64> = []
    for (participant, place) in participants.sorted(by: { $0.key < $1.key }) {
      guard let key = try Int64.fetchOne(find, arguments: [participant]) else { continue }
      try remove.execute(arguments: [participant])
      keys.append(key)
      subjects.insert(place.subject)
      if let conversation = place.conversation { conversations.insert(conversation) }
    }
    try removeSubjects(subjects)
    try removeConversations(conversations)
    return keys
  }

  /// What a subject said about consent, when the account was deleted, and what must hold for
  /// records to come, stays as long as it may be asked for.
  func removeSubjects(_ ids: Set<Int64>) throws {
    let statement = try db.cachedStatement(
      sql: """
        DELETE FROM subjects WHERE id = ?1 AND account_deleted_at IS NULL AND child_since IS NULL
          AND restricted_since IS NULL AND erasure_since IS NULL
          AND NOT EXISTS (SELECT 1 FROM participants WHERE subject = ?1)
          AND NOT EXISTS (SELECT 1 FROM holds WHERE subject = ?1)
          AND NOT EXISTS (SELECT 1 FROM consents WHERE subject = ?1)
        """)
    for id in ids.sorted() { try statement.execute(arguments: [id]) }
  }

  private func removeConversations(_ ids: Set<Int64>) throws {
    let statement = try db.cachedStatement(
      sql: """
        DELETE FROM conversations WHERE id = ?1
          AND NOT EXISTS (SELECT 1 FROM participants WHERE conversation = ?1)
          AND NOT EXISTS (SELECT 1 FROM holds WHERE conversation = ?1)
        """)
    for id in ids.sorted() { try statement.execute(arguments: [id]) }
  }
}
