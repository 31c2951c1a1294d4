import ArgumentParser
import Pipeline
import Retention
import Storage

extension SubjectCommand {
  struct Mark: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "mark",
      abstract:
        "Notes what is known of a person: that they are a child, or deleted their account.",
      discussion: """
        A child's records are erased at once, and whatever comes of them later goes with the next sweep. They are \
        never used for training. Account data is kept for its period from the account's deletion on.
        """)

    @Option(help: ArgumentHelp("The tenant whose records it is about.", valueName: "name"))
    var tenant: String
    @Option(help: ArgumentHelp("The person's id, as the records came with it.", valueName: "id"))
    var subject: String
    @Flag(help: "The person is a child.") var child = false
    @Option(
      help: ArgumentHelp("When the person's account was deleted.", valueName: "time"))
    var accountDeleted: MomentArgument?
    @Flag(help: "One JSON object, in the terms of OpenDSR.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func validate() throws {
      if tenant.isEmpty || subject.isEmpty {
        throw ValidationError("--tenant and --subject are not empty.")
      }
      guard child != (accountDeleted != nil) else {
        throw ValidationError("Say what is known: either --child or --account-deleted.")
      }
      if let accountDeleted, accountDeleted.moment > .now {
        throw ValidationError("--account-deleted lies ahead.")
      }
    }

    func run() throws {
      let opened = try store.open()
      if let moment = accountDeleted?.moment {
        let dated = try opened.markAccountDeleted(
          subject, tenant: tenant, at: moment, store.deed)
        return try Terminal.answer(
          json: json,
          [
            ("tenant", JSONObjectWriter.quoted(tenant)),
            ("subject", JSONObjectWriter.quoted(subject)),
            ("account_deleted_at", "\"\(moment.rfc3339)\""), ("records", "\(dated)"),
          ],
          "The account of \(subject) of \(tenant) was deleted at \(moment.rfc3339): "
            + "\(counted(dated, "record")) of it will go by that.")
      }
      let marked = try opened.markChild(subject, tenant: tenant, store.deed)
      try RequestAnswer(marked.request, marked.erasure).print(json: json)
    }
  }
}
