import GRDB

/// Whose words belong to a person: their own, and those of nobody in conversations where no other
/// person is named.
///
/// An agent's answers carry no name; in a call of several people they are not one person's.
struct SubjectScope {
  struct Member {
    let participant: Int64
    let key: Int64
    let place: LiveHolds.Place
  }

  /// In the order they were met.
  let members: [Member]

  /// The scope as this transaction sees it.
  init(_ subject: Int64, _ db: Database) throws {
    let rows = try Row.fetchCursor(
      db.cachedStatement(sql: Self.sql), arguments: [subject])
    var members: [Member] = []
    while let row = try rows.next() {
      members.append(
        Member(
          participant: try row.value(0), key: try row.value(1),
          place: LiveHolds.Place(
            tenant: try row.value(2), subject: try row.value(3), conversation: try row.value(4))))
    }
    self.members = members
  }

  private static let sql = """
    SELECT id, key, tenant, subject, conversation FROM participants WHERE subject = ?1
    UNION
    SELECT u.id, u.key, u.tenant, u.subject, u.conversation
    FROM participants AS own JOIN participants AS u ON u.conversation = own.conversation
    WHERE own.subject = ?1 AND u.unattributed = 1 AND NOT EXISTS (
      SELECT 1 FROM participants AS other WHERE other.conversation = own.conversation
        AND other.subject != ?1 AND other.unattributed = 0)
    ORDER BY id
    """
}
