import GRDB
import Keys

import struct Foundation.Data
import class Foundation.JSONDecoder

/// What takes the place of a record's content: redacted, with what was found and replaced in it.
package struct RecordContent: Sendable {
  package var record: [UInt8]
  /// Entity to count.
  package var findings: [String: Int]
  /// Keyed hashes by which the values replaced can be found again.
  package var blindIndex: [UInt64]
  /// How many values that were replaced before are gone with the old content.
  package var outdatedValues = 0

  package init(record: [UInt8], findings: [String: Int], blindIndex: [UInt64]) {
    self.record = record
    self.findings = findings
    self.blindIndex = blindIndex
  }
}

/// New content for a row, sealed in the old one's place.
///
/// What was found before stays counted beside what is found now, and found by its value, unless
/// all that was replaced before is gone: a blind index does not tell one value from another.
struct ContentChange {
  private let row: Selection.Row
  private let sealed: [UInt8]
  private let findings: String?
  private let blindIndex: [UInt8]

  init(_ row: Selection.Row, _ content: RecordContent, opener: inout RecordOpener) throws {
    self.row = row
    findings = try Self.sum(row.findings, content.findings)
    let isOutdated =
      row.blindIndex.count <= content.outdatedValues * MemoryLayout<UInt64>.size
    var index = isOutdated ? [] : row.blindIndex
    for entry in content.blindIndex { index.append(bigEndian: entry) }
    blindIndex = index
    sealed = try opener.seal(
      content.record.span, inPlaceOf: row, findings: Array((findings ?? "").utf8),
      blindIndex: index)
  }

  /// Replaces the content if it is as it was read: somebody may have changed or deleted it since.
  ///
  /// - Returns: the row as it is now; nil when nothing was changed.
  func apply(
    to db: Database, _ sums: RowSums, _ ledger: inout SpanLedger
  ) throws -> StoredRow? {
    let update = try db.cachedStatement(
      sql: """
        UPDATE records SET payload = ?, findings = ?, blind_index = ?
        WHERE seq = ? AND payload = ?
        """)
    try update.execute(arguments: [
      Data(sealed), findings, blindIndex.isEmpty ? nil : Data(blindIndex), row.seq,
      Data(row.payload),
    ])
    guard db.changesCount == 1, let changed = try StoredRow.fetch(db, seq: row.seq) else {
      return nil
    }
    try ledger.resize(changed, from: Int64(row.payload.count))
    // Its date may be another one than when it was read; its seal is the one that was replaced.
    var before = changed.facts
    before.seal = row.facts.seal
    try sums.remove(before)
    try sums.add(changed.facts)
    return changed
  }

  /// A findings object with more findings, in the order of their names; nil for none.
  private static func sum(_ findings: String?, _ more: [String: Int]) throws -> String? {
    let before = try findings.map {
      try JSONDecoder().decode([String: Int].self, from: Data($0.utf8))
    }
    let sum = (before ?? [:]).merging(more, uniquingKeysWith: +).sorted { $0.key < $1.key }
    guard !sum.isEmpty else { return nil }
    return "{" + sum.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
  }
}
