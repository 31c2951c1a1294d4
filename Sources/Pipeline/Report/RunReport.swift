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
  /// `ingest`: where damaged compressed sources break off; what lies behind is stored by no run until they are whole.
  package var damaged: [Refusal] = []
  /// Bytes of the sources read so far, as they lie in their files.
  var consumed = 0
  /// Bytes of all sources; nil unless all are files.
  var size: Int?
  /// Seconds from start to end.
  package var seconds = 0.0
  /// `ingest` only.
  package var stored: Int?
  package var duplicates = 0
  package var expired = 0
  package var clamped = 0
  /// `ingest`: commits that stored something.
  package internal(set) var commits = CommitTimes()

  package init() {}

  package var read: Int { tally.read }
  package var quarantined: Int { tally.quarantined }
  package var bytes: Int { tally.bytes }
  package var written: Int { tally.read - tally.quarantined }
  /// The share of the sources that is read, from 0 to 1; nil when nobody knows how much there is.
  package var share: Double? {
    size.flatMap { $0 > 0 ? min(1, Double(consumed) / Double($0)) : nil }
  }
  /// How long the rest takes if it goes on like this, in seconds.
  package var secondsLeft: Double? {
    share.flatMap { $0 > 0 ? seconds * (1 - $0) / $0 : nil }
  }

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
  package var json: String { object.finished }

  /// The summary so far, with the share that is read and the seconds left where they are known.
  package var progressJSON: String {
    var progress = object
    if let share { progress.add("share", raw: Self.decimal(share)) }
    if let secondsLeft { progress.add("seconds_left", raw: Self.decimal(secondsLeft)) }
    return progress.finished
  }

  /// A number with at most three digits behind the point.
  static func decimal(_ number: Double) -> String {
    String((number * 1000).rounded() / 1000)
  }

  private var object: JSONObjectWriter {
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
    summary.add("seconds", raw: Self.decimal(seconds))
    var byEntity = JSONObjectWriter()
    for (entity, count) in findings { byEntity.add(entity, count) }
    summary.add("findings", byEntity)
    var byReason = JSONObjectWriter()
    for (reason, count) in reasons { byReason.add(reason, count) }
    summary.add("reasons", byReason)
    return summary
  }
}
