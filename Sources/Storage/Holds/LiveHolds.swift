import GRDB

/// The holds that have not been released, ready to be asked about any row.
struct LiveHolds {
  /// Which rows a hold keeps: all of a tenant's, or those of a subject or a conversation of it.
  private enum Object: Hashable {
    case tenant(Int64)
    case subject(Int64)
    case conversation(Int64)
  }

  private let ids: [Object: [Int64]]

  /// The place of a record among tenants, subjects and conversations, by row numbers.
  struct Place: Hashable {
    let tenant: Int64
    let subject: Int64
    let conversation: Int64?
  }

  /// The live holds as this transaction sees them.
  init(_ db: Database) throws {
    var ids: [Object: [Int64]] = [:]
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, tenant, subject, conversation FROM holds WHERE released_at IS NULL ORDER BY id
        """)
    while let row = try rows.next() {
      let object: Object =
        if let subject = try row.value("subject") as Int64? {
          .subject(subject)
        } else if let conversation = try row.value("conversation") as Int64? {
          .conversation(conversation)
        } else {
          .tenant(try row.value("tenant"))
        }
      ids[object, default: []].append(try row.value("id"))
    }
    self.ids = ids
  }

  var isEmpty: Bool { ids.isEmpty }

  /// The numbers of the holds on a place; several may keep the same rows.
  func holds(on place: Place) -> [Int64] {
    guard !ids.isEmpty else { return [] }
    var found = (ids[.tenant(place.tenant)] ?? []) + (ids[.subject(place.subject)] ?? [])
    if let conversation = place.conversation { found += ids[.conversation(conversation)] ?? [] }
    return found
  }
}
