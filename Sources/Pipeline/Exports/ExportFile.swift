import Glibc
import Keys

/// A file of one's own that gets its name when it is whole.
struct ExportFile: ~Copyable {
  let path: String
  private let growing: String
  private let file: OutputFile
  private var digest: StreamDigest
  private(set) var bytes = 0
  private var buffer: [UInt8] = []
  private var isFinished = false

  /// Makes the file under another name, with mode 0600; what was cut off there is replaced.
  ///
  /// - Throws: ``PipelineError/cannotCreate(path:code:)``, also when there is something at the path; `CryptoError`.
  init(at path: String) throws {
    guard !Self.isTaken(path) else { throw PipelineError.cannotCreate(path: path, code: EEXIST) }
    let growing = path + ".incomplete"
    let file = try OutputFile.replacing(growing)
    let digest = try StreamDigest()
    self.path = path
    self.growing = growing
    self.file = file
    self.digest = digest
  }

  deinit {
    close(file.descriptor)
    if !isFinished { Self.remove(growing) }
  }

  mutating func write(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Writes what is left and forces it to the disk.
  ///
  /// - Returns: SHA-256 of all that was written.
  mutating func sync() throws -> Digest32 {
    try flush()
    file.sync()
    return try digest.digestSoFar()
  }

  /// Gives the file its name.
  ///
  /// - Throws: ``PipelineError/cannotCreate(path:code:)``, also when something has taken the name meanwhile.
  mutating func finish() throws(PipelineError) {
    if let code = Self.rename(growing, to: path) { throw .cannotCreate(path: path, code: code) }
    isFinished = true
  }

  private mutating func flush() throws {
    let text = buffer
    try digest.update(text.span)
    try file.write(text.span)
    bytes += text.count
    buffer.removeAll(keepingCapacity: true)
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
