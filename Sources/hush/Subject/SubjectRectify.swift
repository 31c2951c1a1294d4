import ArgumentParser
import Detection
import Pipeline
import Records
import Storage

extension SubjectCommand {
  struct Rectify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rectify", abstract: "Corrects a value in a record (GDPR Art. 16).",
      discussion: """
        The value comes from standard input. The corrected record is redacted again, so give the flags that the \
        ingest was given, and sealed again.

        EXAMPLES
          echo 'platinum' | hush subject rectify --store chats.db --tenant acme --record 17 --set /plan=-
        """)

    @Option(help: ArgumentHelp("The tenant whose record it is.", valueName: "name"))
    var tenant: String
    @Option(
      help: ArgumentHelp("The record's number, as `hush records` shows it.", valueName: "seq"))
    var record: Int64
    @Option(
      help: ArgumentHelp(
        "Where the value stands, a JSON Pointer, and `=-`: read from standard input.",
        valueName: "/pointer=-"))
    var set: String
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments
    @OptionGroup(title: "What is found") var rules: RuleOptions
    @OptionGroup(title: "What takes its place") var replacement: PolicyOptions

    func validate() throws { _ = try pointer() }

    func run() throws {
      let pointer = try pointer()
      let opened = try store.open()
      let ruleSet = try rules.ruleSet()
      var options = RunOptions(rules: ruleSet)
      options.policy = try replacement.policy(entities: ruleSet.entities)
      options.tenant = tenant
      let key = try opened.pseudonymKey(ofTenant: tenant)
      let value = try Terminal.standardInput()
      do {
        try opened.rectify(record, tenant: tenant, store.deed) { [options] stored in
          try Rectification.correct(stored.record, at: pointer, to: value, options, key: key)
        }
      } catch RectificationError.nothingThere {
        throw CommandFailure(
          ExitCode.noInput, "record \(record) has no string or number at this pointer")
      } catch RectificationError.container {
        throw CommandFailure(
          ExitCode.noInput,
          "record \(record) has an object or a list at this pointer: correct its members one by one"
        )
      } catch RectificationError.refused(let reason) {
        throw CommandFailure(
          ExitCode.inputRefused,
          "the corrected record can't be examined (\(reason.rawValue)); nothing was changed")
      }
      try Terminal.answer(
        json: json, [("seq", "\(record)"), ("rectified", "true")],
        "Record \(record) is corrected, redacted and sealed again.")
    }

    private func pointer() throws -> [String] {
      guard set.hasSuffix("=-"), let segments = JSONPointer.segments(String(set.dropLast(2))),
        !segments.isEmpty
      else {
        throw ValidationError(
          "--set takes a JSON Pointer and =-, and reads the value from standard input: --set /plan=-"
        )
      }
      return segments
    }
  }
}
