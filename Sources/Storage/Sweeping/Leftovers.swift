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
    let remove = try HotStatement(
      db,
      sql: """
        DELETE FROM participants WHERE id = ?1
          AND NOT EXISTS (SELECT 1 FROM records WHERE participant = ?1) RETURNING key
        """)
    defer { remove.close() }
    var keys: [Int64] = []
    var subjects: Set<Int64> = []
    var conversations: Set<Int64> = []
    for (participant, place) in participants.sorted(by: { $0.key < $1.key }) {
      remove.bind(1, participant)
      guard let key = try remove.integer() else { continue }
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
    try run(
      """
      DELETE FROM subjects WHERE id = ?1 AND account_deleted_at IS NULL AND child_since IS NULL
        AND restricted_since IS NULL AND erasure_since IS NULL
        AND NOT EXISTS (SELECT 1 FROM participants WHERE subject = ?1)
        AND NOT EXISTS (SELECT 1 FROM holds WHERE subject = ?1)
        AND NOT EXISTS (SELECT 1 FROM consents WHERE subject = ?1)
      """, ids)
  }

  private func removeConversations(_ ids: Set<Int64>) throws {
    try run(
      """
      DELETE FROM conversations WHERE id = ?1
        AND NOT EXISTS (SELECT 1 FROM participants WHERE conversation = ?1)
        AND NOT EXISTS (SELECT 1 FROM holds WHERE conversation = ?1)
      """, ids)
  }

  private func run(_ sql: String, _ ids: Set<Int64>) throws {
    let statement = try HotStatement(db, sql: sql)
    defer { statement.close() }
    for id in ids.sorted() {
      statement.bind(1, id)
      _ = try statement.change()
    }
  }
}
