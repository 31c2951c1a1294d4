import Records

/// Counts of a chunk or a run.
struct Tally: Sendable {
  /// Records read: lines that are not blank.
  var read = 0
  var quarantined = 0
  var bytes = 0
  /// Replaced values by entity index.
  var findings: [Int] = []
  /// Quarantined lines by reason, in the order of ``RefusalReason/allCases``.
  var reasons = [Int](repeating: 0, count: RefusalReason.allCases.count)

  mutating func clear(entities: Int) {
    read = 0
    quarantined = 0
    bytes = 0
    if findings.count != entities { findings = [Int](repeating: 0, count: entities) }
    for index in findings.indices { findings[index] = 0 }
    for index in reasons.indices { reasons[index] = 0 }
  }

  mutating func refuse(_ reason: RefusalReason) {
    read += 1
    quarantined += 1
    reasons[RefusalReason.allCases.firstIndex(of: reason)!] += 1
  }

  mutating func add(_ other: Tally) {
    read += other.read
    quarantined += other.quarantined
    bytes += other.bytes
    if findings.count < other.findings.count {
      findings.append(
        contentsOf: repeatElement(0, count: other.findings.count - findings.count))
    }
    for index in other.findings.indices { findings[index] += other.findings[index] }
    for index in reasons.indices { reasons[index] += other.reasons[index] }
  }
}
