import ArgumentParser
import Detection
import Foundation
import Pipeline
import Records
import Retention
import Storage

struct QuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: "Shows the lines that an ingest could not examine, and tries them again.",
    discussion: """
      They are sealed under a key of their day and kept for seven days. What they say was never redacted: \
      showing one needs a purpose and is in the audit log.

      EXAMPLES
        hush quarantine list --store chats.db
        hush quarantine show 3 --store chats.db --purpose support
        hush quarantine retry --store chats.db --purpose service
      """,
    subcommands: [List.self, Show.self, Retry.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Lists the lines: where they came from and why they were refused.")

    @Option(help: "What they are listed for; nothing of what they say is shown.")
    var purpose: PurposeArgument?
    @Flag(help: "JSON, one object a line.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func run() throws {
      let lines = try store.open().listQuarantined(store.deed)
      Terminal.ignoreClosedPipes()
      var output = BufferedOutput()
      for line in lines {
        try output.write(
          json ? QuarantineCommand.object(line).finished + "\n" : Self.sentence(line))
      }
      if lines.isEmpty, !json { try output.write("No line is in quarantine.\n") }
      try output.flush()
    }

    private static func sentence(_ line: QuarantinedLine) -> String {
      "\(line.id): \(line.source):\(line.line), \(line.length) bytes, \(line.reason), "
        + "refused \(line.quarantinedAt.rfc3339), kept until \(line.expiresAt.rfc3339)\n"
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Shows what a line says, as it came: personal data in the clear.")

    @Argument(help: ArgumentHelp("The line's number in the list.", valueName: "id")) var id: Int64
    @Option(help: "What the line is read for.") var purpose: PurposeArgument
    @Flag(help: "One JSON object, with the line's bytes in base64.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func run() throws {
      let (line, text) = try store.open().readQuarantined(
        id, purpose: purpose.purpose, actor: store.actor, reason: store.reason, now: .now)
      Terminal.ignoreClosedPipes()
      guard json else {
        FileHandle.standardOutput.write(Data(text + [UInt8(ascii: "\n")]))
        return
      }
      var object = QuarantineCommand.object(line)
      object.add("raw", Data(text).base64EncodedString())
      try Terminal.standardOutput(object.finished + "\n")
    }
  }

  struct Retry: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "retry",
      abstract:
        "Examines the lines again, with today's rules, and stores those that are records now.",
      discussion: """
        Give the flags that the ingest was given. A line that is stored leaves the quarantine; the others stay, \
        and the exit code is 65 then.
        """)

    @OptionGroup var records: IngestArguments
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments
    @OptionGroup(title: "What is found") var rules: RuleOptions
    @OptionGroup(title: "What takes its place") var replacement: PolicyOptions
    @Option(help: "What the lines are: JSON, or plain text.")
    var input: InputFormArgument = .auto
    @Option(
      help: ArgumentHelp("The longest line examined, in bytes (K, M, G).", valueName: "bytes"))
    var maxLine: ByteCount = ByteCount(16 << 20)

    func run() throws {
      let stop = try StopSignal()
      stop.listen()
      let ruleSet = try rules.ruleSet()
      var options = RunOptions(rules: ruleSet)
      options.policy = try replacement.policy(entities: ruleSet.entities)
      options.form = input.form
      options.limits.line = maxLine.value
      options.tenant = records.tenant ?? "default"
      options.known = KnownFields(mapped: try records.map.compactMap(KnownMapping.pointer))
      let opened = try store.open()
      let lines = try opened.quarantined(now: .now)
      let ingest = try opened.beginIngest(records.options(ruleSet, options.policy, for: store))
      let report = try QuarantineRun.run(
        options, lines: lines, members: try records.members(), into: ingest, stop: stop)
      try Terminal.answer(
        json: json,
        [
          ("retried", "\(report.retried)"), ("stored", "\(report.stored)"),
          ("left", "\(report.left)"),
        ],
        "\(report.retried) quarantined lines examined again: \(report.stored) stored, "
          + "\(report.left) still in quarantine.")
      if let signal = stop.caughtSignal { throw CommandFailure(128 + signal, nil) }
      if report.left > 0 { throw CommandFailure(ExitCode.inputRefused, nil) }
    }
  }

  private static func object(_ line: QuarantinedLine) -> JSONObjectWriter {
    var entry = JSONObjectWriter()
    entry.add("id", Int(line.id))
    entry.add("source", line.source)
    entry.add("line", Int(line.line))
    entry.add("offset", Int(line.byteOffset))
    entry.add("length", line.length)
    entry.add("reason", line.reason)
    entry.add("quarantined_at", line.quarantinedAt.rfc3339)
    entry.add("expires_at", line.expiresAt.rfc3339)
    return entry
  }
}
