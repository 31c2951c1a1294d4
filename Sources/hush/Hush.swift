import ArgumentParser
import Glibc

@main
struct Hush: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hush",
    abstract:
      "Removes personal data from conversations and keeps what is left for as long as it may.",
    discussion: """
      hush reads conversations as JSONL (one JSON value a line), finds e-mail addresses, payment cards, \
      phone numbers, IP addresses and whatever your own rules add, and replaces them. Nothing else in a \
      line changes.

      TRY IT
        hush demo
        echo '{"text":"mail jane@example.com"}' | hush redact

      EVERY DAY
        As a filter:                 hush redact < chats.jsonl > clean.jsonl
        What it would replace:       hush scan chats.jsonl
        Into a store that forgets:   hush ingest --store chats.db < chats.jsonl
        Out again, redacted:         hush records --store chats.db --purpose service
        What is past its date goes:  hush sweep --store chats.db
        Is all well?                 hush doctor --store chats.db

      EVERYWHERE
        --log-format json            messages on stderr as one JSON object a line

      EXIT CODES
        0         all done
        64        usage: unknown flag, entity, operator or purpose
        65        finished, but some input was refused, or stopped at it
        66        no such input
        69        refused by a rule, such as a purpose
        70        internal error
        73, 74    cannot create, cannot read or write
        75        the store is busy
        77        key missing, wrong or readable by others
        78        bad configuration or rule file, or a store from elsewhere
        130, 143  stopped by a signal, after a clean commit
        141       the reader of the output went away
      """,
    version: BuildInfo.version,
    // Each gives its own name: ArgumentParser would make one of the type's, which takes half a millisecond each.
    subcommands: [
      Demo.self, Redact.self, Scan.self, IngestCommand.self, RecordsCommand.self,
      ExportCommand.self, SweepCommand.self, HoldCommand.self, SubjectCommand.self,
      DeletionsCommand.self, FindCommand.self,
      TenantCommand.self, ConsentCommand.self, QuarantineCommand.self, AuditCommand.self,
      VerifyCommand.self, RescanCommand.self, KeyCommand.self, BackupCommand.self,
      RestoreCommand.self,
      StatsCommand.self, DoctorCommand.self, Patterns.self, Evaluate.self,
    ])

  /// Runs a command and turns whatever it throws into the exit code that scripts depend on.
  static func main() {
    Terminal.reserveStandardDescriptors()
    OwnProcess.keepMemoryPrivate()
    OwnProcess.keepMemorySmall()
    OwnProcess.keepFilesPrivate()
    OwnProcess.makeLimitsErrors()
    do {
      try OwnProcess.checkLimits()
      var command = try parseAsRoot(
        LogFormat.take(from: Array(CommandLine.arguments.dropFirst())))
      try command.run()
    } catch {
      if let failure = CommandFailure(error) {
        if let message = failure.message {
          Terminal.diagnostic(message, .error, exitCode: failure.code)
        }
        Glibc.exit(failure.code)
      }
      let code = exitCode(for: error)
      if !code.isSuccess, LogFormat.current == .json {
        Terminal.diagnostic(message(for: error), .error, exitCode: code.rawValue)
        Glibc.exit(code.rawValue)
      }
      exit(withError: error)
    }
  }
}

/// What this build is.
enum BuildInfo {
  static let version = "0.1.0"
}
