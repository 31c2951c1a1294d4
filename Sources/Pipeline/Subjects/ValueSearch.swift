package import Detection
package import Keys
import Records
import Redaction

/// What a value given by itself may be hashed as in a blind index.
package enum ValueSearch {
  /// The entries of a value: as each rule reads it that takes the whole of it for something, and
  /// as what it may be without one.
  ///
  /// - Throws: `CryptoError` when libcrypto refuses.
  package static func entries(
    of value: String, rules: RuleSet, key: SecretKey
  ) throws -> Set<UInt64> {
    let bytes = Array(value.utf8)
    var entries = try BlindIndex.entries(of: bytes.span, key: key)
    var settings = ExaminerSettings(
      rules: rules, policy: Policy(), operatorKey: key, lineLimit: bytes.count + 1,
      stopsAtRefusal: false)
    settings.indexesValues = true
    var examiner = try ChunkExaminer(settings)
    var emitter = IndexEmitter(key: key)
    let item = WorkItem()
    item.chunk = Chunk(bytes)
    item.form = .text
    try examiner.examine(item, emitter: &emitter)
    entries.formUnion(emitter.entries)
    return entries
  }
}

/// Notes the blind index of what stands alone in its line.
private struct IndexEmitter: LineEmitter {
  let key: SecretKey
  var entries: [UInt64] = []

  init(key: SecretKey) { self.key = key }

  mutating func blank(_ line: ScannedLine, _ bytes: Span<UInt8>, _ result: inout ChunkResult) {}
  mutating func end(_ bytes: Span<UInt8>, _ result: inout ChunkResult) {}
  mutating func refused(_ line: RefusedLine, _ bytes: Span<UInt8>, _ result: inout ChunkResult) {}

  mutating func record(
    _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>,
    _ examiner: borrowing ChunkExaminer, _ result: inout ChunkResult
  ) -> RefusalReason? {
    let isWhole = examiner.redactor.findings.contains { found in
      found.finding.start == line.start && found.finding.end == line.end
    }
    if isWhole { entries = examiner.redactor.blindIndex }
    return nil
  }

  func operatorKey(_ tenant: Span<UInt8>) -> SecretKey? { key }
}
