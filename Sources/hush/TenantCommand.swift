import ArgumentParser
import Pipeline
import Retention
import Storage

struct TenantCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tenant",
    abstract: "Says what holds for a tenant's data: periods, region, the end of its contract.",
    discussion: """
      A period of a higher layer replaces one of a lower: contract, customer, plan, built-in. A shorter one \
      holds for what is stored already; a longer one brings nothing back. When a contract has ended, its \
      records can be exported for 30 days; then a sweep deletes them and destroys the tenant's keys.

      EXAMPLES
        hush tenant set acme --store chats.db --period conversation=30 --period recording=7
        hush tenant set acme --store chats.db --region eu --transfer-basis scc
        hush tenant show --store chats.db
        hush tenant terminate acme --store chats.db --at 2030-01-01T00:00:00Z
      """,
    subcommands: [Set.self, Show.self, Terminate.self])

  struct Set: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set",
      abstract: "Sets periods, region or transfer basis; makes the store if there is none.")

    @Argument(help: ArgumentHelp("The tenant.", valueName: "name")) var tenant: String
    @Option(
      help: ArgumentHelp(
        "Keep a class of data for so many days, or indefinitely; may be repeated.",
        valueName: "class=days"))
    var period: [PeriodArgument] = []
    @Option(help: "Who sets the periods.") var layer = LayerArgument.customer
    @Option(help: ArgumentHelp("Where the data is kept: a code.", valueName: "code"))
    var region: String?
    @Option(
      help: ArgumentHelp(
        "What transfers elsewhere rest on, such as adequacy, scc or bcr: a code.",
        valueName: "code"))
    var transferBasis: String?
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func validate() throws {
      if tenant.isEmpty { throw ValidationError("The tenant's name is not empty.") }
      if change.isEmpty {
        throw ValidationError("Nothing to set: give --period, --region or --transfer-basis.")
      }
      if change.periods.count < period.count {
        throw ValidationError("--period gives each class one period.")
      }
    }

    private var change: TenantTermsChange {
      var change = TenantTermsChange()
      for entry in period { change.periods[entry.dataClass] = entry.period }
      change.layer = layer.layer
      change.region = region
      change.transferBasis = transferBasis
      return change
    }

    func run() throws {
      let shortened = try store.openOrCreate().setTerms(ofTenant: tenant, change, store.deed)
      try Terminal.answer(
        json: json,
        [("tenant", JSONObjectWriter.quoted(tenant)), ("shortened", "\(shortened)")],
        "The terms of \(tenant) are set; \(counted(shortened, "stored record")) will go earlier than before."
      )
    }
  }

  struct Terminate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "terminate", abstract: "Ends a tenant's contract; 30 days are left to export.")

    @Argument(help: ArgumentHelp("The tenant.", valueName: "name")) var tenant: String
    @Option(help: ArgumentHelp("When it ends; now by default.", valueName: "time"))
    var at: MomentArgument?
    @Flag(help: "One JSON object.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func run() throws {
      let deed = store.deed
      let end = try store.open()
        .terminateContract(ofTenant: tenant, at: at?.moment ?? deed.now, deed)
      try Terminal.answer(
        json: json,
        [
          ("tenant", JSONObjectWriter.quoted(tenant)),
          ("contract_ends_at", "\"\(end.endsAt.rfc3339)\""),
          ("export_window_ends_at", "\"\(end.exportWindowEndsAt.rfc3339)\""),
        ],
        "The contract of \(tenant) ends \(end.endsAt.rfc3339). Until \(end.exportWindowEndsAt.rfc3339) "
          + "its records can be exported; the next sweep after that deletes them and destroys its keys."
      )
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Shows what holds for one tenant, or for all.")

    @Argument(help: ArgumentHelp("Only this one.", valueName: "name")) var tenant: String?
    @Flag(help: "JSON, one object a line.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func run() throws {
      let profiles = try store.open().listTenantProfiles(named: tenant, store.deed)
      Terminal.ignoreClosedPipes()
      var output = BufferedOutput()
      for profile in profiles {
        try output.write((json ? Self.object(profile) : Self.text(profile)) + "\n")
      }
      if profiles.isEmpty, !json { try output.write("The store has no tenant.\n") }
      try output.flush()
    }

    private static func object(_ profile: TenantProfile) -> String {
      func quoted(_ text: String?) -> String { text.map(JSONObjectWriter.quoted) ?? "null" }
      var entry = JSONObjectWriter()
      entry.add("tenant", profile.name)
      entry.add("region", raw: quoted(profile.region))
      entry.add("transfer_basis", raw: quoted(profile.transferBasis))
      entry.add("contract_ends_at", raw: quoted(profile.contractEnd?.endsAt.rfc3339))
      entry.add(
        "export_window_ends_at", raw: quoted(profile.contractEnd?.exportWindowEndsAt.rfc3339))
      entry.add("records", Int(profile.records))
      let periods = profile.terms.map { term in
        var period = JSONObjectWriter()
        period.add("class", term.dataClass.name)
        period.add("layer", term.layer.name)
        period.add("days", raw: days(term).map(String.init) ?? "null")
        period.add("from", from(term))
        period.add("holds", raw: "\(term.isDeciding)")
        return period.finished
      }
      entry.add("periods", raw: "[\(periods.joined(separator: ","))]")
      return entry.finished
    }

    private static func text(_ profile: TenantProfile) -> String {
      var lines = ["\(profile.name): \(counted(profile.records, "record"))"]
      if let region = profile.region { lines[0] += ", region \(region)" }
      if let basis = profile.transferBasis { lines[0] += ", transfers by \(basis)" }
      if let end = profile.contractEnd {
        lines.append(
          "  contract ends \(end.endsAt.rfc3339), export until \(end.exportWindowEndsAt.rfc3339)")
      }
      for term in profile.terms {
        let period = days(term).map { "\($0) days" } ?? "without end"
        lines.append(
          "  \(term.dataClass.name): \(period) from \(from(term)) (\(term.layer.name)\(term.isDeciding ? "" : ", replaced"))"
        )
      }
      return lines.joined(separator: "\n")
    }

    private static func days(_ term: TenantProfile.Term) -> Int? {
      if case .days(let days) = term.rule.period { days } else { nil }
    }

    private static func from(_ term: TenantProfile.Term) -> String {
      switch term.rule.anchor {
      case .occurred: "occurred"
      case .accountDeleted: "account-deleted"
      }
    }
  }
}
