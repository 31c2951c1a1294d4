/// A run in the text format of Prometheus (exposition format 0.0.4): counts, no values.
package struct RunMetrics: Sendable {
  package var report = RunReport()
  package var isRunning = true
  package var hasFailed = false
  /// Chunks that are read and not written yet.
  package var queuedChunks = 0
  /// When the metrics were taken, in seconds since 1970.
  package var secondsSince1970 = 0.0
  /// When the first record of the store expires, in seconds since 1970; nil where there is none.
  package var oldestExpiry: Double?

  package init() {}

  /// The metrics, each with its type and help.
  package var text: String {
    var lines = MetricLines()
    lines.add("records_read_total", .counter, "Records read.", report.read)
    if let stored = report.stored {
      lines.add("records_stored_total", .counter, "Records stored.", stored)
      lines.add(
        "records_duplicate_total", .counter, "Records that were stored before.", report.duplicates)
    } else {
      lines.add("records_written_total", .counter, "Records written.", report.written)
    }
    lines.add("read_bytes_total", .counter, "Bytes of text read.", report.bytes)
    lines.add(
      "findings_total", .counter, "Values found.", label: "entity",
      report.findings.map { ($0.entity, $0.count) })
    lines.add(
      "records_quarantined_total", .counter, "Records refused.", label: "reason",
      report.reasons.map { ($0.reason, $0.count) })
    lines.add("queue_chunks", .gauge, "Chunks that are read and not written yet.", queuedChunks)
    if report.commits.count > 0 {
      lines.addHead("commit_seconds", .summary, "How long commits took.")
      lines.addValue("commit_seconds_sum", RunReport.decimal(report.commits.seconds))
      lines.addValue("commit_seconds_count", "\(report.commits.count)")
      lines.add(
        "commit_seconds_max", .gauge, "How long the longest commit took.", report.commits.longest)
    }
    if let oldestExpiry {
      lines.add(
        "store_oldest_expiry_timestamp_seconds", .gauge,
        "When the first record of the store expires.", oldestExpiry)
    }
    lines.add("run_seconds", .gauge, "How long the run has taken.", report.seconds)
    lines.add("run_active", .gauge, "1 while the run goes on.", isRunning ? 1 : 0)
    lines.add("run_failed", .gauge, "1 when the run ended with an error.", hasFailed ? 1 : 0)
    lines.add(
      "metrics_timestamp_seconds", .gauge, "When these lines were written.", secondsSince1970)
    return lines.text
  }
}

/// Lines of the exposition format, each name with the program's before it.
private struct MetricLines {
  enum Kind: String {
    case counter, gauge, summary
  }

  private(set) var text = ""

  mutating func addHead(_ name: String, _ kind: Kind, _ help: String) {
    text += "# HELP hush_\(name) \(help)\n# TYPE hush_\(name) \(kind.rawValue)\n"
  }

  mutating func addValue(_ name: String, _ value: String) {
    text += "hush_\(name) \(value)\n"
  }

  mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
    addHead(name, kind, help)
    addValue(name, RunReport.decimal(value))
  }

  mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Int) {
    addHead(name, kind, help)
    addValue(name, "\(value)")
  }

  /// One line for each label.
  mutating func add(
    _ name: String, _ kind: Kind, _ help: String, label: String,
    _ values: [(label: String, value: Int)]
  ) {
    addHead(name, kind, help)
    for entry in values {
      // What JSON escapes in names that people give, this format escapes likewise.
      addValue("\(name){\(label)=\(JSONObjectWriter.quoted(entry.label))}", "\(entry.value)")
    }
  }
}

/// How long a run's commits took.
package struct CommitTimes: Sendable {
  package private(set) var count = 0
  package private(set) var seconds = 0.0
  package private(set) var longest = 0.0

  package init() {}

  mutating func add(_ duration: Duration) {
    let taken = duration / .seconds(1)
    count += 1
    seconds += taken
    longest = max(longest, taken)
  }
}
