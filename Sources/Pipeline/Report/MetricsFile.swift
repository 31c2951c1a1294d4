import Glibc

/// A file of metrics that readers see whole: each content takes the former one's name.
package enum MetricsFile {
  /// Writes the text beside the path and gives it the path's name.
  ///
  /// The file may be read by others, as it names nobody: whoever collects metrics is another user.
  /// - Throws: ``PipelineError/cannotCreate(path:code:)``, also when there is anything but a regular file at the path,
  ///   or ``PipelineError/writeFailed(path:code:)``; the former content stays then.
  package static func write(_ text: String, to path: String) throws(PipelineError) {
    guard mayBeReplaced(path) else { throw .cannotCreate(path: path, code: EINVAL) }
    let growing = path + ".incomplete"
    let file = try OutputFile.replacing(growing, mode: 0o644)
    do throws(PipelineError) {
      defer { close(file.descriptor) }
      try file.write(text)
    } catch {
      remove(growing)
      throw error
    }
    if let code = rename(growing, to: path) {
      remove(growing)
      throw .cannotCreate(path: path, code: code)
    }
  }

  /// A device that lost its name to a file would be missed by everybody.
  // Safety: the path is a terminated copy for the length of the call, which fills a local structure.
  private static func mayBeReplaced(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }

  // Safety: the paths are terminated copies for the length of the call.
  private static func rename(_ growing: String, to path: String) -> Int32? {
    unsafe Glibc.rename(growing, path) == 0 ? nil : errno
  }

  // Safety: the path is a terminated copy for the length of the call.
  private static func remove(_ path: String) { unsafe unlink(path) }
}
