import ArgumentParser
import Detection
import Pipeline
import RuleFormat

struct Patterns: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patterns",
    abstract: "Shows, tests and checks the rules that say what personal data looks like.",
    discussion: """
      EXAMPLES
        hush patterns list
        hush patterns test --patterns ./our-rules
        hush patterns lint --patterns ./our-rules
      """,
    subcommands: [PatternsList.self, PatternsTest.self, PatternsLint.self],
    defaultSubcommand: PatternsList.self)
}

struct PatternsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists every rule: the registry of entities.")

  @OptionGroup var rules: RuleOptions
  @Flag(help: "One JSON object a rule.") var json = false

  func run() throws {
    for rule in try rules.knownRules() + KnownRules.all {
      if json {
        var entry = JSONObjectWriter()
        entry.add("id", rule.id)
        entry.add("entity", rule.entity)
        entry.add("title", rule.title)
        entry.add("source", rule.source)
        entry.add("score", raw: String(rule.score))
        entry.add(
          "regions", raw: "[\(rule.regions.map(JSONObjectWriter.quoted).joined(separator: ","))]")
        entry.add("enabled", raw: rule.enabled ? "true" : "false")
        try Terminal.standardOutput(entry.finished + "\n")
      } else {
        let regions = rule.regions.isEmpty ? "" : " [\(rule.regions.joined(separator: ","))]"
        let state = rule.enabled ? "" : " (off by default)"
        try Terminal.standardOutput(
          "\(Self.padded(rule.entity, 16)) \(Self.padded(rule.id, 34)) \(rule.title)\(regions)\(state)\n"
        )
      }
    }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

struct PatternsTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Runs every rule on the examples in its own file.")

  @OptionGroup var rules: RuleOptions

  func run() throws {
    var examples = 0
    var failed = 0
    let known = try rules.knownRules()
    for rule in known {
      examples += rule.examples.match.count + rule.examples.noMatch.count
      for failure in try RuleTrial.failures(of: rule) {
        failed += 1
        Terminal.diagnostic(
          "\(rule.file):\(rule.line): \(rule.id): \(describe(failure.problem)) in example: \(failure.text)",
          .error)
      }
    }
    try Terminal.standardOutput("\(known.count) rules, \(examples) examples, \(failed) failed\n")
    if failed > 0 { throw CommandFailure(ExitCode.configuration, nil) }
  }

  private func describe(_ problem: RuleTrial.Failure.Problem) -> String {
    switch problem {
    case .notFound(let found) where found.isEmpty: "nothing found"
    case .notFound(let found): "found «\(found.joined(separator: "», «"))» instead of the value"
    case .falseAlarm(let found): "found «\(found.joined(separator: "», «"))»"
    case .matchLimit: "match limit reached"
    }
  }
}

struct PatternsLint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Checks that every rule file can be used: form, regular expressions, validators.")

  @OptionGroup var rules: RuleOptions

  func run() throws {
    let known = try rules.knownRules()
    var selection = Selection()
    selection.only = Set(known.map(\.entity))
    _ = try RuleSet(known, selection: selection)
    try Terminal.standardOutput("\(known.count) rules, all usable\n")
  }
}
