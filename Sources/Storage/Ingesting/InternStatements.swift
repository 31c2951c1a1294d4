import GRDB

/// The statements that give subjects, conversations and participants their rows.
final class InternStatements {
  let insertSubject: HotStatement
  let findSubject: HotStatement
  let insertConversation: HotStatement
  let findConversation: HotStatement
  let insertParticipant: HotStatement

  init(_ db: Database) throws {
    insertSubject = try HotStatement(db, sql: Self.insert("subjects"))
    findSubject = try HotStatement(db, sql: "SELECT id FROM subjects WHERE hash = ?")
    insertConversation = try HotStatement(db, sql: Self.insert("conversations"))
    findConversation = try HotStatement(db, sql: "SELECT id FROM conversations WHERE hash = ?")
    insertParticipant = try HotStatement(
      db,
      sql: """
        INSERT INTO participants (id, tenant, subject, conversation, key, unattributed, sealed_ids)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
  }

  private static func insert(_ table: String) -> String {
    "INSERT INTO \(table) (id, tenant, hash) VALUES (?, ?, ?) ON CONFLICT (hash) DO NOTHING"
  }

  func close() {
    for statement in [
      insertSubject, findSubject, insertConversation, findConversation, insertParticipant,
    ] { statement.close() }
  }
}
