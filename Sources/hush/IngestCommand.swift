import ArgumentParser
import Detection
import Foundation
import Keys
import Pipeline
import Records
import Redaction
import Retention
import Storage

struct IngestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "Redacts records and stores them, encrypted, with an owner, a purpose and an expiry.",
    discussion: """
      The first ingest into a path makes the store and, unless a key is named, its key. Running the same \
      ingest again stores nothing twice: a file is known by its path and content, standard input by --source. \
      Lines that can't be examined are sealed into the store's quarantine for seven days.

      EXAMPLES
        hush ingest --store chats.db --source web < chats.jsonl
        hush ingest --store chats.db --tenant acme --key-file hush.key archive/
        hush ingest --store chats.db --map subject=/customer/id --unique id monday.jsonl
      """)

  @Argument(help: "Files or folders to read; stdin without any.")
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "A name for standard input: a replay from the first byte is known by it.",
      valueName: "name"))
  var source: String?

  @OptionGroup var records: IngestArguments
  @OptionGroup(title: "Store") var store: StoreArguments
  @OptionGroup(title: "What is found") var rules: RuleOptions
  @OptionGroup(title: "What takes its place") var replacement: PolicyOptions
  @OptionGroup(title: "Input") var input: InputOptions

  func validate() throws {
    if source != nil, !files.isEmpty {
      throw ValidationError("--source names standard input; files are known by their paths.")
    }
  }

  func run() throws {
    let stop = try StopSignal()
    stop.listen()
    let ruleSet = try rules.ruleSet()
    var options = RunOptions(rules: ruleSet)
    options.policy = try replacement.policy(entities: ruleSet.entities)
    options.form = input.input.form
    options.limits = input.limits
    options.workers = input.workers
    options.window = input.window.limits
    options.tenant = records.tenant ?? "default"
    options.known = KnownFields(mapped: try records.map.compactMap(KnownMapping.pointer))
    let progress = Progress(input.progress)
    let sources = try ingestSources()
    try Source.check(sources.map(\.source))
    try input.checkReports()

    // A store that is not there has no periods of its own: nothing is made for a class that none is built in for.
    if try Store.identity(at: store.file.store) == nil { try records.checkBuiltInPeriod() }
    let store = try store.openOrCreate()
    let ingest = try store.beginIngest(records.options(ruleSet, options.policy, for: self.store))
    let metrics = Metrics(input.metrics) {
      (try? store.statistics().nextExpiry).flatMap { $0 }
    }
    options.progress = metrics.callback(after: progress.callback)
    options.queue = metrics.queue
    let report = try metrics.during {
      try IngestRun.run(
        options, sources: sources, members: try records.members(), into: ingest, stop: stop)
    }
    progress.finish()
    if let incomplete = report.incomplete {
      Terminal.diagnostic(
        "\(incomplete.source):\(incomplete.line): the last line is not complete; left for the next run"
      )
    }
    for damage in report.damaged {
      Terminal.diagnostic(
        "\(damage.source):\(damage.line): \(damage.reason); nothing from there on was stored. "
          + "Run it again when the file is whole")
    }
    try input.writeSummary(report)
    if let signal = stop.caughtSignal { throw CommandFailure(128 + signal, nil) }
    if report.quarantined > 0 || !report.damaged.isEmpty {
      throw CommandFailure(
        ExitCode.inputRefused,
        input.summary == "-" || report.quarantined == 0
          ? nil
          : "\(report.quarantined) lines could not be examined and are sealed in the quarantine")
    }
  }

  /// The sources, folders replaced by the regular files in them in the order of their names.
  private func ingestSources() throws -> [IngestSource] {
    guard !files.isEmpty else {
      return [
        IngestSource(Source(name: source ?? "-", path: nil), isReplayable: source != nil)
      ]
    }
    return try files.flatMap { file in
      if file == "-" { return [IngestSource(.standardInput, isReplayable: false)] }
      return try Source.files(at: file).map { found in
        var source = found
        // A file is the same file wherever it is named from.
        source.name = URL(fileURLWithPath: found.name).resolvingSymlinksInPath().path
        return IngestSource(source, isReplayable: true)
      }
    }
  }
}
