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
      if let name = problem.name { entry.add("name", name) }
      return entry.finished
    }
    return [("checked", "\(found.checked)"), ("problems", "[\(problems.joined(separator: ","))]")]
  }

  static func sentence(_ found: Verification) -> String {
    guard !found.problems.isEmpty else {
      return "\(found.checked) seals and entries checked: all are as they were written."
    }
    let list = found.problems
      .map { "  \($0.kind.rawValue) \($0.name ?? String($0.id)): \($0.kind.meaning)" }
      .joined(separator: "\n")
    return "\(found.checked) seals and entries checked, \(found.problems.count) problems found:\n"
      + list
  }
}

extension Verification.Problem.Kind {
  /// What it means, for somebody who has never seen the store's tables.
  fileprivate var meaning: String {
    switch self {
    case .file: "SQLite finds the store's file damaged, or its header was changed"
    case .keyRing: "the key ring's file, header or list of destroyed keys is not as it was written"
    case .foreignKey: "a row refers to one that is not there"
    case .header: "the store's identity or birth was changed"
    case .tenant, .participant, .record, .source, .hold, .quarantine, .export, .reference,
      .deletion:
      "its seal does not open: what it says, or what is said about it, was changed"
    case .request: "its seal does not open, or the request is not what was submitted"
    case .consent: "a consent was changed or taken out"
    case .table: "rows of this table were changed, added or taken out by something other than hush"
    case .schema: "a table, index, trigger or view is missing, was changed or added"
    case .state:
      "the row that says where the store stands, or the sums over its tables, were changed"
    case .terms:
      "the tenant's periods or the end of its contract are not what the audit log says was set"
    case .key: "the key is missing or does not open"
    case .unneededKey: "nothing needs this key, and it was not destroyed"
    case .recordWithoutKey: "its key is destroyed, and the row is still there"
    case .participantWithoutRecords: "nobody's record belongs to it: records were taken out"
    case .audit: "the chain of the audit log breaks here: an entry was changed, added or taken out"
    case .auditEnd:
      "the key ring knows a later end of the audit log: the end was cut off, or the store is an older copy (see `hush restore`)"
    case .expiry: "it would stay longer than today's rules allow"
    case .figures: "the tenant's figures are not what its records add up to"
    case .personalData: "today's rules find personal data in it, or don't get to its end"
    }
  }
}
