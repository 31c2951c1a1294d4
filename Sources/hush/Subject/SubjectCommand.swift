import ArgumentParser
import Storage

struct SubjectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "subject",
    abstract:
      "Does what people may ask of those who keep their data: access, erasure and the rest.",
    discussion: """
      A request waits until somebody has verified that it comes from the person it is about; --verified says so \
      at once. What a legal hold keeps waits for the hold's release, and is resumed by it. An erasure destroys \
      keys, so that copies of the store in backups can't be read either.

      EXAMPLES
        hush subject erase --store chats.db --tenant acme --subject u-17
        hush subject list --store chats.db --overdue
        hush subject verify 2f1c6a7e-0d3b-4b8e-9c53-6a1f0e7d9b42 --store chats.db
        hush subject access --store chats.db --tenant acme --subject u-17 --verified --out answer
      """,
    subcommands: [
      Erase.self, Access.self, Export.self, Restrict.self, Object.self, Verify.self, Cancel.self,
      Mark.self, Rectify.self,
      List.self,
    ])

  struct Erase: SubmissionCommand {
    static let configuration = CommandConfiguration(
      commandName: "erase",
      abstract: "Deletes a person's records and destroys their keys (GDPR Art. 17).")
    static let kind = SubjectRequest.Kind.erasure
    @OptionGroup var submission: SubmissionArguments
    @OptionGroup var list: DeletionArguments
    @OptionGroup(title: "Store") var store: StoreArguments

    var deletions: String? { list.path }

    func validate() throws {
      if list.path != nil, !submission.verified {
        throw ValidationError("--deletions lists what has gone: it needs --verified.")
      }
    }
  }

  struct Access: AnsweringCommand {
    static let configuration = CommandConfiguration(
      commandName: "access",
      abstract: "Puts all that is stored of a person into a folder (GDPR Art. 15).")
    static let kind = SubjectRequest.Kind.access
    @OptionGroup var output: AnswerArguments
    @OptionGroup var submission: SubmissionArguments
    @OptionGroup(title: "Store") var store: StoreArguments
  }

  struct Export: AnsweringCommand {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: "Puts what a person provided into a folder, for another service (GDPR Art. 20).")
    static let kind = SubjectRequest.Kind.portability
    @OptionGroup var output: AnswerArguments
    @OptionGroup var submission: SubmissionArguments
    @OptionGroup(title: "Store") var store: StoreArguments
  }

  struct Restrict: SubmissionCommand {
    static let configuration = CommandConfiguration(
      commandName: "restrict",
      abstract:
        "Keeps a person's records from being read, but for them and the law (GDPR Art. 18).")
    static let kind = SubjectRequest.Kind.restriction
    @OptionGroup var submission: SubmissionArguments
    @OptionGroup(title: "Store") var store: StoreArguments
  }

  struct Object: SubmissionCommand {
    static let configuration = CommandConfiguration(
      commandName: "object",
      abstract:
        "Notes a person's objection; their records are restricted from then on (GDPR Art. 21, 18(1)(d))."
    )
    static let kind = SubjectRequest.Kind.objection
    @OptionGroup var submission: SubmissionArguments
    @OptionGroup(title: "Store") var store: StoreArguments
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Says that a request comes from the person it is about, and does it.",
      discussion: "Verifying again goes on with what is still to be done.")
    @Argument(help: ArgumentHelp("The request's identity.", valueName: "id")) var id: String
    @OptionGroup var output: AnswerArguments
    @OptionGroup var list: DeletionArguments
    @Flag(help: "One JSON object, in the terms of OpenDSR.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func run() throws {
      let opened = try store.open()
      try RequestAnswer(
        verifying: id, to: output.path, listingTo: list.path, in: opened, deed: store.deed
      ).print(json: json)
    }
  }

  struct Cancel: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "cancel",
      abstract: "Takes back a request that waits, or lifts a restriction or objection.")
    @Argument(help: ArgumentHelp("The request's identity.", valueName: "id")) var id: String
    @Flag(help: "One JSON object, in the terms of OpenDSR.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func run() throws {
      let request = try store.open().cancelSubjectRequest(id, store.deed)
      try RequestAnswer(request).print(json: json)
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Lists the requests, with the time that is left to answer them.")
    @Flag(help: "Only those whose answer is late.") var overdue = false
    @Flag(help: "JSON, one object a line.") var json = false
    @OptionGroup(title: "Store") var store: StoreArguments

    func run() throws {
      let deed = store.deed
      let requests = try store.open().listSubjectRequests(deed)
        .filter { !overdue || $0.isOverdue(at: deed.now) }
      Terminal.ignoreClosedPipes()
      var output = BufferedOutput()
      for request in requests {
        let answer = RequestAnswer(request)
        try output.write((json ? answer.object : answer.sentence(at: deed.now)) + "\n")
      }
      if requests.isEmpty, !json {
        try output.write(overdue ? "No request is overdue.\n" : "There are no requests.\n")
      }
      try output.flush()
    }
  }
}
