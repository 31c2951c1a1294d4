import GRDB
import Keys
import Retention

import struct Foundation.Data

/// Keyed sums over the rows of a store's tables, kept while rows change and sealed with every commit.
///
/// A row that was changed, added or removed in another way than by this program makes its table's sum disagree with
/// its rows. The seal is bound to the store's state and to the end of the audit log, so that no older sums can be put
/// in the place of today's.
///
/// Sums that do not open are left alone: the store goes on working, and `verify` goes on saying so.
final class RowSums: @unchecked Sendable {
  // Unchecked: used only inside the serial access of the connection that it is attached to.
  private let storeID: StoreID
  private let sealingKey: SecretKey
  private var hasher: KeyedHasher
  private let recordKey: SecretKey
  private var records: BlockSum
  /// What the transaction at hand has changed, by the table's place.
  private var changes = [UInt128](repeating: 0, count: SummedTables.names.count)
  /// The same, of tables whose rows are summed in blocks.
  private let numbered: [Int: NumberedRows]
  /// What the sums were when the transaction began; nil when they could not be opened.
  private var before: Totals?

  /// The sums of all tables.
  struct Totals: Equatable {
    /// By the table's place among `SummedTables.names`.
    var tables: [UInt128]
    var records: UInt128
  }

  init(store: StoreID, sealing: SecretKey, audit: SecretKey) throws(CryptoError) {
    let hasher = try KeyedHasher(key: audit.derived("hush row sums v1"))
    let recordKey = try audit.derived("hush record sums v1")
    let records = try BlockSum(key: recordKey)
    let numberedKey = try audit.derived("hush numbered row sums v1")
    var numbered: [Int: NumberedRows] = [:]
    for place in SummedTables.placesInBlocks {
      numbered[place] = try NumberedRows(place: place, key: numberedKey)
    }
    self.recordKey = recordKey
    storeID = store
    sealingKey = sealing
    self.hasher = hasher
    self.records = records
    self.numbered = numbered
  }

  /// Forgets what an earlier transaction changed, and sees what the sums are; call it under the write lock.
  func begin(_ db: Database) throws {
    reset()
    before = try sealed(db)
  }

  /// Seals the sums as they are after the transaction's last change; the commit follows.
  func seal(into db: Database) throws {
    guard let before else { return }
    var totals = before
    let changed = try changed()
    for place in changed.indices { totals.tables[place] &+= changed[place] }
    totals.records &+= try records.total()
    try write(totals, to: db)
  }

  /// Seals the sums of the rows that there are, whoever put them there.
  func sealAll(_ db: Database) throws {
    try write(counted(db), to: db)
    before = nil
  }

  /// The sums of the rows that there are. Complexity: every row is read.
  ///
  /// - Parameter known: the sum of the records, when they were read before.
  func counted(_ db: Database, records known: UInt128? = nil) throws -> Totals {
    reset()
    defer { reset() }
    try SummedTables.addRows(db)
    let tables = try changed()
    if let known { return Totals(tables: tables, records: known) }
    let rows = try HotStatement(
      db, sql: "SELECT seq, substr(payload, 1, 8), line, run, expires_at FROM records")
    defer { rows.close() }
    while try rows.next() {
      let seal = rows.bytes(1)
      try add(
        RecordFacts(
          seq: rows.integer(0), seal: RecordFacts.mark(of: seal.span), line: rows.integer(2),
          run: rows.integer(3),
          expiresAt: rows.isNull(4) ? nil : Timestamp(milliseconds: rows.integer(4))))
    }
    return Totals(tables: tables, records: try records.total())
  }

  /// A sum of no records, for a thread that reads some of them.
  func emptyRecordSum() throws(CryptoError) -> BlockSum { try BlockSum(key: recordKey) }

  func add(_ record: RecordFacts) throws(CryptoError) {
    try records.add(record)
  }

  func remove(_ record: RecordFacts) throws(CryptoError) {
    let blocks = record.blocks
    try records.remove(blocks.0)
    try records.remove(blocks.1)
    try records.remove(blocks.2)
  }

  /// Notes that a record has another date.
  func redate(_ record: RecordFacts, to moment: Timestamp) throws(CryptoError) {
    var redated = record
    redated.expiresAt = moment
    try records.remove(record.blocks.2)
    try records.add(redated.blocks.2)
  }

  /// Takes a row of a table in or out. Throws `CryptoError.unavailable`.
  ///
  /// - Parameter number: its first column, if that is a number.
  func count(_ row: RowImage, number: Int64?, isGone: Bool) throws(CryptoError) {
    let place = row.place
    if let number, try numbered[place]?.count(row.bytes, number: number, isGone: isGone) == true {
      return
    }
    let bytes = row.bytes
    let hash = try hasher.hash(bytes.span).truncated
    let image = UInt128(hash.high) << 64 | UInt128(hash.low)
    changes[place] = isGone ? changes[place] &- image : changes[place] &+ image
  }

  /// What has changed in each table.
  private func changed() throws(CryptoError) -> [UInt128] {
    var sums = changes
    for (place, rows) in numbered { sums[place] &+= try rows.total() }
    return sums
  }

  private func reset() {
    for rows in numbered.values { rows.reset() }
    for place in changes.indices { changes[place] = 0 }
    records.reset()
    before = nil
  }
}

// MARK: - The seal

extension RowSums {
  /// The sums as they were sealed last; nil when they do not open: sums, state or log were changed.
  func sealed(_ db: Database) throws -> Totals? {
    let stored = try Data.fetchOne(db.cachedStatement(sql: "SELECT sealed_sums FROM store_state"))
    let sealed = [UInt8](stored ?? Data())
    let associated = try associatedData(db)
    var context = try SealingContext()
    var text: [UInt8] = []
    do {
      try context.open(
        sealed.span, under: sealingKey, associated: associated.span, appendingTo: &text)
    } catch CryptoError.notAuthentic { return nil }
    guard text.count == (SummedTables.names.count + 1) * 16 else { return nil }
    var sums: [UInt128] = []
    for start in stride(from: 0, to: text.count, by: 16) {
      let (high, low) = (text.span.bigEndianWord(at: start), text.span.bigEndianWord(at: start + 8))
      sums.append(UInt128(high) << 64 | UInt128(low))
    }
    return Totals(tables: Array(sums.dropLast()), records: sums[sums.count - 1])
  }

  private func write(_ totals: Totals, to db: Database) throws {
    var text: [UInt8] = []
    for sum in totals.tables + [totals.records] { text.append(bigEndian: sum) }
    let associated = try associatedData(db)
    var context = try SealingContext()
    var sealed: [UInt8] = []
    try context.seal(
      text.span, under: sealingKey, associated: associated.span, appendingTo: &sealed)
    try db.cachedStatement(sql: "UPDATE store_state SET sealed_sums = ?")
      .execute(arguments: [Data(sealed)])
  }

  /// The store's state, but for the sums themselves, and the end of the audit log.
  private func associatedData(_ db: Database) throws -> [UInt8] {
    var bytes = AssociatedData.sums(store: storeID)
    let state = try Row.fetchOne(db.cachedStatement(sql: "SELECT * FROM store_state"))
    bytes += state?.encoded { $0 != "sealed_sums" } ?? []
    let head = try AuditLog.head(db)
    bytes.append(bigEndian: head.count)
    bytes.append(contentsOf: head.hash)
    return bytes
  }
}
