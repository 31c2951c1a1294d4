import ArgumentParser
import Detection
import Foundation
import Pipeline
import Records

struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measures what is found against labelled texts.",
    discussion: """
      Each line is {"id","text","spans":[{"type","start","end"}],"labelled_types","complete","region"}; \
      start and end count Unicode scalars, other members are ignored. Recall is the share of labels that \
      any finding overlaps. Precision is the share of findings that overlap any label, among findings \
      of the labelled_types in cases that are complete, which is the default. Without labelled_types every \
      entity is labelled. Texts are examined as redact examines records, with the region as the \
      record's own.

      EXAMPLES
        hush evaluate labelled.jsonl
        hush evaluate --only PHONE_NUMBER --errors wrong.jsonl labelled.jsonl
        hush evaluate --types types.yaml --at-least floor.yaml --json a.jsonl b.jsonl
      """)

  @Argument(help: "Labelled files; - is stdin.")
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "Which entities the labels stand for, YAML or JSON: TYPE: ENTITY, or TYPE: [A, B].",
      valueName: "file"))
  var types: String?

  @Option(
    help: ArgumentHelp(
      "Where each miss and false alarm is listed with its text: personal data.", valueName: "file"))
  var errors: String?

  @Option(
    help: ArgumentHelp(
      "Figures to reach with all files together, YAML: ENTITY: { recall: 0.99, precision: 0.99 }; "
        + "exit 65 when one is lower.",
      valueName: "file"))
  var atLeast: String?

  @Flag(help: "One JSON object instead of tables.")
  var json = false

  @OptionGroup(title: "What is found") var rules: RuleOptions

  @Option(help: ArgumentHelp("Threads. Figures do not depend on it.", valueName: "n"))
  var workers: Int = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard (1...256).contains(workers) else {
      throw ValidationError("--workers is a number from 1 to 256.")
    }
  }

  func run() throws {
    Terminal.ignoreClosedPipes()
    let ruleSet = try rules.ruleSet()
    let map = try labelMap(ruleSet)
    let floor = try atLeast.map { path in
      try read(path) { text throws(SettingsFileError) in try EvaluationFloor(text) }
    }
    let sources = try InputOptions.sources(files)
    try Source.check(sources)
    let mistakes = try errors.map { path in try MistakeFile(path) }
    var options = RunOptions(rules: ruleSet)
    options.workers = workers

    var measured: [(name: String, evaluation: Evaluation)] = []
    var total = Evaluation()
    for source in sources {
      let evaluation = try evaluate(source, options, map, mistakes)
      measured.append((source.name, evaluation))
      total.add(evaluation)
    }
    try show(measured, total, known: Set(ruleSet.entities))
    try judge(total, floor)
  }

  private func evaluate(
    _ source: Source, _ options: RunOptions, _ map: LabelMap, _ mistakes: MistakeFile?
  ) throws -> Evaluation {
    let cases = try LabelledCase.read(try data(of: source), source: source.name)
    var scorer = Scorer(map, entities: options.rules.entities)
    for (labelled, examined) in zip(cases, try CaseExaminer.examine(cases, options)) {
      if let refusal = examined.refusal {
        Terminal.diagnostic(
          "\(source.name):\(labelled.line): \(refusal.rawValue); its labels count as missed")
      }
      let wrong = scorer.score(labelled, examined)
      try mistakes?.write(wrong, in: labelled, source: source.name)
    }
    return scorer.evaluation
  }

  private func data(of source: Source) throws -> Data {
    guard let path = source.path else {
      return try FileHandle.standardInput.readToEnd() ?? Data()
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PipelineError.noInput(source: source.name)
    }
    return data
  }

  /// - Throws: ``CommandFailure`` with 64 when the file names an entity that no rule finds.
  private func labelMap(_ rules: RuleSet) throws -> LabelMap {
    guard let types else { return LabelMap() }
    let map = try read(types) { text throws(SettingsFileError) in try LabelMap(text) }
    if let unknown = map.entities.subtracting(rules.entities).min() {
      throw RuleSetError.unknownEntity(unknown)
    }
    return map
  }

  private func read<Settings>(
    _ path: String, _ parse: (String) throws(SettingsFileError) -> Settings
  ) throws -> Settings {
    let text = try ConfigurationFile.text(path)
    do {
      return try parse(text)
    } catch {
      throw CommandFailure(ExitCode.configuration, "\(path):\(error.line): \(error.reason)")
    }
  }

  private func show(
    _ measured: [(name: String, evaluation: Evaluation)], _ total: Evaluation, known: Set<String>
  ) throws {
    if json {
      let files = measured.map { name, evaluation in
        var file = JSONObjectWriter()
        file.add("file", name)
        file.add("figures", evaluation.object)
        return file.finished
      }
      var report = JSONObjectWriter()
      report.add("files", raw: "[\(files.joined(separator: ","))]")
      report.add("together", total.object)
      try Terminal.standardOutput(report.finished + "\n")
      return
    }
    for (name, evaluation) in measured {
      try Terminal.standardOutput(
        EvaluationTable.text(evaluation, title: name, known: known) + "\n")
    }
    if measured.count > 1 {
      try Terminal.standardOutput(
        EvaluationTable.text(total, title: "together", known: known) + "\n")
    }
  }

  /// - Throws: ``CommandFailure`` with 65 when a figure is too low or a case was refused.
  private func judge(_ total: Evaluation, _ floor: EvaluationFloor?) throws {
    let shortfalls = floor?.shortfalls(of: total) ?? []
    for shortfall in shortfalls {
      let value = shortfall.value.map { EvaluationTable.share($0) } ?? "nothing measured"
      Terminal.diagnostic(
        "\(shortfall.row): \(shortfall.measure): \(value), at least \(shortfall.least) is asked",
        .error)
    }
    if !shortfalls.isEmpty {
      throw CommandFailure(ExitCode.inputRefused, "\(shortfalls.count) figures are too low")
    }
    if total.refused > 0 {
      throw CommandFailure(ExitCode.inputRefused, "\(total.refused) texts could not be examined")
    }
  }
}
