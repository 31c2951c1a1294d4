import GRDB
import Keys
import Retention

import struct Foundation.Data

/// The consents of a store, each chained to the one before by a keyed hash, as audit entries are.
struct ConsentLog {
  private let store: Store
  private let db: Database

  init(_ store: Store, _ db: Database) {
    self.store = store
    self.db = db
  }

  /// Appends a statement; the caller holds the write lock.
  func append(_ statement: ConsentStatement, subject: Int64, _ deed: Deed) throws -> Consent {
    let last = try Row.fetchOne(db, sql: "SELECT id, hash FROM consents ORDER BY id DESC LIMIT 1")
    let consent = Consent(
      id: try (last?.number("id") ?? 0) + 1, use: statement.use, decision: statement.decision,
      isExplicit: statement.isExplicit, noticeVersion: statement.noticeVersion,
      decidedAt: deed.now, actor: deed.actor)
    let previous = [UInt8](try last?.value("hash") as Data? ?? Data())
    let hash = try hash(consent, subject: subject, previous: previous)
    try db.execute(
      sql: "INSERT INTO consents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        consent.id, subject, consent.use.rawValue, consent.decision.rawValue, consent.isExplicit,
        consent.noticeVersion, consent.decidedAt.milliseconds, consent.actor, Data(hash),
      ])
    return consent
  }

  /// What a person last said about a use.
  func last(of subject: Int64, on use: Consent.Use) throws -> Consent? {
    let statement = try db.cachedStatement(
      sql: "SELECT * FROM consents WHERE subject = ? AND use = ? ORDER BY id DESC LIMIT 1")
    return try Row.fetchOne(statement, arguments: [subject, use.rawValue]).map(Self.consent)
  }

  /// All that a person said, oldest first.
  func all(of subject: Int64) throws -> [Consent] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM consents WHERE subject = ? ORDER BY id", arguments: [subject]
    ).map(Self.consent)
  }

  /// The consent of this number.
  func consent(_ id: Int64) throws -> ConsentRelied? {
    let statement = try db.cachedStatement(sql: "SELECT * FROM consents WHERE id = ?")
    return try Row.fetchOne(statement, arguments: [id]).map {
      ConsentRelied(consent: try Self.consent($0), subject: "s\(try $0.value("subject") as Int64)")
    }
  }

  /// Looks at every consent; gives the numbers of those that are not as they were written.
  ///
  /// One that is missing at the end shows in the audit log, which names each consent there was.
  func check(_ body: (_ id: Int64, _ isSound: Bool) -> Void) throws {
    var previous: [UInt8] = []
    var expected: Int64 = 1
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM consents ORDER BY id")
    while let row = try rows.next() {
      let id = try row.number("id")
      let stored = [UInt8](try row.value("hash") as Data)
      let subject: Int64 = try row.value("subject")
      let consent = try? Self.consent(row)
      let isSound =
        try id == expected
        && consent.map { try hash($0, subject: subject, previous: previous) } == stored
      body(id, isSound)
      previous = stored
      expected = id + 1
    }
    let audited = try Int64.fetchOne(
      db, sql: "SELECT max(object_id) FROM audit WHERE object_kind = 'consent'")
    if let audited, audited >= expected { body(audited, false) }
  }

  private func hash(
    _ consent: Consent, subject: Int64, previous: [UInt8]
  ) throws -> [UInt8] {
    var hasher = try KeyedHasher(key: store.keys.audit)
    try hasher.begin()
    try hasher.add("hush consent v1")
    try hasher.add(previous)
    for number in [
      consent.id, subject, consent.isExplicit ? 1 : 0, consent.decidedAt.milliseconds,
    ] {
      var bytes: [UInt8] = []
      bytes.append(bigEndian: number)
      try hasher.add(bytes)
    }
    for text in [
      consent.use.rawValue, consent.decision.rawValue, consent.noticeVersion, consent.actor,
    ] { try hasher.add(Array(text.utf8)) }
    return try hasher.finish().bytes
  }

  private static func consent(_ row: Row) throws -> Consent {
    let id: Int64 = try row.value("id")
    guard let use = Consent.Use(rawValue: try row.value("use")),
      let decision = Consent.Decision(rawValue: try row.value("decision"))
    else { throw StoreError.damaged(kind: .consent, id: id) }
    return Consent(
      id: id, use: use, decision: decision, isExplicit: try row.value("explicit"),
      noticeVersion: try row.value("notice_version"),
      decidedAt: Timestamp(milliseconds: try row.value("decided_at")), actor: try row.value("actor")
    )
  }
}

extension TrainingConsent {
  /// What a consent says about training; nobody said anything when there is none.
  init(_ consent: Consent?) {
    switch consent?.decision {
    case nil: self = .none
    case .withdrawn: self = .withdrawn
    case .granted: self = .granted(explicitly: consent?.isExplicit == true)
    }
  }
}
