import ArgumentParser
import Pipeline
import Retention
import Storage

struct ConsentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "consent",
    abstract: "Keeps what people say about uses of their data that need their consent.",
    discussion: """
      Nothing is changed or deleted: a withdrawal is one more entry, and the last one counts. Only explicit \
      consent lets records be exported for training. A withdrawal lists the exports that hold the person.

      EXAMPLES
        hush consent grant --store chats.db --tenant acme --subject u-17 --use train_ai_system --notice v3 --explicit
        hush consent withdraw --store chats.db --tenant acme --subject u-17 --use train_ai_system --notice v3
        hush consent show --store chats.db --tenant acme --subject u-17
      """,
    subcommands: [Grant.self, Withdraw.self, Show.self])

  struct Grant: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Writes down that somebody agrees.")

    @OptionGroup var words: ConsentArguments
    @Flag(help: "They said so in so many words; training needs that.") var explicit = false
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func run() throws {
      var statement = words.statement(.granted)
      statement.isExplicit = explicit
      let (consent, _) = try store.open().state(statement, store.deed)
      try Terminal.answer(
        json: json, ConsentCommand.members(consent),
        "Consent \(consent.id): \(explicit ? "explicit" : "not explicit, so not enough for training"), "
          + "for \(consent.use.rawValue), under notice \(consent.noticeVersion).")
    }
  }

  struct Withdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes down that somebody takes it back, and lists the exports that hold them.")

    @OptionGroup var words: ConsentArguments
    @Flag(help: "They said so in so many words.") var explicit = false
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func run() throws {
      var statement = words.statement(.withdrawn)
      statement.isExplicit = explicit
      let (consent, exports) = try store.open().state(statement, store.deed)
      let list = exports.map { "\n  export \($0.id), \($0.createdAt.rfc3339): \($0.path)" }
      try Terminal.answer(
        json: json,
        ConsentCommand.members(consent) + [("exports", ConsentCommand.list(exports))],
        "Consent \(consent.id): withdrawn for \(consent.use.rawValue). "
          + (exports.isEmpty
            ? "No export holds the person."
            : "These exports hold the person, and have to be dealt with:" + list.joined()))
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows all that somebody said, oldest first.")

    @OptionGroup var person: PersonArguments
    @Option(help: "Only what was said about this use.") var use: UseArgument?
    @Flag(help: "JSON, one object a line.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func run() throws {
      let found = try store.open(mode: .readOnly)
        .consents(tenant: person.tenant, subject: person.subject)
      let consents = found.consents.filter { use == nil || $0.use == use?.use }
      Terminal.ignoreClosedPipes()
      var output = BufferedOutput()
      for consent in consents {
        var object = JSONObjectWriter()
        for member in ConsentCommand.members(consent) { object.add(member.name, raw: member.value) }
        let sentence =
          "\(consent.decidedAt.rfc3339) \(consent.decision.rawValue) \(consent.use.rawValue)"
          + "\(consent.isExplicit ? ", explicitly" : ""), notice \(consent.noticeVersion), "
          + "written down by \(consent.actor)"
        try output.write((json ? object.finished : sentence) + "\n")
      }
      if consents.isEmpty, !json { try output.write("Nothing was said.\n") }
      try output.flush()
    }
  }

  private static func members(_ consent: Consent) -> [(name: String, value: String)] {
    [
      ("consent_id", "\(consent.id)"), ("use", "\"\(consent.use.rawValue)\""),
      ("decision", "\"\(consent.decision.rawValue)\""), ("explicit", "\(consent.isExplicit)"),
      ("notice", JSONObjectWriter.quoted(consent.noticeVersion)),
      ("decided_at", "\"\(consent.decidedAt.rfc3339)\""),
      ("actor", JSONObjectWriter.quoted(consent.actor)),
    ]
  }

  private static func list(_ exports: [ExportNote]) -> String {
    let entries = exports.map { export in
      var entry = JSONObjectWriter()
      entry.add("export_id", Int(export.id))
      entry.add("created_at", export.createdAt.rfc3339)
      entry.add("file", export.path)
      entry.add("records", Int(export.records))
      return entry.finished
    }
    return "[\(entries.joined(separator: ","))]"
  }
}

/// Whom a consent is of.
struct PersonArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The person's tenant.", valueName: "name")) var tenant: String
  @Option(help: ArgumentHelp("The person's id, as records come with it.", valueName: "id"))
  var subject: String

  func validate() throws {
    if tenant.isEmpty || subject.isEmpty {
      throw ValidationError("--tenant and --subject are not empty.")
    }
  }
}

/// What somebody says about which use.
struct ConsentArguments: ParsableArguments {
  @OptionGroup var person: PersonArguments
  @Option(help: "What the data is to be used for.") var use: UseArgument
  @Option(help: ArgumentHelp("The version of the notice they were given.", valueName: "version"))
  var notice: String

  func statement(_ decision: Consent.Decision) -> ConsentStatement {
    ConsentStatement(
      tenant: person.tenant, subject: person.subject, use: use.use, decision: decision,
      noticeVersion: notice)
  }
}

/// A use that needs consent, by its name.
struct UseArgument: ExpressibleByArgument {
  let use: Consent.Use

  init?(argument: String) {
    guard let use = Consent.Use(rawValue: argument) else { return nil }
    self.use = use
  }

  static var allValueStrings: [String] { Consent.Use.allCases.map(\.rawValue) }
}
