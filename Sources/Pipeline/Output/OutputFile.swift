import Glibc

/// Writes bytes to a descriptor, whole or not at all as far as the caller can tell.
struct OutputFile: Sendable {
  let descriptor: Int32
  /// nil for standard output.
  var path: String?

  static let standardOutput = OutputFile(descriptor: STDOUT_FILENO)

  /// Writes all bytes, however many calls it takes.
  ///
  /// - Throws: ``PipelineError/outputClosed`` when the reader has gone, ``PipelineError/writeFailed(path:code:)`` otherwise.
  func write(_ bytes: Span<UInt8>) throws(PipelineError) {
    var written = 0
    while written < bytes.count {
      let (count, code) = writeOnce(bytes, from: written)
      if count >= 0 {
        written += count
        continue
      }
      switch code {
      case EINTR: continue
      case EAGAIN: waitUntilWritable()
      case EPIPE: throw .outputClosed
      case EBADF where descriptor == STDOUT_FILENO: throw .outputClosed
      default: throw .writeFailed(path: path, code: code)
      }
    }
  }

  func write(_ text: String) throws(PipelineError) {
    let bytes = Array(text.utf8)
    try write(bytes.span)
  }

  // Safety: no more than the bytes behind `start` are written.
  private func writeOnce(_ bytes: Span<UInt8>, from start: Int) -> (count: Int, code: Int32) {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      let count = unsafe Glibc.write(
        descriptor, buffer.baseAddress! + start, buffer.count - start)
      return (count, count < 0 ? errno : 0)
    }
  }

  // Safety: the structure lives on the stack for the length of the call.
  private func waitUntilWritable() {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = unsafe poll(&waiting, 1, -1)
  }

  /// Opens a file of one's own for appending: mode 0600 whatever the umask, never through a symbolic link.
  ///
  /// - Throws: ``PipelineError/cannotCreate(path:code:)``, also when the path is no regular file.
  static func appending(to path: String) throws(PipelineError) -> OutputFile {
    let file = try own(path, O_RDWR | O_APPEND)
    // A line that somebody left unfinished must not swallow the first of ours.
    if lastByte(file.descriptor) ?? UInt8(ascii: "\n") != UInt8(ascii: "\n") {
      try file.write("\n")
    }
    return file
  }

  /// Opens a file of one's own in place of what it held: as ``appending(to:)`` otherwise.
  ///
  /// - Parameter mode: who may open it, whatever the umask.
  /// - Throws: ``PipelineError/cannotCreate(path:code:)``, also when the path is no regular file.
  static func replacing(_ path: String, mode: mode_t = 0o600) throws(PipelineError) -> OutputFile {
    let file = try own(path, O_WRONLY, mode)
    guard ftruncate(file.descriptor, 0) == 0 else {
      Glibc.close(file.descriptor)
      throw .cannotCreate(path: path, code: errno)
    }
    return file
  }

  private static func own(
    _ path: String, _ flags: Int32, _ mode: mode_t = 0o600
  ) throws(PipelineError) -> OutputFile {
    let descriptor = unsafe open(
      path, flags | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, mode)
    guard descriptor >= 0 else { throw .cannotCreate(path: path, code: errno) }
    guard isRegularFile(descriptor), fchmod(descriptor, mode) == 0 else {
      Glibc.close(descriptor)
      throw .cannotCreate(path: path, code: EINVAL)
    }
    return OutputFile(descriptor: descriptor, path: path)
  }

  /// The last byte of a regular file; nil when it is empty.
  // Safety: one byte is read into a variable on the stack.
  private static func lastByte(_ descriptor: Int32) -> UInt8? {
    let end = lseek(descriptor, 0, SEEK_END)
    var byte: UInt8 = 0
    guard end > 0, unsafe pread(descriptor, &byte, 1, end - 1) == 1 else { return nil }
    return byte
  }

  /// Forces what was written to the disk. A file that can't be synced (a pipe) is left as it is.
  func sync() { _ = fsync(descriptor) }

  // Safety: `status` is filled by fstat before it is read.
  private static func isRegularFile(_ descriptor: Int32) -> Bool {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}

/// Writes the summary of a run to a file.
package enum SummaryFile {
  /// Replaces the file's content; it is made with mode 0600 when it does not exist.
  ///
  /// - Throws: ``PipelineError/cannotCreate(path:code:)`` or ``PipelineError/writeFailed(path:code:)``.
  package static func write(_ text: String, to path: String) throws(PipelineError) {
    let descriptor = try create(path, O_TRUNC)
    defer { close(descriptor) }
    try OutputFile(descriptor: descriptor, path: path).write(text)
  }

  /// Makes sure, before a run, that its summary can be written; the file's content stays.
  ///
  /// - Throws: ``PipelineError/cannotCreate(path:code:)``.
  package static func check(_ path: String) throws(PipelineError) { close(try create(path, 0)) }

  private static func create(_ path: String, _ flags: Int32) throws(PipelineError) -> Int32 {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0o600)
    guard descriptor >= 0 else { throw .cannotCreate(path: path, code: errno) }
    return descriptor
  }
}
