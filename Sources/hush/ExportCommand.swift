import ArgumentParser
import Foundation
import Pipeline
import Retention
import Storage

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes records to a file, for a purpose, with a manifest of what it relies on.",
    discussion: """
      The only way to records for training: those with the explicit consent of everybody in them, not taken \
      back; nobody a child; nothing held, restricted or expired. What is left out is counted by reason. The \
      records are in FILE, one JSON object a line; FILE.manifest.json says how many, their SHA-256, and \
      which consents they rely on. If no record may be used, nothing is written and the exit code is 69.

      EXAMPLES
        hush export --store chats.db --purpose training --out training.jsonl
        hush export --store chats.db --purpose portability --tenant acme --out acme.jsonl
      """)

  @Option(help: "training, portability or legal.") var purpose: PurposeArgument
  @Option(help: ArgumentHelp("Only this tenant's.", valueName: "name")) var tenant: String?
  @Option(help: ArgumentHelp("Only this subject's.", valueName: "id")) var subject: String?
  @Option(help: ArgumentHelp("A new file.", valueName: "file")) var out: String
  @Flag(help: "One JSON object.") var json = false
  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    if ExportRequest(purpose: purpose.purpose) == nil {
      throw ValidationError(
        "--purpose takes \(ExportRequest.purposes.map(\.name).joined(separator: ", ")).")
    }
    if out.isEmpty || out.hasSuffix("/") { throw ValidationError("--out names a file.") }
  }

  func run() throws {
    guard var request = ExportRequest(purpose: purpose.purpose) else { return }
    request.tenant = tenant
    request.subject = subject
    let path = URL(fileURLWithPath: out).path
    do {
      let outcome = try ExportRun.run(request, to: path, from: store.open(), store.deed)
      try answer(outcome.draft, sha256: outcome.sha256, path: path)
    } catch let refused as ExportRefused {
      try answer(refused.draft, sha256: nil, path: path)
      throw StoreError.refused(.nothingToTrainOn)
    }
  }

  private func answer(_ draft: ExportDraft, sha256: String?, path: String) throws {
    let refused = draft.refused.values.reduce(0, +)
    let reasons = draft.refused.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ")
    let written =
      sha256 == nil
      ? "Nothing was written."
      : "\(counted(draft.records, "record")) written to \(path), what they rely on to \(path).manifest.json."
    try Terminal.answer(
      json: json,
      [
        ("export_id", "\(draft.id)"), ("purpose", "\"\(draft.purpose.name)\""),
        ("records", "\(draft.records)"), ("subjects", "\(draft.subjects)"),
        ("refused", draft.refusalsText), ("sha256", sha256.map { "\"\($0)\"" } ?? "null"),
        ("file", sha256 == nil ? "null" : JSONObjectWriter.quoted(path)),
      ],
      refused == 0
        ? written : "\(written) \(counted(refused, "record")) left out: \(reasons).")
  }
}
