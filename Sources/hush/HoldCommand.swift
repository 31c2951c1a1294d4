import ArgumentParser
import Pipeline
import Retention
import Storage

struct HoldCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: "Keeps what a legal matter needs from being deleted, until it is released.",
    discussion: """
      A hold wins over every period and every request to erase. What it keeps past its period is read for \
      the purpose legal only. Several holds may be on the same records; the last release lets them go.

      EXAMPLES
        hush hold add --store chats.db --tenant acme --subject u-17 --matter M-2031
        echo 'counsel@example.com' | hush hold add --store chats.db --tenant acme --matter M-2032 --contact -
        hush hold list --store chats.db
        hush hold release 1 --store chats.db
      """,
    subcommands: [Add.self, Release.self, List.self])

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Places a hold on a tenant, or on one subject or conversation of it.")

    @Option(help: ArgumentHelp("The matter's reference; kept under a seal.", valueName: "ref"))
    var matter: String
    @Option(
      help: ArgumentHelp("Whom to ask about it: `-`, read from standard input.", valueName: "-"))
    var contact: String?
    @Option(help: ArgumentHelp("The tenant it is on.", valueName: "name")) var tenant: String
    @Option(help: ArgumentHelp("Only this subject's records.", valueName: "id")) var subject:
      String?
    @Option(help: ArgumentHelp("Only this conversation's records.", valueName: "id"))
    var conversation: String?
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func validate() throws {
      if subject != nil, conversation != nil {
        throw ValidationError("--subject and --conversation can't be combined: place two holds.")
      }
      if let contact, contact != "-" {
        throw ValidationError("--contact takes - and reads the contact from standard input.")
      }
      if [matter, tenant, subject, conversation].contains("") {
        throw ValidationError("--matter, --tenant, --subject and --conversation are not empty.")
      }
    }

    func run() throws {
      let opened = try store.open()
      var request = HoldRequest(tenant: tenant, matter: matter, actor: store.actor, now: .now)
      request.subject = subject
      request.conversation = conversation
      request.contact = try contact.map { _ in try Terminal.standardInput() }
      request.reason = store.reason
      let id = try opened.placeHold(request)
      let object =
        subject != nil
        ? "a subject's records"
        : conversation != nil ? "a conversation's records" : "all records of the tenant"
      try Terminal.answer(
        json: json, [("hold_id", String(id))],
        "Hold \(id) is on \(object): none of them is deleted before it is released.")
    }
  }

  struct Release: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "release", abstract: "Releases a hold; what it put off is due again at once.")

    @Argument(help: ArgumentHelp("The hold's number.", valueName: "id")) var id: Int64
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func run() throws {
      let now = Timestamp.now
      let released = try store.open()
        .releaseHold(id, actor: store.actor, reason: store.reason, now: now)
      try Terminal.answer(
        json: json, [("hold_id", String(id)), ("released_at", "\"\(released.rfc3339)\"")],
        released == now
          ? "Hold \(id) is released. What is past its date and under no other hold goes with the next sweep."
          : "Hold \(id) was released before, at \(released.rfc3339).")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Lists the holds that are live.")

    @Flag(help: "Released holds too.") var all = false
    @Flag(help: "JSON, one object a line.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func run() throws {
      let holds = try store.open().listHolds(includingReleased: all, store.deed)
      Terminal.ignoreClosedPipes()
      var output = BufferedOutput()
      for hold in holds {
        try output.write((json ? Self.object(hold) : Self.sentence(hold)) + "\n")
      }
      if holds.isEmpty, !json { try output.write("No hold is live.\n") }
      try output.flush()
    }

    private static func object(_ hold: Hold) -> String {
      func quoted(_ text: String?) -> String { text.map(JSONObjectWriter.quoted) ?? "null" }
      var entry = JSONObjectWriter()
      entry.add("hold_id", Int(hold.id))
      entry.add("tenant", hold.tenant)
      entry.add("subject", raw: quoted(hold.subject))
      entry.add("conversation", raw: quoted(hold.conversation))
      entry.add("object", hold.object)
      entry.add("matter", hold.matter)
      entry.add("contact", raw: quoted(hold.contact))
      entry.add("placed_at", hold.placedAt.rfc3339)
      entry.add("placed_by", hold.placedBy)
      entry.add("released_at", raw: quoted(hold.releasedAt?.rfc3339))
      entry.add("released_by", raw: quoted(hold.releasedBy))
      entry.add("records", Int(hold.records))
      return entry.finished
    }

    private static func sentence(_ hold: Hold) -> String {
      let object =
        switch hold.object.first {
        case "s": "subject \(hold.subject ?? hold.object) of \(hold.tenant)"
        case "c": "conversation \(hold.conversation ?? hold.object) of \(hold.tenant)"
        default: "everything of \(hold.tenant)"
        }
      var sentence =
        "Hold \(hold.id) for \(hold.matter) is on \(object), \(counted(hold.records, "record")), "
        + "placed \(hold.placedAt.rfc3339) by \(hold.placedBy)"
      if let contact = hold.contact { sentence += "; ask \(contact)" }
      if let releasedAt = hold.releasedAt {
        sentence += "; released \(releasedAt.rfc3339) by \(hold.releasedBy ?? "unknown")"
      }
      return sentence + "."
    }
  }
}
