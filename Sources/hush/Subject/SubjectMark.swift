import ArgumentParser
import Storage

extension SubjectCommand {
  struct Mark: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Notes what is known of a person: that they are a child.",
      discussion: """
        A child's records are erased at once, and whatever comes of them later goes with the next sweep. They are \
        never used for training.
        """)

    @Option(help: ArgumentHelp("The tenant whose records it is about.", valueName: "name"))
    var tenant: String
    @Option(help: ArgumentHelp("The person's id, as the records came with it.", valueName: "id"))
    var subject: String
    @Flag(help: "The person is a child.") var child = false
    @Flag(help: "One JSON object, in the terms of OpenDSR.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func validate() throws {
      if tenant.isEmpty || subject.isEmpty {
        throw ValidationError("--tenant and --subject are not empty.")
      }
      if !child { throw ValidationError("Say what is known: --child.") }
    }

    func run() throws {
      let marked = try store.open().markChild(subject, tenant: tenant, store.deed)
      try RequestAnswer(marked.request, marked.erasure).print(json: json)
    }
  }
}
