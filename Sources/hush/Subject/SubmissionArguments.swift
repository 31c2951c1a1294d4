import ArgumentParser
import Foundation
import Retention
import Storage

/// Whose request it is, and under which law.
struct SubmissionArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The tenant whose records it is about.", valueName: "name"))
  var tenant: String
  @Option(help: ArgumentHelp("The person's id, as the records came with it.", valueName: "id"))
  var subject: String
  @Option(help: "The law that sets the time to answer: gdpr 30 days, ccpa 45.")
  var regulation = RegulationArgument.gdpr
  @Option(
    help: ArgumentHelp(
      "When it was received; now by default. The time to answer runs from it.", valueName: "time"))
  var received: MomentArgument?
  @Flag(help: "The person's identity has been verified.") var verified = false
  @Flag(help: "One JSON object, in the terms of OpenDSR.") var json = false

  enum RegulationArgument: String, ExpressibleByArgument, CaseIterable {
    case gdpr, ccpa

    var regulation: SubjectRequest.Regulation {
      switch self {
      case .gdpr: .gdpr
      case .ccpa: .ccpa
      }
    }
  }

  func validate() throws {
    if tenant.isEmpty || subject.isEmpty {
      throw ValidationError("--tenant and --subject are not empty.")
    }
    if let received, received.moment > .now {
      throw ValidationError("--received lies ahead.")
    }
  }
}

/// Where the records of an answer are put.
struct AnswerArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A new folder for the records and their manifest.", valueName: "folder"))
  var out: String?

  func validate() throws {
    if out == "" { throw ValidationError("--out is not empty.") }
  }

  /// The folder's full path: whoever verifies the request may stand elsewhere.
  var path: String? { out.map { URL(filePath: $0).path } }
}

/// A command that takes a person's request in.
protocol SubmissionCommand: ParsableCommand {
  static var kind: SubjectRequest.Kind { get }
  var submission: SubmissionArguments { get }
  var store: StoreArguments { get }
  /// Where the records are to be put, for those that give some.
  var folder: String? { get }
  /// Where to list what has to be deleted outside the store, for those that delete.
  var deletions: String? { get }
}

extension SubmissionCommand {
  var folder: String? { nil }
  var deletions: String? { nil }

  func run() throws {
    let opened = try store.open()
    let deed = store.deed
    var request = SubjectSubmission(
      Self.kind, tenant: submission.tenant, subject: submission.subject,
      receivedAt: submission.received?.moment ?? deed.now)
    request.regulation = submission.regulation.regulation
    request.folder = folder
    let submitted = try opened.submit(request, deed)
    let answer =
      try submission.verified
      ? RequestAnswer(
        verifying: submitted.id, to: nil, listingTo: deletions, in: opened, deed: deed)
      : RequestAnswer(submitted)
    try answer.print(json: submission.json)
  }
}

/// A command whose answer is records.
protocol AnsweringCommand: SubmissionCommand {
  var output: AnswerArguments { get }
}

extension AnsweringCommand {
  var folder: String? { output.path }
}
