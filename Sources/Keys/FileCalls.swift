import Glibc

// The few file calls a key needs. A file library was refused: it would make copies of the key
// that nobody wipes.

/// The mode of an open file, or nil with `errno` set.
// Safety: the call fills a local structure.
func fileMode(of descriptor: Int32) -> mode_t? {
  var status = stat()
  return unsafe fstat(descriptor, &status) == 0 ? status.st_mode : nil
}

/// At most `limit` bytes up to the end of the file, or nil when it is longer or unreadable.
// Safety: the read is bounded by the room left in the array.
func readUpTo(_ limit: Int, from descriptor: Int32) -> [UInt8]? {
  var bytes = [UInt8](repeating: 0, count: limit + 1)
  var filled = 0
  while filled <= limit {
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe read(descriptor, buffer.baseAddress! + filled, buffer.count - filled)
    }
    if count == 0 {
      let result = Array(bytes[..<filled])
      bytes.wipe()
      return result
    }
    if count < 0 {
      if errno == EINTR { continue }
      break
    }
    filled += count
  }
  bytes.wipe()
  return nil
}

extension RootKey {
  /// Writes all of `bytes`; false with `errno` set when the file takes no more.
  // Safety: the write is bounded by what is left of the array.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress! + written, buffer.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      written += count
    }
    return true
  }

  /// Makes the folders a path needs, readable by their owner only; existing ones stay as they are.
  ///
  /// A failure shows when the file itself is made.
  // Safety: the path is a terminated copy for the length of the call.
  static func makeFolders(above path: String) {
    var end = path.startIndex
    while let slash = path[end...].firstIndex(of: "/") {
      if slash > path.startIndex { unsafe mkdir(String(path[..<slash]), 0o700) }
      end = path.index(after: slash)
    }
  }

  /// Makes a new file's name durable; a folder that cannot be synced is not an error.
  // Safety: the path is a terminated copy for the length of the call.
  static func syncFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
