import ArgumentParser
import Pipeline
import Retention
import Storage

struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Deletes what is past its date, and destroys the keys that nothing needs any more.",
    discussion: """
      What is under a legal hold stays. A sweep may run beside an ingest, be stopped and be run again. \
      A conversation's key dies with its last record, so that copies in backups can't be read any more either.

      EXAMPLES
        hush sweep --store chats.db
        hush sweep --store chats.db --dry-run --as-of 2030-01-01T00:00:00Z
      """)

  @Option(help: ArgumentHelp("What is past its date then; now by default.", valueName: "time"))
  var asOf: MomentArgument?
  @Flag(help: "Only say what would go, and what holds keep.") var dryRun = false
  @OptionGroup var list: DeletionArguments
  @Flag(help: "One JSON object.") var json = false
  @OptionGroup(title: "Store") var store: StoreArguments

  func run() throws {
    let now = Timestamp.now
    let moment = asOf?.moment ?? now
    guard moment <= now || dryRun else {
      throw ValidationError(
        "--as-of lies ahead: what is not past its date yet can only be shown, with --dry-run.")
    }
    if dryRun, list.path != nil {
      throw ValidationError("--deletions lists what has gone: it can't be combined with --dry-run.")
    }
    if dryRun {
      let report = try store.open().previewSweep(asOf: moment, store.deed)
      return try Terminal.answer(
        json: json, Self.members(report) + [("held_by", Self.holds(report))],
        Self.preview(report))
    }
    let stop = try StopSignal()
    stop.listen()
    var options = SweepOptions(asOf: moment, actor: store.actor) { .now }
    options.reason = store.reason
    options.shouldStop = { stop.isStopped }
    let opened = try store.open()
    let report = try DeletionFile.listing(
      DeletionQuery(), to: list.path, from: opened, store.deed
    ) { try opened.sweep(options) }
    let listed = try opened.countDeletions()
    try Terminal.answer(
      json: json,
      Self.members(report) + (listed > 0 ? [("external_deletions", "\(listed)")] : []),
      Self.sentence(report, listed: listed))
    if let signal = stop.caughtSignal { throw CommandFailure(128 + signal, nil) }
  }

  private static func members(_ report: SweepReport) -> [(name: String, value: String)] {
    [
      ("as_of", "\"\(report.asOf.rfc3339)\""), ("deleted", "\(report.deleted)"),
      ("held", "\(report.held)"), ("expired_left", "\(report.expiredLeft)"),
      ("wal_truncated", "\(report.isWALTruncated)"),
    ]
  }

  private static func holds(_ report: SweepReport) -> String {
    var holds = JSONObjectWriter()
    for (hold, count) in report.heldBy.sorted(by: { $0.key < $1.key }) {
      holds.add(String(hold), Int(count))
    }
    return holds.finished
  }

  private static func sentence(_ report: SweepReport, listed: Int64) -> String {
    var sentences = [
      "\(counted(report.deleted, "record")) past their date by \(report.asOf.rfc3339) deleted, "
        + "\(counted(report.keysDestroyed, "key")) destroyed."
    ]
    if report.quarantinedDeleted > 0 {
      sentences.append("\(counted(report.quarantinedDeleted, "quarantined line")) deleted.")
    }
    if report.held > 0 {
      sentences.append(
        "\(counted(report.held, "record")) past their date kept by legal holds (\(named(report))).")
    }
    if report.expiredLeft > 0 {
      sentences.append(
        "\(counted(report.expiredLeft, "record")) past their date still there; sweep again.")
    }
    if listed > 0 {
      sentences.append(
        "\(counted(listed, "thing")) outside the store to delete: see `hush deletions list`.")
    }
    sentences.append(
      report.isWALTruncated
        ? "The write-ahead logs were emptied."
        : "The write-ahead logs could not be emptied, because somebody was reading: "
          + "sealed copies of deleted records are still in them. Sweep again.")
    return sentences.joined(separator: " ")
  }

  private static func preview(_ report: SweepReport) -> String {
    var sentences = [
      "A sweep as of \(report.asOf.rfc3339) would delete \(counted(report.deleted, "record"))"
        + " and \(counted(report.quarantinedDeleted, "quarantined line"))."
    ]
    sentences.append(
      report.held == 0
        ? "No hold keeps anything from it."
        : "Legal holds would keep \(counted(report.held, "record")) (\(named(report))).")
    sentences.append("No record was deleted.")
    return sentences.joined(separator: " ")
  }

  private static func named(_ report: SweepReport) -> String {
    report.heldBy.sorted { $0.key < $1.key }.map { "hold \($0.key): \($0.value)" }
      .joined(separator: ", ")
  }
}
