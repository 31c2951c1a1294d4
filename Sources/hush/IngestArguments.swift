import ArgumentParser
import Detection
import Pipeline
import Records
import Redaction
import Retention
import Storage

/// What a record is taken for on its way into a store, for all commands that bring some in.
struct IngestArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Take tenant, subject, conversation, time, class, id or speaker from this JSON Pointer; known: look for its value in the whole record; reference: what it names lies outside and is to be deleted with the record.",
      valueName: "role=/pointer"))
  var map: [String] = []

  @Option(
    help: ArgumentHelp(
      "Drop records whose id, a top-level member, their tenant has stored with --unique before.",
      valueName: "member"))
  var unique: String?

  @Flag(
    help:
      "Who speaks is a person of their own: records that name no subject belong to CONVERSATION/SPEAKER, their speaker's or role's."
  )
  var bySpeaker = false

  @Option(help: ArgumentHelp("The tenant of every record of this run.", valueName: "name"))
  var tenant: String?

  @Option(
    name: .customLong("class"),
    help: ArgumentHelp("The data class of every record of this run.", valueName: "name"))
  var dataClass: String?

  @Option(help: "What the records may be used for.")
  var purpose = PurposeArgument(.service)

  @Option(help: ArgumentHelp("A tag for the conversations of this run.", valueName: "code"))
  var jurisdiction: String?

  @Option(
    help: ArgumentHelp("The version of the notice people were given.", valueName: "version"))
  var noticeVersion: String?

  @Option(help: "What periods run from: the record's own time, or the ingest.")
  var retainFrom: RetainFrom = .occurred

  enum RetainFrom: String, ExpressibleByArgument, CaseIterable {
    case occurred
    case ingested
  }

  func validate() throws {
    _ = try members()
    if !bySpeaker, map.contains(where: { $0.hasPrefix("speaker=") }) {
      throw ValidationError(
        "--map speaker=/pointer says where speakers stand: it needs --by-speaker.")
    }
    if let unique, unique.isEmpty || unique.hasPrefix("/") {
      throw ValidationError("--unique takes the name of a top-level member.")
    }
    if tenant == "" { throw ValidationError("--tenant is not empty.") }
    if let dataClass, DataClass(name: dataClass) == nil {
      throw ValidationError("--class takes lower-case letters, digits and underscores.")
    }
  }

  /// Throws `StoreError.noPeriod` when the run names a class that no built-in rule gives a period.
  func checkBuiltInPeriod() throws {
    guard let dataClass = dataClass.flatMap(DataClass.init(name:)),
      RetentionSchedule().rule(for: dataClass) == nil
    else { return }
    throw StoreError.noPeriod(dataClass: dataClass.name)
  }

  /// The settings of a run that takes records in.
  func options(_ rules: RuleSet, _ policy: Policy, for store: StoreArguments) -> IngestOptions {
    var options = IngestOptions(actor: store.actor) { .now }
    options.tenant = tenant
    options.dataClass = dataClass.flatMap(DataClass.init(name:))
    options.purpose = purpose.purpose
    options.jurisdiction = jurisdiction
    options.noticeVersion = noticeVersion
    options.retainsFromIngest = retainFrom == .ingested
    options.dropsKnownIDs = unique != nil
    options.programVersion = BuildInfo.version
    options.detectorVersion = rules.version
    options.policyVersion = policy.version
    options.reason = store.reason
    options.entities = rules.entities
    return options
  }

  /// The members to know of, as `--map` and `--unique` change them.
  func members() throws -> IngestMembers {
    var mapped: [IdentityFields.Role: [String]] = [:]
    var references: [[String]] = []
    for entry in map where try KnownMapping.pointer(entry) == nil {
      let parts = entry.split(separator: "=", maxSplits: 1).map(String.init)
      let role = IdentityFields.Role(rawValue: parts[0])
      guard parts.count == 2, role != nil || parts[0] == "reference",
        let pointer = JSONPointer.segments(parts[1]), !pointer.isEmpty
      else {
        throw ValidationError(
          "--map takes \(IdentityFields.Role.allCases.map(\.rawValue).joined(separator: ", ")), known, "
            + "reference and a JSON Pointer: --map subject=/customer/id")
      }
      if let role { mapped[role] = pointer } else { references.append(pointer) }
    }
    return IngestMembers(
      identity: IdentityFields(mapped: mapped, idName: unique, tellsSpeakers: bySpeaker),
      references: ReferenceFields(mapped: references))
  }
}
