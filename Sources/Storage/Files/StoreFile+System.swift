import Glibc

extension StoreFile {
  /// Whether there is anything at the path.
  // Safety: the path is a terminated copy for the length of the call.
  static func exists(_ path: String) -> Bool {
    unsafe access(path, F_OK) == 0
  }

  /// Whether something of this name is in its folder, a link that leads nowhere included.
  // Safety: the path is a terminated copy for the length of the call, which fills a local structure.
  static func isTaken(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0
  }

  /// Whether the path leads to a regular file; SQLite says of anything else only that it failed.
  // Safety: the path is a terminated copy for the length of the call, which fills a local structure.
  static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Makes an empty file with mode 0600 whatever the umask; SQLite gives its companions the same.
  // Safety: the path is a terminated copy for the length of the call.
  static func makeEmptyFile(at path: String) throws(StoreError) {
    let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let descriptor = unsafe open(path, flags, 0o600)
    guard descriptor >= 0 else { throw .cannotCreate(path: path, errno: errno) }
    defer { close(descriptor) }
    guard fchmod(descriptor, 0o600) == 0 else { throw .cannotCreate(path: path, errno: errno) }
  }

  /// Makes a folder for its owner only, unless there is one.
  // Safety: the path is a terminated copy for the length of each call.
  static func makeFolder(_ path: String) throws(StoreError) {
    guard unsafe mkdir(path, 0o700) != 0 else { return }
    let code = errno
    var status = stat()
    let isFolder = unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    guard isFolder else { throw .cannotCreate(path: path, errno: code) }
  }

  /// Takes a file and SQLite's companions of it away from everybody but their owner, whoever let others have them. What
  /// is not ours to change stays as it is: `doctor` tells.
  static func keepToOwner(_ path: String) {
    for companion in ["", "-wal", "-shm"] { restrictMode(of: path + companion) }
  }

  // Safety: the path is a terminated copy for the length of each call, the first of which fills a local structure.
  private static func restrictMode(of path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { return }
    _ = unsafe chmod(path, 0o600)
  }

  // Safety: the path is a terminated copy for the length of the call.
  static func remove(_ path: String) {
    unsafe unlink(path)
  }

  /// Gives a finished file its name, unless something has taken it meanwhile.
  // Safety: the paths are terminated copies for the length of each call.
  static func rename(_ growing: String, to path: String) throws(StoreError) {
    // A link refuses to replace, which a rename would do silently.
    guard unsafe link(growing, path) == 0 else { throw .cannotCreate(path: path, errno: errno) }
    unsafe unlink(growing)
    let descriptor = unsafe open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// The folder a path's last name is in.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  }
}
