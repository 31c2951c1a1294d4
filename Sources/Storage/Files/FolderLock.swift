import Glibc

/// The right to make files in some folders: one process, and one thread of it, has it at a time.
///
/// The lock is on the folders themselves, so that it leaves nothing behind, and the system takes
/// it back from a process that ends however it ends.
struct FolderLock: ~Copyable {
  private let descriptors: [Int32]

  private struct Folder {
    let path: String
    let descriptor: Int32
    let device: dev_t
    let inode: ino_t
  }

  /// Locks the folders that hold `paths`.
  ///
  /// Throws `StoreError.cannotCreate` when a folder cannot be opened and `StoreError.locked` when
  /// another process keeps one for as long as a writer waits.
  static func take(for paths: [String]) throws(StoreError) -> FolderLock {
    var folders: [Folder] = []
    for path in paths {
      do {
        let folder = try Self.open(path)
        // A second lock on the same folder would wait for the first one.
        if folders.contains(where: { $0.device == folder.device && $0.inode == folder.inode }) {
          close(folder.descriptor)
        } else {
          folders.append(folder)
        }
      } catch {
        for folder in folders { close(folder.descriptor) }
        throw error
      }
    }
    // Everybody goes by the same order: two that wait for each other would wait for ever.
    folders.sort { ($0.device, $0.inode) < ($1.device, $1.inode) }
    let lock = FolderLock(descriptors: folders.map(\.descriptor))
    for folder in folders { try Self.wait(for: folder) }
    return lock
  }

  /// Whether somebody has the lock on the folder that holds `path`; not so when that can't be told.
  static func isTaken(for path: String) -> Bool {
    guard let folder = try? Self.open(path) else { return false }
    // Closing gives back what is taken here.
    defer { close(folder.descriptor) }
    return flock(folder.descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  deinit {
    for descriptor in descriptors { close(descriptor) }
  }

  // Safety: the path is a terminated copy for the length of the call; the other call fills a
  // local structure.
  private static func open(_ path: String) throws(StoreError) -> Folder {
    let descriptor = unsafe Glibc.open(
      StoreFile.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotCreate(path: path, errno: errno) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw .cannotCreate(path: path, errno: code)
    }
    return Folder(
      path: path, descriptor: descriptor, device: status.st_dev, inode: status.st_ino)
  }

  private static func wait(for folder: Folder) throws(StoreError) {
    var patience = LockPatience()
    while flock(folder.descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw .cannotCreate(path: folder.path, errno: errno)
      }
      guard patience.waitsOn() else { throw .locked }
    }
  }
}
