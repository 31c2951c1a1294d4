import Glibc

/// Which file was at a path when this was made.
struct FilePlace: Sendable {
  private let path: String
  private let file: Identity?

  private struct Identity: Equatable {
    let device: dev_t
    let inode: ino_t
  }

  init(_ path: String) {
    self.path = path
    file = Self.identity(at: path)
  }

  /// Throws `StoreError.replaced` when another file is there now, or none.
  func check() throws(StoreError) {
    guard Self.identity(at: path) == file else { throw .replaced(path: path) }
  }

  // Safety: the path is a terminated copy for the length of the call, which fills a local structure.
  private static func identity(at path: String) -> Identity? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return Identity(device: status.st_dev, inode: status.st_ino)
  }
}
