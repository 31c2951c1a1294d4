import Glibc
import Keys

/// A file of one's own that gets its name when it is whole.
struct ExportFile: ~Copyable {
  let path: String
  private let growing: String
  private var content: DigestedFile
  private var isFinished = false

  var bytes: Int { content.bytes }

  /// Makes the file under another name, with mode 0600; what was cut off there is replaced.
  ///
  /// - Throws: ``PipelineError/cannotCreate(path:code:)``, also when there is something at the path; `CryptoError`.
  init(at path: String) throws {
    guard !Self.isTaken(path) else { throw PipelineError.cannotCreate(path: path, code: EEXIST) }
    let growing = path + ".incomplete"
    let content = try DigestedFile(name: path, file: .replacing(growing))
    self.path = path
    self.growing = growing
    self.content = content
  }

  deinit {
    if !isFinished { Self.remove(growing) }
  }

  mutating func write(_ text: String) throws { try content.write(text) }

  /// Writes what is left and forces it to the disk.
  ///
  /// - Returns: SHA-256 of all that was written.
  mutating func sync() throws -> Digest32 { try content.sync() }

  /// Gives the file its name.
  ///
  /// - Throws: ``PipelineError/cannotCreate(path:code:)``, also when something has taken the name meanwhile.
  mutating func finish() throws(PipelineError) {
    if let code = Self.rename(growing, to: path) { throw .cannotCreate(path: path, code: code) }
    isFinished = true
  }

  // Safety: the path is a terminated copy for the length of the call, which fills a local structure.
  private static func isTaken(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0
  }

  // Safety: the paths are terminated copies for the length of each call.
  private static func rename(_ growing: String, to path: String) -> Int32? {
    // A link refuses to replace, which a rename would do silently.
    guard unsafe link(growing, path) == 0 else { return errno }
    unsafe unlink(growing)
    return nil
  }

  // Safety: the path is a terminated copy for the length of the call.
  private static func remove(_ path: String) { unsafe unlink(path) }
}
