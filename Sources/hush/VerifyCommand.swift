import ArgumentParser
import Detection
import Foundation
import Pipeline
import Storage

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Looks whether everything in a store is as it was written.",
    discussion: """
      Both files, every key and seal, every date against the rules, the chain of the audit log, and every \
      record once more with today's rules, which find nothing. Nothing is changed. Exit code 65 says that \
      something was found. Give the flags about rules that the ingest was given.

      EXAMPLES
        hush verify --store chats.db
        hush verify --store chats.db --json
      """)

  @Option(help: ArgumentHelp("Threads; one for each processor by default.", valueName: "n"))
  var workers: Int?
  @Flag(help: "Don't look at what records say, only at their seals.") var noRescan = false
  @Flag(help: "One JSON object.") var json = false
  @OptionGroup(title: "Store") var store: StoreArguments
  @OptionGroup(title: "What is found") var rules: RuleOptions
  @OptionGroup(title: "What takes its place") var replacement: PolicyOptions

  func validate() throws {
    if let workers, workers < 1 { throw ValidationError("--workers is at least 1.") }
  }

  func run() throws {
    let threads = workers ?? ProcessInfo.processInfo.activeProcessorCount
    var options: RunOptions?
    if !noRescan {
      let ruleSet = try rules.ruleSet()
      options = RunOptions(rules: ruleSet)
      options?.policy = try replacement.policy(entities: ruleSet.entities)
    }
    let found: Verification
    do {
      found = try VerifyRun.run(options, over: store.open(mode: .readOnly), workers: threads)
    } catch let error as StoreError {
      // A store too damaged to open is a finding, not a failure.
      guard let problem = Verification.Problem(error) else { throw error }
      found = Verification(problems: [problem])
    }
    try Terminal.answer(json: json, Self.members(found), Self.sentence(found))
    if !found.problems.isEmpty { throw CommandFailure(ExitCode.inputRefused, nil) }
  }

  static func members(_ found: Verification) -> [(name: String, value: String)] {
    let problems = found.problems.map { problem in
      var entry = JSONObjectWriter()
      entry.add("kind", problem.kind.rawValue)
      entry.add("id", Int(problem.id))
      return entry.finished
    }
    return [("checked", "\(found.checked)"), ("problems", "[\(problems.joined(separator: ","))]")]
  }

  static func sentence(_ found: Verification) -> String {
    guard !found.problems.isEmpty else {
      return "\(found.checked) seals and entries checked: all are as they were written."
    }
    let list = found.problems.map { "  \($0.kind.rawValue) \($0.id)" }.joined(separator: "\n")
    return "\(found.checked) seals and entries checked, \(found.problems.count) problems found:\n"
      + list
  }
}
