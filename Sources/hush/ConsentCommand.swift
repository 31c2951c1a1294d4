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
    static let configuration = CommandConfiguration(
      commandName: "grant", abstract: "Writes down that somebody agrees.")

    @OptionGroup var words: ConsentArguments
    @Flag(help: "They said so in so many words; training needs that.") var explicit = false
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func run() throws {
      var statement = words.statement(.granted)
      statement.isExplicit = explicit
      let (consent, _) = try store.open().state(statement, store.deed)
      try Terminal.answer(
        json: json, ConsentLine.members(of: consent),
        "Consent \(consent.id): \(explicit ? "explicit" : "not explicit, so not enough for training"), "
          + "for \(consent.use.rawValue), under notice \(consent.noticeVersion).")
    }
  }

  struct Withdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "withdraw",
      abstract: "Writes down that somebody takes it back, and lists the exports that hold them.")

    @OptionGroup var words: ConsentArguments
    @Flag(help: "They said so in so many words.") var explicit = false
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func run() throws {
      var statement = words.statement(.withdrawn)
      statement.isExplicit = explicit
      let (consent, exports) = try store.open().state(statement, store.deed)
      try Terminal.answer(
        json: json,
        ConsentLine.members(of: consent) + [("exports", exports.json)],
        "Consent \(consent.id): withdrawn for \(consent.use.rawValue). \(exports.sentence)")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Shows all that somebody said, oldest first.")

    @OptionGroup var person: PersonArguments
    @Option(help: "Only what was said about this use.") var use: UseArgument?
    @Option(help: ArgumentHelp("Only what was said under this notice.", valueName: "version"))
    var notice: String?
    @Flag(help: "JSON, one object a line.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func run() throws {
      let found = try store.open()
        .consents(tenant: person.tenant, subject: person.subject, store.deed)
      let consents = found.consents.filter {
        (use == nil || $0.use == use?.use) && (notice == nil || $0.noticeVersion == notice)
      }
      Terminal.ignoreClosedPipes()
      var output = BufferedOutput()
      for consent in consents {
        let sentence =
          "\(consent.decidedAt.rfc3339) \(consent.decision.rawValue) \(consent.use.rawValue)"
          + "\(consent.isExplicit ? ", explicitly" : ""), notice \(consent.noticeVersion), "
          + "written down by \(consent.actor)"
        try output.write((json ? ConsentLine.text(of: consent) : sentence) + "\n")
      }
      if consents.isEmpty, !json { try output.write("Nothing was said.\n") }
      try output.flush()
    }
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
