import Glibc

/// A folder that is there whole, or not at all: it grows under another name.
struct AnswerFolder: ~Copyable {
  private let path: String
  private let growing: String
  private var names: [String] = []
  private var isFinished = false

  /// Makes the folder, for its owner only.
  ///
  /// - Throws: ``PipelineError/cannotCreate(path:code:)``, also when there is something at the path, unless it is an empty folder.
  init(at path: String) throws(PipelineError) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
    growing = path + ".incomplete"
    if let code = Self.emptied(path) { throw .cannotCreate(path: path, code: code) }
    if let code = Self.made(growing) { throw .cannotCreate(path: growing, code: code) }
  }

  deinit {
    guard !isFinished else { return }
    for name in names { Self.remove(growing + "/" + name) }
    Self.removeFolder(growing)
  }

  /// A new file in it, for its owner only.
  mutating func file(_ name: String) throws(PipelineError) -> DigestedFile {
    names.append(name)
    do {
      return try DigestedFile(name: name, file: .replacing(growing + "/" + name))
    } catch let error as PipelineError {
      throw error
    } catch { throw .cannotCreate(path: path, code: EINVAL) }
  }

  /// Gives the folder its name. The files in it are on disk.
  mutating func finish() throws(PipelineError) {
    if let code = Self.renamed(growing, to: path) { throw .cannotCreate(path: path, code: code) }
    isFinished = true
  }

  // Safety: the path is a terminated copy for the length of the call.
  private static func emptied(_ path: String) -> Int32? {
    unsafe rmdir(path) == 0 || errno == ENOENT ? nil : errno
  }

  /// What a run that was cut off has left there is its own, and goes.
  // Safety: the path is a terminated copy for the length of the call.
  private static func made(_ path: String) -> Int32? {
    for name in ["records.jsonl", "consents.jsonl", "manifest.json"] { remove(path + "/" + name) }
    removeFolder(path)
    return unsafe mkdir(path, 0o700) == 0 ? nil : errno
  }

  // Safety: the paths are terminated copies for the length of the call.
  private static func renamed(_ growing: String, to path: String) -> Int32? {
    unsafe rename(growing, path) == 0 ? nil : errno
  }

  // Safety: the path is a terminated copy for the length of the call.
  private static func remove(_ path: String) { unsafe unlink(path) }

  // Safety: the path is a terminated copy for the length of the call.
  private static func removeFolder(_ path: String) { unsafe rmdir(path) }
}
