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
    try opened.readRecords(query) { record in try output.write(Self.line(record)) }
    try output.flush()
  }

  private static func line(_ record: StoredRecord) -> String {
    var entry = JSONObjectWriter()
    entry.add("seq", Int(record.seq))
    entry.add("tenant", record.tenant)
    entry.add("subject", record.subject)
    entry.add("conversation", raw: record.conversation.map(JSONObjectWriter.quoted) ?? "null")
    entry.add("class", record.dataClass.name)
    entry.add("purpose", record.purpose.name)
    entry.add("occurred_at", record.occurredAt.rfc3339)
    entry.add("ingested_at", record.ingestedAt.rfc3339)
    entry.add("expires_at", raw: record.expiresAt.map { "\"\($0.rfc3339)\"" } ?? "null")
    entry.add("source", record.source)
    entry.add("line", Int(record.line))
    entry.add("findings", raw: record.findings)
    entry.add("record", raw: String(decoding: record.record, as: UTF8.self))
    return entry.finished + "\n"
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
