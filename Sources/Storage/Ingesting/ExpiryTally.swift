import GRDB
import Keys
import Retention

/// Counts a commit's rows by expiry day, tenant and class.
///
/// Rows come nearly in the order of time, so a few summary rows a commit tell a sweep where to
/// look. An index on the expiry was refused: it took a third off the insert's speed.
struct ExpiryTally {
  struct Key: Hashable {
    let day: Int
    let tenant: Int64
    let classCode: UInt16

    init(expiresAt: Timestamp?, tenant: Int64, classCode: UInt16) {
      day = expiresAt.map { min($0.day, dayOfNone - 1) } ?? dayOfNone
      self.tenant = tenant
      self.classCode = classCode
    }
  }

  struct Span {
    let firstSeq: Int64
    var lastSeq: Int64
    var count: Int64
    var bytes: Int64
    var firstExpiresAt: Timestamp?
  }

  /// The day of rows whose expiry cannot be named yet: after every day that can.
  static let dayOfNone = Int(Int32.max)

  private var spans: [Key: Span] = [:]
  private var current: (key: Key, span: Span)?

  /// Counts one row.
  mutating func add(
    expiresAt: Timestamp?, tenant: Int64, classCode: UInt16, seq: Int64, bytes: Int
  ) {
    let key = Key(expiresAt: expiresAt, tenant: tenant, classCode: classCode)
    if current?.key != key {
      putBack()
      current = (
        key,
        spans[key]
          ?? Span(firstSeq: seq, lastSeq: seq, count: 0, bytes: 0, firstExpiresAt: expiresAt)
      )
    }
    current?.span.lastSeq = seq
    current?.span.count += 1
    current?.span.bytes += Int64(bytes)
    if let expiresAt, let first = current?.span.firstExpiresAt, expiresAt < first {
      current?.span.firstExpiresAt = expiresAt
    }
  }

  /// Writes the summary rows and starts anew.
  mutating func flush(into db: Database) throws {
    for (key, span) in takeSpans() { try Self.insert(span, at: key, into: db) }
  }

  /// The summary of what was counted, which starts anew.
  mutating func takeSpans() -> [Key: Span] {
    putBack()
    defer { spans.removeAll(keepingCapacity: true) }
    return spans
  }

  static func insert(_ span: Span, at key: Key, into db: Database) throws {
    let statement = try db.cachedStatement(
      sql: "INSERT INTO expiry_spans VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    try statement.execute(arguments: [
      key.day, key.tenant, Int(key.classCode), span.firstSeq, span.lastSeq, span.count,
      span.bytes, span.firstExpiresAt?.milliseconds,
    ])
  }

  private mutating func putBack() {
    if let current { spans[current.key] = current.span }
    current = nil
  }
}
