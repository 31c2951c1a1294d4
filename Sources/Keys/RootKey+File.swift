import CCrypto
import Glibc

extension RootKey {
  private static let base64ByteCount = 44

  /// Reads a root key from a file: 32 bytes in base64 on one line.
  ///
  /// Throws `RootKeyError` when the file is missing, is no regular file, may be read or written by
  /// its group or by others, or holds anything else. A symbolic link is followed, as mounted
  /// secrets are links; the mode that counts is that of the file it leads to.
  // Safety: the path is a terminated copy for the length of the call.
  public static func load(file path: String) throws(RootKeyError) -> RootKey {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { throw .missing(path: path) }
      throw .unreadable(path: path, errno: errno)
    }
    defer { close(descriptor) }
    guard let mode = fileMode(of: descriptor) else {
      throw .unreadable(path: path, errno: errno)
    }
    guard mode & S_IFMT == S_IFREG else { throw .notRegularFile(path: path) }
    guard mode & 0o077 == 0 else { throw .readableByOthers(path: path) }
    guard var text = readUpTo(256, from: descriptor) else {
      throw .unreadable(path: path, errno: errno)
    }
    defer { text.wipe() }
    return try decode(text, source: path)
  }

  /// Writes the key to a new file with mode 0600, making missing folders with mode 0700.
  ///
  /// Throws `RootKeyError.cannotCreate` when the file exists already or cannot be written; an
  /// existing file is never touched. On return the file and its folder entry are on disk.
  // Safety: the path is a terminated copy for the length of each call.
  public func write(toNewFile path: String) throws(RootKeyError) {
    Self.makeFolders(above: path)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let descriptor = unsafe Glibc.open(path, flags, 0o600)
    guard descriptor >= 0 else { throw .cannotCreate(path: path, errno: errno) }
    defer { close(descriptor) }
    var text = base64Line()
    defer { text.wipe() }
    // The umask can only take rights away; restoring them keeps the file usable by its owner.
    guard fchmod(descriptor, 0o600) == 0, Self.write(text, to: descriptor),
      fsync(descriptor) == 0
    else {
      let code = errno
      unsafe unlink(path)
      throw .cannotCreate(path: path, errno: code)
    }
    Self.syncFolder(of: path)
  }

  /// The key of a base64 line, with or without its line end.
  static func decode(_ text: [UInt8], source: String) throws(RootKeyError) -> RootKey {
    var line = text[...]
    if line.last == UInt8(ascii: "\n") { line.removeLast() }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    guard line.count == base64ByteCount, line.last == UInt8(ascii: "=") else {
      throw .malformed(source: source)
    }
    var bytes = decodeBase64(Array(line))
    defer { bytes.wipe() }
    guard let secret = SecretKey(copying: bytes.span.extracting(first: SecretKey.byteCount)),
      // libcrypto skips blanks and ignores stray low bits: only the one spelling is accepted.
      encodeBase64(secret).elementsEqual(line)
    else { throw .malformed(source: source) }
    do {
      return try RootKey(secret)
    } catch {
      throw .crypto(error)
    }
  }

  private func base64Line() -> [UInt8] {
    Self.encodeBase64(secret) + [UInt8(ascii: "\n")]
  }

  // Safety: 44 characters decode to 33 bytes, the last of them padding; the output has room.
  private static func decodeBase64(_ line: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: 33)
    let count = unsafe EVP_DecodeBlock(&output, line, Int32(line.count))
    return count == 33 ? output : []
  }

  // Safety: 32 bytes encode to 44 characters and a terminator; the output has room for 45.
  private static func encodeBase64(_ secret: SecretKey) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: base64ByteCount + 1)
    _ = unsafe secret.withUnsafeBytes { bytes in
      unsafe EVP_EncodeBlock(
        &output, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(bytes.count))
    }
    output.removeLast()
    return output
  }
}
