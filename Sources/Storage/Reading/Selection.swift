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
  /// Whether rows past their date are looked at, because a hold may keep them for this purpose.
  private let readsExpiredRows: Bool

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
    let run: Int64
    let flags: RecordFlags
    let findings: String?
    let uniqueHash: Digest16?
    let blindIndex: [UInt8]
    let payload: [UInt8]

    init(_ row: GRDB.Row) throws(StoreError) {
      seq = try row.value("seq")
      participant = try row.value("participant")
      classCode = try row.value("class")
      purpose = try row.value("purpose")
      occurredAt = Timestamp(milliseconds: try row.value("occurred_at"))
      ingestedAt = Timestamp(milliseconds: try row.value("ingested_at"))
      expiresAt = (try row.value("expires_at") as Int64?).map { Timestamp(milliseconds: $0) }
      source = try row.value("source")
      line = try row.value("line")
      byteOffset = try row.value("byte_offset")
      run = try row.value("run")
      flags = RecordFlags(rawValue: try row.value("flags"))
      findings = try row.value("findings")
      uniqueHash = (try row.value("unique_hash") as Data?).flatMap { Digest16([UInt8]($0).span) }
      blindIndex = [UInt8](try row.value("blind_index") as Data? ?? Data())
      payload = [UInt8](try row.value("payload") as Data)
    }

    /// What the row's seal covers of its columns.
    func sealedColumns(keptFor purpose: Purpose) -> SealedColumns {
      SealedColumns(
        classCode: classCode, purpose: purpose, occurredAt: occurredAt, ingestedAt: ingestedAt,
        flags: flags, byteOffset: byteOffset, uniqueHash: uniqueHash,
        findings: Array((findings ?? "").utf8)[...], blindIndex: blindIndex[...])
    }

    /// What the sum of all records says of the row.
    var facts: RecordFacts {
      RecordFacts(
        seq: seq, seal: RecordFacts.mark(of: payload.span), line: line, run: run,
        expiresAt: expiresAt)
    }
  }

  init(_ query: RecordQuery, store: Store, db: Database) throws {
    self.query = query
    let lookup = IdentityLookup(store: store, db: db)
    if let name = query.tenant { tenants = try lookup.tenant(named: name).map { [$0] } ?? [] }
    let hasHolds = try !LiveHolds(db).isEmpty
    readsExpiredRows = hasHolds && query.purpose == .legal
    guard query.subject != nil || query.conversation != nil else { return }
    if query.subject != nil { subjects = [] }
    if query.conversation != nil { conversations = [] }
    // Ids are hashed under their tenant's key: without a tenant, each tenant's is tried.
    for tenant in try tenants ?? lookup.tenants() {
      if let id = query.subject, let row = try lookup.subject(id, tenant: tenant) {
        subjects?.append(row)
      }
      if let id = query.conversation, let row = try lookup.conversation(id, tenant: tenant) {
        conversations?.append(row)
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
      let row = try Row(row)
      bytes += row.payload.count
      page.append(row)
    }
    return page
  }

  /// The page's statement. Narrow selections sort bare numbers out of the participant index;
  /// wide ones walk the rows, as sorting them would hold them all.
  private func sql(
    after seq: Int64, limit: Int, arguments: inout [any DatabaseValueConvertible]
  ) -> String {
    var conditions = ["r.seq > ?"]
    arguments.append(seq)
    if !readsExpiredRows {
      conditions.append("(r.expires_at IS NULL OR r.expires_at > ?)")
      arguments.append(query.now.milliseconds)
    }
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
