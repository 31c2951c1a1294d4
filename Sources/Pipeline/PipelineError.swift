/// Why a run could not go on. None of these carries a value from a record.
package enum PipelineError: Error, Sendable, Equatable {
  /// A source does not exist, is a folder, or can't be opened.
  case noInput(source: String)
  /// A source could not be read; the number is the system's `errno`.
  case readFailed(source: String, code: Int32)
  /// A file, or standard output where there is no path, could not be written; the number is the system's `errno`.
  case writeFailed(path: String?, code: Int32)
  /// Whoever read the output went away.
  case outputClosed
  /// The quarantine or summary file can't be created or is not a regular file of one's own.
  case cannotCreate(path: String, code: Int32)
  /// A named source no longer begins with what was stored of it.
  case sourceChanged(source: String)
}
