import Records

/// What a run did, for people and programs.
package struct RunReport: Sendable {
  /// The first refused line of a run that ended there.
  package struct Refusal: Sendable {
    package var source: String
    package var line: Int
    package var reason: String
  }

  var tally = Tally()
  package var entities: [String] = []
  package var stoppedAt: Refusal?
  /// `ingest`: a last line that is no JSON yet and was left for the next run.
  package var incomplete: Refusal?
  /// Seconds from start to end.
  package var seconds = 0.0
  /// `ingest` only.
  package var stored: Int?
  package var duplicates = 0
  package var expired = 0
  package var clamped = 0

  package init() {}

  package var read: Int { tally.read }
  package var quarantined: Int { tally.quarantined }
  package var bytes: Int { tally.bytes }
  package var written: Int { tally.read - tally.quarantined }

  /// Replaced values by entity, without the entities that were not found.
  package var findings: [(entity: String, count: Int)] {
    zip(entities, tally.findings).filter { $0.1 > 0 }.map { (entity: $0.0, count: $0.1) }
  }

  /// Quarantined lines by reason code, without the reasons that did not occur.
  package var reasons: [(reason: String, count: Int)] {
    zip(RefusalReason.allCases, tally.reasons).filter { $0.1 > 0 }
      .map { (reason: $0.0.rawValue, count: $0.1) }
  }

  /// The summary object of the command line.
  package var json: String {
    var summary = JSONObjectWriter()
    summary.add("read", read)
    if let stored {
      summary.add("stored", stored)
    } else {
      summary.add("written", written)
    }
    summary.add("duplicates", duplicates)
    summary.add("quarantined", quarantined)
    summary.add("expired", expired)
    summary.add("clamped", clamped)
    summary.add("bytes", bytes)
    summary.add("seconds", raw: String((seconds * 1000).rounded() / 1000))
    var byEntity = JSONObjectWriter()
    for (entity, count) in findings { byEntity.add(entity, count) }
    summary.add("findings", byEntity)
    var byReason = JSONObjectWriter()
    for (reason, count) in reasons { byReason.add(reason, count) }
    summary.add("reasons", byReason)
    return summary.finished
  }
}
