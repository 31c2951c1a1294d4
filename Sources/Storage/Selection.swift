import GRDB
import Keys
import Retention

import struct Foundation.Data

/// A query with its plain ids turned into row numbers.
struct Selection {
  /// Nil: any. Empty: nothing in the store can match.
  private(set) var tenants: [Int64]?
  private(set) var subjects: [Int64]?
  private(set) var conversations: [Int64]?
  private let query: RecordQuery

  /// A record's columns, before its seal is opened.
  struct Row {
    let seq: Int64
    let participant: Int64
    let classCode: UInt16
    let purpose: UInt8
    let occurredAt: Timestamp
    let ingestedAt: Timestamp
    let expiresAt: Timestamp?
    let source: Int64
    let line: Int64
    let byteOffset: Int64
    let findings: String?
    let payload: [UInt8]
  }

  init(_ query: RecordQuery, store: Store, db: Database) throws {
    self.query = query
    if let name = query.tenant {
      var hasher = try KeyedHasher(key: store.keys.identity)
      let hash = try IdentityHash.tenant(Array(name.utf8), &hasher)
      tenants = try Int64.fetchAll(
        db, sql: "SELECT id FROM tenants WHERE hash = ?", arguments: [hash.data])
    }
    guard query.subject != nil || query.conversation != nil else { return }
    try findIdentities(store: store, db: db)
  }

  /// Ids are hashed under their tenant's key: without a tenant, each tenant's is tried.
  private mutating func findIdentities(store: Store, db: Database) throws {
    if query.subject != nil { subjects = [] }
    if query.conversation != nil { conversations = [] }
    let rows = try GRDB.Row.fetchAll(db, sql: "SELECT id, identity_key FROM tenants")
    for row in rows where tenants?.contains(row["id"]) ?? true {
      guard let key = try store.ring.key(row["identity_key"], kind: .tenantIdentity) else {
        continue
      }
      var hasher = try KeyedHasher(key: key)
      if let subject = query.subject {
        let hash = try IdentityHash.subject(Array(subject.utf8), &hasher)
        subjects? += try Int64.fetchAll(
          db, sql: "SELECT id FROM subjects WHERE hash = ?", arguments: [hash.data])
      }
      if let conversation = query.conversation {
        let hash = try IdentityHash.conversation(Array(conversation.utf8), &hasher)
        conversations? += try Int64.fetchAll(
          db, sql: "SELECT id FROM conversations WHERE hash = ?", arguments: [hash.data])
      }
    }
  }

  /// Whether nothing can match.
  var isEmpty: Bool {
    tenants?.isEmpty == true || subjects?.isEmpty == true || conversations?.isEmpty == true
  }

  private static let pageRows = 1_000
  private static let pageBytes = 1 << 20

  /// The next rows after a sequence number: at least one if there is any, about 1 MiB at most.
  func page(after seq: Int64, limit: Int, db: Database) throws -> [Row] {
    var arguments: [any DatabaseValueConvertible] = []
    let sql = sql(after: seq, limit: min(limit, Self.pageRows), arguments: &arguments)
    let rows = try GRDB.Row.fetchCursor(
      db.cachedStatement(sql: sql), arguments: StatementArguments(arguments))
    var page: [Row] = []
    var bytes = 0
    while bytes < Self.pageBytes, let row = try rows.next() {
      let payload = [UInt8](row["payload"] as Data)
      bytes += payload.count
      page.append(
        Row(
          seq: row["seq"], participant: row["participant"], classCode: row["class"],
          purpose: row["purpose"], occurredAt: Timestamp(milliseconds: row["occurred_at"]),
          ingestedAt: Timestamp(milliseconds: row["ingested_at"]),
          expiresAt: (row["expires_at"] as Int64?).map { Timestamp(milliseconds: $0) },
          source: row["source"], line: row["line"], byteOffset: row["byte_offset"],
          findings: row["findings"], payload: payload))
    }
    return page
  }

  /// The page's statement. Narrow selections sort bare numbers out of the participant index;
  /// wide ones walk the rows, as sorting them would hold them all.
  private func sql(
    after seq: Int64, limit: Int, arguments: inout [any DatabaseValueConvertible]
  ) -> String {
    var conditions = ["r.seq > ?", "(r.expires_at IS NULL OR r.expires_at > ?)"]
    arguments += [seq, query.now.milliseconds] as [any DatabaseValueConvertible]
    if !query.purpose.readsRowsOfOthers {
      conditions.append("r.purpose = ?")
      arguments.append(Int(query.purpose.rawValue))
    }
    if let since = query.since {
      conditions.append("r.occurred_at >= ?")
      arguments.append(since.milliseconds)
    }
    if let until = query.until {
      conditions.append("r.occurred_at < ?")
      arguments.append(until.milliseconds)
    }
    let isNarrow = subjects != nil || conversations != nil
    var participants: [String] = []
    for (column, ids) in [
      ("tenant", tenants), ("subject", subjects), ("conversation", conversations),
    ] {
      guard let ids else { continue }
      participants.append("\(column) IN (\(ids.map { _ in "?" }.joined(separator: ",")))")
      arguments += ids as [any DatabaseValueConvertible]
    }
    if !participants.isEmpty {
      let column = isNarrow ? "r.participant" : "+r.participant"
      conditions.append(
        "\(column) IN (SELECT id FROM participants WHERE "
          + participants.joined(separator: " AND ") + ")")
    }
    arguments.append(limit)
    let filter = conditions.joined(separator: " AND ")
    guard isNarrow else {
      return "SELECT r.* FROM records AS r WHERE \(filter) ORDER BY r.seq LIMIT ?"
    }
    return """
      SELECT * FROM records WHERE seq IN (
        SELECT r.seq FROM records AS r WHERE \(filter) ORDER BY r.seq LIMIT ?) ORDER BY seq
      """
  }
}

extension Purpose {
  /// Whether rows kept for other purposes may be read for this one too.
  var readsRowsOfOthers: Bool {
    Purpose.allCases.allSatisfy { mayRead(rowKeptFor: $0) }
  }
}
