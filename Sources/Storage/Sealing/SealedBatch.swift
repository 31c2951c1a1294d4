import Keys
import Retention

/// Sealed rows on their way from a worker to the writer; reused from chunk to chunk.
///
/// One batch holds lines of one source, in their order. All payloads share one buffer, so that a
/// row costs no allocation.
public struct SealedBatch: Sendable {
  var rows: [SealedRow] = []
  var quarantined: [SealedLine] = []
  var participants: [Participant] = []
  /// Payloads and quarantined lines, sealed, end to end.
  var sealed: [UInt8] = []
  /// The findings of all rows as JSON objects, end to end, and as counts.
  var findings: [UInt8] = []
  /// The blind indexes of all rows, end to end.
  var blindIndexes: [UInt8] = []
  var findingCounts: [FindingCount] = []
  /// What the rows refer to outside the store, each a sealed part of `sealed`.
  var references: [Slice] = []
  var source: SourceHandle?
  var ingestedAt = Timestamp(milliseconds: 0)

  public init() {}

  mutating func reset(source: SourceHandle, ingestedAt: Timestamp) {
    rows.removeAll(keepingCapacity: true)
    quarantined.removeAll(keepingCapacity: true)
    participants.removeAll(keepingCapacity: true)
    sealed.removeAll(keepingCapacity: true)
    findings.removeAll(keepingCapacity: true)
    blindIndexes.removeAll(keepingCapacity: true)
    findingCounts.removeAll(keepingCapacity: true)
    references.removeAll(keepingCapacity: true)
    self.source = source
    self.ingestedAt = ingestedAt
  }

  /// What a row's seal covers of its columns.
  func sealedColumns(of row: SealedRow, purpose: Purpose) -> SealedColumns {
    SealedColumns(
      classCode: row.classCode, purpose: purpose, occurredAt: row.occurredAt,
      ingestedAt: ingestedAt, flags: row.flags, byteOffset: row.byteOffset,
      uniqueHash: row.uniqueHash, findings: findings[row.findings.range],
      blindIndex: blindIndexes[row.blindIndex.range])
  }
}

/// A part of one of a batch's buffers.
struct Slice: Sendable {
  var start: Int
  var count: Int

  var range: Range<Int> { start..<start + count }
}

/// What the writer needs of one record.
struct SealedRow: Sendable {
  /// An index into the batch's participants.
  var participant: Int
  var classCode: UInt16
  var flags: RecordFlags
  var occurredAt: Timestamp
  var expiresAt: Timestamp?
  /// From the batch's first line.
  var line: Int
  /// From the source's first byte.
  var byteOffset: Int64
  var payload: Slice
  var findings: Slice
  var blindIndex: Slice
  var findingCounts: Slice
  var references: Slice
  var uniqueHash: Digest16?
}

/// What the writer needs of one refused line.
struct SealedLine: Sendable {
  var line: Int
  var byteOffset: Int64
  var length: Int
  var reason: QuarantineReason
  var day: QuarantineDay
  var sealed: Slice
}

/// What was unusual about a record when it came; stored, so never renumber.
struct RecordFlags: OptionSet, Sendable {
  let rawValue: UInt8
  static let clamped = RecordFlags(rawValue: 1)
  static let cameExpired = RecordFlags(rawValue: 2)
  static let retainedFromIngest = RecordFlags(rawValue: 4)
}

/// Why a line went to quarantine.
public enum QuarantineReason: String, CaseIterable, Sendable {
  case badJSON = "bad-json"
  case badUTF8 = "bad-utf8"
  case tooLong = "too-long"
  case tooDeep = "too-deep"
  case matchLimit = "match-limit"
  case unverified
  case noPeriod = "no-period"
  case contractEnded = "contract-ended"
  case badCaption = "bad-caption"
}
