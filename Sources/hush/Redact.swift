import ArgumentParser
import Detection
import Keys
import Pipeline
import Redaction

struct Redact: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact", abstract: "Writes the same lines with personal data replaced.",
    discussion: """
      Every string, key and number of every line is examined; bytes outside replaced values are not \
      touched. Without --quarantine the first line that can't be examined ends the run, and nothing \
      after it is written.

      EXAMPLES
        hush redact < chats.jsonl > clean.jsonl
        hush redact --operator pseudonym --key-file hush.key a.jsonl b.jsonl
        hush redact --only EMAIL_ADDRESS,PHONE_NUMBER --region US,GB
        tail -f app.log | hush redact --input text
        hush redact --quarantine refused.jsonl --summary - < chats.jsonl
      """)

  @Argument(help: "Files to read; stdin without any.")
  var files: [String] = []

  @OptionGroup(title: "What is found") var rules: RuleOptions
  @OptionGroup(title: "Who is known") var known: KnownOptions
  @OptionGroup(title: "What takes its place") var replacement: PolicyOptions
  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Lines that can't be examined") var refusal: QuarantineArguments
  @OptionGroup(title: "Key for hash and pseudonym") var key: KeyArguments

  @Option(help: ArgumentHelp("The tenant of records that name none.", valueName: "name"))
  var tenant = "default"

  func run() throws {
    let ruleSet = try rules.ruleSet()
    var options = RunOptions(rules: ruleSet)
    options.policy = try replacement.policy(entities: ruleSet.entities)
    if options.policy.needsKey {
      options.operatorKey = try key.requiredRootKey(for: "hash and pseudonym").operatorKey()
    }
    options.tenant = tenant
    options.known = known.fields
    options.sources = try InputOptions.sources(files)
    try FilterCommand.run(options, input, refusal, key) { options, stop in
      try FilterRun.redact(options, stop: stop)
    }
  }
}

struct Scan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan", abstract: "Lists what redact would replace, one JSON object a finding.",
    discussion: """
      start and end count Unicode scalars of the decoded string; path is a JSON Pointer.

      EXAMPLES
        hush scan chats.jsonl
        hush scan --show-text --min-score 0.3 < chats.jsonl
        hush scan --explain < chats.jsonl
      """)

  @Argument(help: "Files or folders to read; stdin without any.")
  var files: [String] = []

  @Flag(help: "Add the text that was found: personal data on your terminal.")
  var showText = false

  @Flag(
    help: ArgumentHelp(
      "Add what each finding rests on, and a line with refused for each candidate that is none.",
      discussion: "Words shown are the rules' own, not the records'."))
  var explain = false

  @OptionGroup(title: "What is found") var rules: RuleOptions
  @OptionGroup(title: "Who is known") var known: KnownOptions
  @OptionGroup(title: "What is left alone") var replacement: PolicyOptions
  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Lines that can't be examined") var refusal: QuarantineArguments
  @OptionGroup(title: "Key for the quarantine") var key: KeyArguments

  func run() throws {
    let ruleSet = try rules.ruleSet()
    var options = RunOptions(rules: ruleSet)
    // Which operator would take a value's place does not matter here, only whether one would.
    options.policy = try replacement.policy(entities: ruleSet.entities).plain
    options.known = known.fields
    options.sources = try InputOptions.sources(files, walksFolders: true)
    try FilterCommand.run(options, input, refusal, key) { options, stop in
      var detail = ScanDetail()
      detail.showsText = showText
      detail.explains = explain
      return try FilterRun.scan(options, detail, stop: stop)
    }
  }
}

/// What `redact` and `scan` do around the run itself.
enum FilterCommand {
  static func run(
    _ prepared: RunOptions, _ input: InputOptions,
    _ refusal: QuarantineArguments, _ key: KeyArguments,
    _ body: (RunOptions, StopSignal) throws -> RunReport
  ) throws {
    var options = prepared
    options.form = input.input.form
    options.limits = input.limits
    options.workers = input.workers
    options.window = input.window.limits
    options.quarantine = try refusal.options(key)
    try input.checkReports()
    let progress = Progress(input.progress)
    let metrics = Metrics(input.metrics)
    options.progress = metrics.callback(after: progress.callback)
    options.queue = metrics.queue
    let stop = try StopSignal()
    stop.listen()
    let report = try metrics.during { try body(options, stop) }
    progress.finish()
    try input.writeSummary(report)
    if let refusal = report.stoppedAt {
      throw CommandFailure(
        ExitCode.inputRefused,
        "\(refusal.source):\(refusal.line): \(refusal.reason); nothing from there on was examined. "
          + "With --quarantine FILE such lines are set aside and the run goes on")
    }
    if let signal = stop.caughtSignal { throw CommandFailure(128 + signal, nil) }
    if report.quarantined > 0 {
      throw CommandFailure(
        ExitCode.inputRefused,
        "\(report.quarantined) lines could not be examined; see the quarantine")
    }
  }
}
