import Records
package import Storage

/// What a retry of quarantined lines came to.
package struct RetryReport: Sendable {
  /// Lines that were examined again.
  package var retried = 0
  /// Those that are records now.
  package var stored = 0
  /// Those that stay in quarantine.
  package var left: Int { retried - stored }
}

/// Runs `quarantine retry`.
package enum QuarantineRun {
  /// Examines quarantined lines anew and stores those that now are records, each as the line of
  /// its source that it is.
  ///
  /// A line leaves the quarantine in the commit that stores its record. One of which only the
  /// beginning was kept stays. A signal ends the run after a commit.
  /// - Throws: ``PipelineError`` or `StoreError`; what was committed before it stays.
  package static func run(
    _ options: RunOptions, lines: [QuarantinedLine], members: IngestMembers,
    into ingest: Ingest, stop: StopSignal
  ) throws -> RetryReport {
    let worker = try IngestStage.worker(options, members, ingest)
    let item = WorkItem()
    var report = RetryReport()
    for line in lines where !stop.isStopped {
      report.retried += 1
      // What is no caption could be JSON by accident.
      guard line.reason != RefusalReason.badCaption.rawValue,
        let text = try ingest.text(of: line), text.count == line.length
      else { continue }
      item.chunk = Chunk(text)
      item.form = form(of: text, options)
      worker.emitter.begin(item, try ingest.source(of: line), offset: Int(line.byteOffset))
      try worker.examiner.examine(item, emitter: &worker.emitter)
      swap(&worker.emitter.batch, &item.batch)
      if try ingest.append(item.batch, retrying: line) { report.stored += 1 }
      _ = try ingest.commitIfDue()
    }
    _ = try ingest.finish()
    return report
  }

  /// What is more than a line was a document.
  private static func form(of text: [UInt8], _ options: RunOptions) -> InputForm {
    options.form ?? (text.contains(UInt8(ascii: "\n")) ? .document : .jsonLines)
  }
}
