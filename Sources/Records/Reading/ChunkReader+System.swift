import Glibc

extension ChunkReader {
  // Safety: the buffer has `buffer.count - start` bytes behind `start`, and no more are asked for.
  static func read(
    _ descriptor: Int32, _ buffer: inout [UInt8], at start: Int, atMost: Int
  ) -> (got: Int, code: Int32) {
    let wanted = min(atMost, buffer.count - start)
    let got = unsafe buffer.withUnsafeMutableBytes { raw in
      unsafe Glibc.read(descriptor, raw.baseAddress! + start, wanted)
    }
    return (got, got < 0 ? errno : 0)
  }

  /// Reads what stands `ahead` bytes behind a regular file's position, and stays where it is; -1 if the system refuses.
  // Safety: no more bytes are asked for than the buffer has.
  static func look(_ descriptor: Int32, _ buffer: inout [UInt8], ahead: Int) -> Int {
    let position = lseek(descriptor, 0, SEEK_CUR)
    let count = buffer.count
    return unsafe buffer.withUnsafeMutableBytes { raw in
      unsafe pread(descriptor, raw.baseAddress!, count, position + off_t(ahead))
    }
  }

  /// Waits for either descriptor: 1 when `descriptor` can be read, 2 when `wake` can, 0 on a time-out.
  // Safety: the two structures live on the stack for the length of the call.
  static func poll(
    _ descriptor: Int32, _ wake: Int32, _ patience: Int32
  ) -> (ready: Int, code: Int32) {
    var waiting = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
    ]
    let result = unsafe Glibc.poll(&waiting, 2, patience)
    if result < 0 { return (-1, errno) }
    if result == 0 { return (0, 0) }
    return (waiting[1].revents != 0 ? 2 : 1, 0)
  }

  /// Bytes between a regular file's position and its end; 0 if the system does not say.
  // Safety: `status` is filled by fstat before it is read.
  static func bytesLeft(_ descriptor: Int32) -> Int {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return 0 }
    return max(0, Int(status.st_size) - max(0, Int(lseek(descriptor, 0, SEEK_CUR))))
  }

  // Safety: `status` is filled by fstat before it is read.
  package static func isRegularFile(_ descriptor: Int32) -> Bool {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFREG
  }
}
