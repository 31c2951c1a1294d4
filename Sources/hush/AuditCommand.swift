import ArgumentParser
import Pipeline
import Retention
import Storage

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Says who did what to whose data, when and why.",
    discussion: """
      One line for each read, ingest, hold, sweep and refusal, oldest first. With --subject, also what took \
      the subject in with others, such as a read of the whole tenant. Every entry is chained to the one \
      before: `hush verify` finds what was changed. A head kept elsewhere shows later whether the end was cut off.

      EXAMPLES
        hush audit --store chats.db --actor jane --since 2026-01-01T00:00:00Z
        hush audit --store chats.db --tenant acme --subject u-17 --json
        hush audit --store chats.db --head
      """)

  @Option(help: ArgumentHelp("From this moment on.", valueName: "time")) var since: MomentArgument?
  @Option(help: ArgumentHelp("Up to this moment, not included.", valueName: "time"))
  var until: MomentArgument?
  // The store's own --actor is who runs a command; here it says whose entries to show.
  @Option(help: ArgumentHelp("Only what touched this tenant.", valueName: "name"))
  var tenant: String?
  @Option(help: ArgumentHelp("Only what touched this subject.", valueName: "id"))
  var subject: String?
  @Flag(help: "Only how many entries there are, and the last one's hash.") var head = false
  @Flag(help: "JSON, one object a line.") var json = false
  @OptionGroup(title: "Store") var store: StoreFileArguments
  @Option(help: ArgumentHelp("Only what this actor did.", valueName: "name")) var actor: String?
  @Option(
    help: ArgumentHelp(
      "Why you ask, for the audit log: a code, no personal data.", valueName: "code"))
  var reason: String?
  @Option(
    help: ArgumentHelp("In what role you ask, for the audit log: a code.", valueName: "code"))
  var role: String?

  func run() throws {
    if head {
      let head = try store.open(mode: .readOnly).auditHead()
      return try Terminal.answer(
        json: json, [("count", "\(head.count)"), ("hash", JSONObjectWriter.quoted(head.hash))],
        "\(head.count) entries, the last with the hash \(head.hash).")
    }
    var query = AuditQuery()
    query.since = since?.moment
    query.until = until?.moment
    query.actor = actor
    query.tenant = tenant
    query.subject = subject
    Terminal.ignoreClosedPipes()
    var output = BufferedOutput()
    let deed = Deed(actor: StoreArguments.defaultActor, reason: reason, now: .now)
    try store.open(role: role).readAudit(query, deed) { record, tenant in
      try output.write(json ? Self.object(record, tenant) : Self.sentence(record, tenant))
    }
    try output.flush()
  }

  private static func object(_ record: AuditRecord, _ tenant: String?) -> String {
    func quoted(_ text: String?) -> String { text.map(JSONObjectWriter.quoted) ?? "null" }
    var entry = JSONObjectWriter()
    entry.add("id", Int(record.id))
    entry.add("at", record.at.rfc3339)
    entry.add("actor", record.actor)
    entry.add("role", raw: quoted(record.role))
    entry.add("action", record.action)
    entry.add("object", record.objectKind)
    entry.add("object_id", raw: record.objectID.map { "\($0)" } ?? "null")
    entry.add("tenant", raw: quoted(tenant))
    entry.add("outcome", record.outcome)
    entry.add("reason", raw: quoted(record.reason))
    entry.add("detail", raw: record.detail)
    return entry.finished + "\n"
  }

  private static func sentence(_ record: AuditRecord, _ tenant: String?) -> String {
    var sentence = "\(record.at.rfc3339) \(record.actor)"
    if let role = record.role { sentence += " as \(role)" }
    sentence += ": \(record.action)"
    sentence += record.objectID.map { " \(record.objectKind) \($0)" } ?? " \(record.objectKind)"
    if let tenant { sentence += " of \(tenant)" }
    sentence += ", \(record.outcome)"
    if let reason = record.reason { sentence += " (\(reason))" }
    return sentence + " \(record.detail)\n"
  }
}
