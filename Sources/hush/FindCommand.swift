import ArgumentParser
import Pipeline
import Retention
import Storage

struct FindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Finds the conversations in which a value stood, by the value.",
    discussion: """
      The value is read from standard input and stored nowhere: records keep a keyed hash of each value that \
      was replaced in them. Any spelling of it will do. What is found is who spoke in which conversation; the \
      search is in the audit log.

      EXAMPLES
        echo jane@example.com | hush find --store chats.db --tenant acme --value -
      """)

  @Option(help: ArgumentHelp("The tenant whose records are searched.", valueName: "name"))
  var tenant: String
  @Option(help: ArgumentHelp("The value: `-`, read from standard input.", valueName: "-"))
  var value: String
  @Flag(help: "JSON, one object a line.") var json = false
  @OptionGroup(title: "Store") var store: StoreArguments
  @OptionGroup(title: "How the value is read") var rules: RuleOptions

  func validate() throws {
    if value != "-" {
      throw ValidationError("--value takes - and reads the value from standard input.")
    }
  }

  func run() throws {
    let opened = try store.open()
    let key = try opened.pseudonymKey(ofTenant: tenant)
    let entries = try ValueSearch.entries(
      of: Terminal.standardInput(), rules: rules.ruleSet(), key: key)
    let sightings = try opened.find(entries, tenant: tenant, store.deed)
    Terminal.ignoreClosedPipes()
    var output = BufferedOutput()
    for sighting in sightings {
      try output.write((json ? object(sighting) : sentence(sighting)) + "\n")
    }
    if sightings.isEmpty, !json { try output.write("The value stood in no record.\n") }
    try output.flush()
  }

  private func object(_ sighting: ValueSighting) -> String {
    var object = JSONObjectWriter()
    object.add("tenant", tenant)
    object.add("subject", sighting.subject)
    object.add("conversation", raw: sighting.conversation.map(JSONObjectWriter.quoted) ?? "null")
    object.add("records", Int(sighting.records))
    object.add("first_occurred_at", sighting.firstOccurredAt.rfc3339)
    object.add("last_occurred_at", sighting.lastOccurredAt.rfc3339)
    return object.finished
  }

  private func sentence(_ sighting: ValueSighting) -> String {
    let place = sighting.conversation.map { "conversation \($0)" } ?? "no conversation"
    return "\(place), subject \(sighting.subject): \(counted(sighting.records, "record")), "
      + "\(sighting.firstOccurredAt.rfc3339) to \(sighting.lastOccurredAt.rfc3339)"
  }
}
