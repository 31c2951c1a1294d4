package import Detection
import Records
import Redaction

/// Redacts single lines in memory, for showing how it looks.
package enum Preview {
  /// What became of a line.
  package struct Result: Sendable {
    package var line: String
    package var report: RunReport
  }

  /// Redacts one line of JSON with the default policy.
  ///
  /// A line that can't be examined becomes the stub that a quarantined one leaves.
  /// - Throws: `CryptoError` when libcrypto refuses.
  package static func redact(_ line: String, rules: RuleSet) throws -> Result {
    let settings = ExaminerSettings(
      rules: rules, policy: Policy(), operatorKey: nil, lineLimit: 1 << 20,
      stopsAtRefusal: false)
    var examiner = try ChunkExaminer(settings)
    var emitter = RedactEmitter(stopsAtRefusal: false)
    let item = WorkItem()
    item.chunk = Chunk(Array(line.utf8))
    try examiner.examine(item, emitter: &emitter)
    var report = RunReport()
    report.entities = rules.entities
    report.tally = item.result.tally
    let redacted =
      item.result.isUnchanged ? line : String(decoding: item.result.output, as: UTF8.self)
    return Result(line: redacted, report: report)
  }
}

extension RunReport {
  /// Adds another report's counts.
  package mutating func add(_ other: RunReport) {
    if entities.isEmpty { entities = other.entities }
    tally.add(other.tally)
  }
}
