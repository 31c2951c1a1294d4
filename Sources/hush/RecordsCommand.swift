import ArgumentParser
import Pipeline
import Retention
import Storage

struct RecordsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "records",
    abstract: "Gives stored records back, redacted, to those who state a purpose.",
    discussion: """
      A record is read for the purpose it was stored for, or for access, portability, legal or security. \
      Expired records are not given. Every read is in the audit log.

      EXAMPLES
        hush records --store chats.db --purpose service
        hush records --store chats.db --purpose access --tenant acme --subject u-17
      """)

  @Option(help: "What the records are read for.")
  var purpose: PurposeArgument

  @Option(help: ArgumentHelp("Only this tenant's.", valueName: "name")) var tenant: String?
  @Option(help: ArgumentHelp("Only this subject's.", valueName: "id")) var subject: String?
  @Option(help: ArgumentHelp("Only this conversation's.", valueName: "id")) var conversation:
    String?
  @Option(help: ArgumentHelp("From this moment on.", valueName: "time")) var since: MomentArgument?
  @Option(help: ArgumentHelp("Up to this moment, not included.", valueName: "time"))
  var until: MomentArgument?
  @Option(help: ArgumentHelp("At most so many.", valueName: "n")) var limit: Int?
  @Flag(help: "JSON, one object a line: the only form there is.") var json = false

  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit is not negative.") }
  }

  func run() throws {
    let opened = try store.open()
    var query = RecordQuery(
      purpose: purpose.purpose, actor: store.actor, reason: store.reason, now: .now)
    query.tenant = tenant
    query.subject = subject
    query.conversation = conversation
    query.since = since?.moment
    query.until = until?.moment
    query.limit = limit
    Terminal.ignoreClosedPipes()
    var output = BufferedOutput()
    try opened.readRecords(query) { record in try output.write(RecordLine.text(of: record)) }
    try output.flush()
  }
}

/// Collects lines and writes them in large pieces.
struct BufferedOutput {
  private var text = ""

  mutating func write(_ line: String) throws {
    text += line
    if text.utf8.count >= 1 << 16 { try flush() }
  }

  mutating func flush() throws {
    try Terminal.standardOutput(text)
    text = ""
  }
}
