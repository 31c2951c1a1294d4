/// Why a root key could not be loaded or made; each is a missing or unusable key to the caller.
public enum RootKeyError: Error, Equatable, Sendable {
  /// There is no file at the path.
  case missing(path: String)
  /// The path names something other than a regular file, or a symbolic link.
  case notRegularFile(path: String)
  /// The file's mode lets its group or others at it.
  case readableByOthers(path: String)
  /// The content is not 32 bytes in base64 on one line. The source is a path or "command".
  case malformed(source: String)
  /// The file could not be read; the system's error number.
  case unreadable(path: String, errno: Int32)
  /// The key command could not be started, or ended with this status.
  case commandFailed(status: Int32)
  /// A new key file could not be written; the system's error number (`EEXIST` included).
  case cannotCreate(path: String, errno: Int32)
  /// libcrypto failed.
  case crypto(CryptoError)
}
