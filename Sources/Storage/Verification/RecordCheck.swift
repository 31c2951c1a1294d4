import GRDB
import Keys
import Retention

/// Opens the records of stretches of sequence numbers, on one thread.
///
/// A value without copies: the members of a class would be checked for exclusive access at every
/// use, which took a tenth of the time.
struct RecordCheck: ~Copyable {
  static let windowLength: Int64 = 4_096

  private let store: Store
  private let checks: Verifier
  private let isClean: RecordScan?
  private let rows: HotStatement
  private let sourceRows: HotStatement
  private let participants: SealedParticipants
  private let registry: DataClassRegistry
  private var cipher: SealingContext
  private var schedules: [Int64: RetentionSchedule] = [:]
  private var terms: Terms?
  private var sources: [Int64: Source] = [:]
  private var source: Source?
  private var figures = StoredFigures()
  private var lost: [Int64] = []
  private var sum: BlockSum
  // Reused from row to row.
  private var sealed: [UInt8] = []
  private var associated: [UInt8] = []
  private var text: [UInt8] = []
  private var findings: [UInt8] = []
  private var blindIndex: [UInt8] = []

  /// Where records came from: nearly always the same as for the last record.
  private struct Source {
    let id: Int64
    let hash: Digest16
    let generation: Int32
  }

  /// What holds for a tenant's records of a class: nearly always the same as for the last record.
  private struct Terms {
    let tenant: Int64
    let classCode: Int64
    let rule: RetentionRule?
  }

  init(_ store: Store, _ checks: Verifier, _ isClean: RecordScan?) throws {
    let cipher = try SealingContext()
    let sum = try store.sums.emptyRecordSum()
    let (registry, rows, sourceRows, participants) = try store.queue.unsafeRead { db in
      try store.ring.queue.unsafeRead { ring in
        (
          try DataClassRegistry.fetch(db),
          try HotStatement(
            db,
            sql: """
              SELECT seq, participant, class, purpose, occurred_at, ingested_at, expires_at,
                source, byte_offset, payload, flags, unique_hash, findings, blind_index, line, run
              FROM records WHERE seq >= ? AND seq < ?
              """),
          try HotStatement(db, sql: "SELECT hash, generation FROM sources WHERE id = ?"),
          try SealedParticipants(store, db, ring)
        )
      }
    }
    self.store = store
    self.checks = checks
    self.isClean = isClean
    self.cipher = cipher
    self.sum = sum
    self.registry = registry
    self.rows = rows
    self.sourceRows = sourceRows
    self.participants = participants
  }

  /// Hands in the figures of what was checked, and lets go of the connection's statements.
  mutating func close() throws {
    checks.add(figures, records: try sum.total())
    store.queue.unsafeRead { _ in
      store.ring.queue.unsafeRead { _ in
        rows.close()
        sourceRows.close()
        participants.close()
      }
    }
  }

  /// Opens every record of a stretch, and looks at its date and what it says.
  mutating func check(_ window: Range<Int64>) throws {
    try store.queue.unsafeRead { db in
      try store.ring.queue.unsafeRead { _ in
        // One state for rows and participants: a sweep may take both meanwhile.
        try db.beginTransaction(.deferred)
        defer { try? db.rollback() }
        try checkRows(window, db)
      }
    }
    try noteLost()
  }

  private mutating func checkRows(_ window: Range<Int64>, _ db: Database) throws {
    rows.bind(1, window.lowerBound)
    rows.bind(2, window.upperBound)
    defer { rows.rewind() }
    var count = 0
    while try rows.next() {
      count += 1
      try checks.note { try checkRow(db) }
    }
    checks.count(count)
  }

  private mutating func checkRow(_ db: Database) throws {
    let seq = rows.integer(0)
    let participant = try participants.participant(rows.integer(1))
    figures.add(tenant: participant.tenant, bytes: rows.byteCount(9))
    rows.copy(9, into: &sealed)
    let facts = RecordFacts(
      seq: seq, seal: RecordFacts.mark(of: sealed.span), line: rows.integer(14),
      run: rows.integer(15),
      expiresAt: rows.isNull(6) ? nil : Timestamp(milliseconds: rows.integer(6)))
    guard facts.areRepresentable else { throw StoreError.damaged(kind: .record, id: seq) }
    try sum.add(facts)
    guard let key = participant.key else {
      lost.append(seq)
      return
    }
    let damaged = StoreError.damaged(kind: .record, id: seq)
    guard rows.integer(10) >> 8 == 0, let classCode = UInt16(exactly: rows.integer(2)),
      let purpose = UInt8(exactly: rows.integer(3)).flatMap(Purpose.init(rawValue:)),
      let terms = try terms(of: rows.integer(2), tenant: participant.tenant, db)
    else { throw damaged }
    let source = try source(rows.integer(7))
    let occurredAt = Timestamp(milliseconds: rows.integer(4))
    rows.copy(12, into: &findings)
    rows.copy(13, into: &blindIndex)
    let hash = rows.bytes(11)
    let columns = SealedColumns(
      classCode: classCode, purpose: purpose, occurredAt: occurredAt,
      ingestedAt: Timestamp(milliseconds: rows.integer(5)),
      flags: RecordFlags(rawValue: UInt8(truncatingIfNeeded: rows.integer(10))),
      byteOffset: rows.integer(8), uniqueHash: Digest16(hash.span), findings: findings[...],
      blindIndex: blindIndex[...])
    associated.removeAll(keepingCapacity: true)
    associated.append(contentsOf: participant.associatedData)
    AssociatedData.append(
      columns, source: source.hash, generation: source.generation, to: &associated)
    do {
      try open(under: key)
    } catch CryptoError.notAuthentic { throw damaged }
    checkDate(seq, terms, occurredAt)
    guard let isClean else { return }
    let record = text
    if try !isClean(record.span) { checks.add(.personalData, seq) }
  }

  /// Opens the seal at hand into the text at hand.
  private mutating func open(under key: SecretKey) throws(CryptoError) {
    // Owned for the call: a span of a member would keep all of `self` borrowed.
    let (sealed, associated) = (self.sealed, self.associated)
    text.removeAll(keepingCapacity: true)
    try cipher.open(sealed.span, under: key, associated: associated.span, appendingTo: &text)
  }

  private mutating func source(_ id: Int64) throws -> Source {
    if let source, source.id == id { return source }
    let found = try sources[id] ?? findSource(id)
    sources[id] = found
    source = found
    return found
  }

  private func findSource(_ id: Int64) throws -> Source {
    sourceRows.bind(1, id)
    guard try sourceRows.next() else { throw StoreError.damaged(kind: .source, id: id) }
    defer { sourceRows.rewind() }
    let bytes = sourceRows.bytes(0)
    guard let hash = Digest16(bytes.span), let generation = Int32(exactly: sourceRows.integer(1))
    else { throw StoreError.damaged(kind: .source, id: id) }
    return Source(id: id, hash: hash, generation: generation)
  }

  /// Nil for a class that nobody knows.
  private mutating func terms(of classCode: Int64, tenant: Int64, _ db: Database) throws -> Terms? {
    if let terms, terms.classCode == classCode, terms.tenant == tenant { return terms }
    guard let dataClass = UInt16(exactly: classCode).flatMap({ registry.dataClass(of: $0) }) else {
      return nil
    }
    let schedule = try schedules[tenant] ?? RetentionSchedule.fetch(db, tenant: tenant)
    schedules[tenant] = schedule
    let found = Terms(tenant: tenant, classCode: classCode, rule: schedule.rule(for: dataClass))
    terms = found
    return found
  }

  /// A record may stay shorter than today's rules say, never longer: whichever moment its period
  /// was counted from.
  private func checkDate(_ seq: Int64, _ terms: Terms, _ occurredAt: Timestamp) {
    let ingestedAt = Timestamp(milliseconds: rows.integer(5))
    guard let rule = terms.rule, rule.anchor == .occurred,
      let latest = rule.expiry(occurredAt: max(occurredAt, ingestedAt), accountDeletedAt: nil)
    else { return }
    if rows.isNull(6) || rows.integer(6) > latest.milliseconds { checks.add(.expiry, seq) }
  }

  /// Records without a key, unless a sweep was just taking them.
  private mutating func noteLost() throws {
    try store.queue.unsafeRead { db in
      let statement = try db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM records WHERE seq = ?)")
      for seq in lost where try Bool.fetchOne(statement, arguments: [seq]) == true {
        checks.add(.recordWithoutKey, seq)
      }
    }
    lost.removeAll()
  }
}
