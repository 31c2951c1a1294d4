import Keys
import Retention
package import Storage

/// What an export came to.
package struct ExportOutcome: Sendable {
  package let draft: ExportDraft
  package let bytes: Int
  /// SHA-256 in hexadecimal digits.
  package let sha256: String
}

/// Runs `export`.
package enum ExportRun {
  /// Writes the records of an export to a file, and beside it `<file>.manifest.json`.
  ///
  /// Both get their names when they are whole and the store has noted the export: cut off at any
  /// moment, nothing that was not noted can be used.
  /// - Throws: ``PipelineError`` when a file can't be made; `StoreError.refused` when nothing may be used for training.
  package static func run(
    _ request: ExportRequest, to path: String, from store: Store, _ deed: Deed
  ) throws -> ExportOutcome {
    var records = try ExportFile(at: path)
    var manifest = try ExportFile(at: path + ".manifest.json")
    let draft = try store.export(request, deed) { try records.write(RecordLine.text(of: $0)) }
    let digest = try records.sync()
    guard draft.records > 0 || draft.refused.isEmpty else {
      try store.refuse(draft, deed)
      throw ExportRefused(draft: draft)
    }
    let outcome = ExportOutcome(
      draft: draft, bytes: records.bytes, sha256: digest.bytes.hexadecimal)
    try ExportManifest(outcome, request, path, deed).write(to: &manifest, from: store)
    _ = try manifest.sync()
    try store.finish(draft, path: path, sha256: digest, deed)
    try manifest.finish()
    try records.finish()
    return outcome
  }
}

/// Every record that was asked for was refused; nothing is in any file.
package struct ExportRefused: Error {
  package let draft: ExportDraft
}
