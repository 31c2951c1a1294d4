import GRDB
import Keys
public import Retention

import struct Foundation.Data
import class Foundation.JSONDecoder

/// Which entries of the audit log to show. What is left nil is open.
public struct AuditQuery: Sendable {
  /// The first moment an entry may be of, and the first that is too late.
  public var since: Timestamp?
  public var until: Timestamp?
  public var actor: String?
  /// Plain ids; a subject's entries are those that name it and those that took it in with others:
  /// reads of its conversations, of its tenant, of everything.
  public var tenant: String?
  public var subject: String?

  public init() {}
}

/// The end of the audit log: kept elsewhere, it shows later that nothing before it was changed.
public struct AuditHead: Equatable, Sendable {
  public let count: Int64
  /// The last entry's hash in hexadecimal digits; empty before the first.
  public let hash: String
}

extension Store {
  /// Gives the entries a query selects to `body`, oldest first, with their tenant's name.
  ///
  /// Who asked is in the log before anything is given; the entry that says so comes with the next reading. One tenant
  /// is not told the figures of what took in others too. Throws `StoreError.notStored` when the store has no such tenant
  /// or subject, `badTag`, or what `body` throws. Complexity: the whole log; memory stays flat.
  public func readAudit(
    _ query: AuditQuery, _ deed: Deed, _ body: (AuditRecord, _ tenant: String?) throws -> Void
  ) throws {
    let (scope, end) = try StoreError.mapping {
      try queue.unsafeRead { (try AuditScope(query, self, $0), try AuditLog.head($0).count) }
    }
    try auditListing(.readAudit, of: "audit", deed, naming: scope.detail)
    var opener = try StoreError.mapping { try RecordOpener(store: self) }
    var after: Int64 = 0
    while true {
      let page = try StoreError.mapping {
        try queue.unsafeRead { try Self.auditPage(query, after: after, upTo: end, $0) }
      }
      guard let last = page.last else { return }
      for var record in page {
        guard try scope.takesIn(record) else { continue }
        let tenant = try AuditScope.detail(of: record)["tenant"]
        if query.tenant != nil, tenant == nil { record.detail = "{}" }
        try body(record, try tenant.map { try opener.tenantName($0) })
      }
      after = last.id
    }
  }

  /// The end of the audit log.
  public func auditHead() throws(StoreError) -> AuditHead {
    try StoreError.mapping {
      let head = try queue.unsafeRead { try AuditLog.head($0) }
      return AuditHead(count: head.count, hash: head.hash.hexadecimal)
    }
  }

  private static func auditPage(
    _ query: AuditQuery, after: Int64, upTo last: Int64, _ db: Database
  ) throws -> [AuditRecord] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT * FROM audit WHERE id > ?1 AND id <= ?5 AND (?2 IS NULL OR at >= ?2) AND (?3 IS NULL OR at < ?3)
          AND (?4 IS NULL OR actor = ?4) ORDER BY id LIMIT 1000
        """,
      arguments: [after, query.since?.milliseconds, query.until?.milliseconds, query.actor, last]
    ).map(AuditRecord.init)
  }
}

/// Whom an audit query asks about, in row numbers.
private struct AuditScope {
  private var tenants: Set<Int64>?
  private var subjects: Set<Int64>?
  private var conversations: Set<Int64> = []

  init(_ query: AuditQuery, _ store: Store, _ db: Database) throws {
    let lookup = IdentityLookup(store: store, db: db)
    if let name = query.tenant {
      let tenant = try lookup.storedTenant(named: name)
      tenants = [tenant]
    }
    guard let id = query.subject else { return }
    var owners: Set<Int64> = []
    var found: Set<Int64> = []
    for tenant in try tenants.map(Array.init) ?? lookup.tenants() {
      guard let subject = try lookup.subject(id, tenant: tenant) else { continue }
      owners.insert(tenant)
      found.insert(subject)
      conversations.formUnion(
        try Int64.fetchSet(
          db,
          sql: """
            SELECT conversation FROM participants
            WHERE subject = ? AND conversation IS NOT NULL
            """, arguments: [subject]))
    }
    guard !found.isEmpty else { throw StoreError.notStored(.subject) }
    tenants = owners
    subjects = found
  }

  /// Whom the query names, where that is one tenant or one person.
  var detail: [(AuditEntry.Detail, Int64)] {
    var detail: [(AuditEntry.Detail, Int64)] = []
    if let tenants, tenants.count == 1, let tenant = tenants.first {
      detail.append((.tenant, tenant))
    }
    if let subjects, subjects.count == 1, let subject = subjects.first {
      detail.append((.subject, subject))
    }
    return detail
  }

  /// Whether an entry names those asked about, or everybody.
  func takesIn(_ record: AuditRecord) throws -> Bool {
    let detail = try Self.detail(of: record)
    if let tenants, let tenant = detail["tenant"], !tenants.contains(tenant) { return false }
    guard let subjects else { return true }
    if let subject = detail["subject"] { return subjects.contains(subject) }
    if let conversation = detail["conversation"] { return conversations.contains(conversation) }
    return true
  }

  static func detail(of record: AuditRecord) throws -> [String: Int64] {
    do {
      return try JSONDecoder().decode([String: Int64].self, from: Data(record.detail.utf8))
    } catch { throw StoreError.damaged(kind: .audit, id: record.id) }
  }
}
