import ArgumentParser
import Detection
import Pipeline
import Records
import Storage

struct RescanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rescan",
    abstract: "Examines stored records with today's rules, and replaces what they find.",
    discussion: """
      For rules that came after the records did: a new version of hush, or your own with --patterns. Stopped \
      or killed, it goes on where it was when run again with the same rules. What a legal hold keeps is left \
      as it is. Exit code 65 says that some records could not be examined to their end.

      EXAMPLES
        hush rescan --store chats.db --dry-run
        hush rescan --store chats.db --patterns my-rules
      """)

  @Flag(help: "Only say what would be found, by rule.") var dryRun = false
  @Flag(help: "One JSON object.") var json = false
  @OptionGroup(title: "Store") var store: StoreArguments
  @OptionGroup(title: "What is found") var rules: RuleOptions
  @OptionGroup(title: "What takes its place") var replacement: PolicyOptions

  func run() throws {
    let stop = try StopSignal()
    stop.listen()
    let ruleSet = try rules.ruleSet()
    var options = RunOptions(rules: ruleSet)
    options.policy = try replacement.policy(entities: ruleSet.entities)
    var rescan = RescanOptions(store.deed, detectorVersion: ruleSet.version)
    rescan.isDryRun = dryRun
    rescan.shouldStop = { stop.isStopped }
    let opened = try store.open()
    let outcome = try RescanRun.run(options, over: opened, rescan)
    try answer(outcome)
    if let signal = stop.caughtSignal { throw CommandFailure(128 + signal, nil) }
    if outcome.report.unexaminable > 0 { throw CommandFailure(ExitCode.inputRefused, nil) }
  }

  private func answer(_ outcome: RescanOutcome) throws {
    let report = outcome.report
    let found = outcome.rules.sorted { $0.key < $1.key }
    var rules = JSONObjectWriter()
    for (rule, count) in found { rules.add(rule, count) }
    var sentences = [
      "\(counted(report.examined, "record")) examined with today's rules; "
        + (report.changed == 0
          ? "nothing was found."
          : "something was found in \(report.changed), which "
            + (dryRun ? "would be replaced." : "was replaced."))
    ]
    if !found.isEmpty {
      sentences.append(found.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + ".")
    }
    if report.held > 0 {
      sentences.append("\(counted(report.held, "record")) under legal holds left as they are.")
    }
    if report.unexaminable > 0 {
      sentences.append(
        "\(counted(report.unexaminable, "record")) could not be examined to their end.")
    }
    if !report.isFinished { sentences.append("It was stopped; run it again to go on.") }
    if dryRun { sentences.append("No record was changed.") }
    try Terminal.answer(
      json: json,
      [
        ("examined", "\(report.examined)"), ("changed", "\(report.changed)"),
        ("held", "\(report.held)"), ("unexaminable", "\(report.unexaminable)"),
        ("findings_by_rule", rules.finished), ("finished", "\(report.isFinished)"),
      ], sentences.joined(separator: " "))
  }
}
