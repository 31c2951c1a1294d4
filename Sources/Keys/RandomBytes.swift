import CCrypto

/// Random bytes for keys, nonces and identifiers, from libcrypto's seeded generator.
public enum RandomBytes {
  /// Fills `bytes` with random bytes.
  ///
  /// Throws `CryptoError.unavailable` when the generator cannot be seeded; `bytes` must then not
  /// be used.
  public static func fill(_ bytes: inout MutableSpan<UInt8>) throws(CryptoError) {
    guard fillFromGenerator(&bytes) else { throw .unavailable }
  }

  /// `count` fresh random bytes. Throws `CryptoError.unavailable` as `fill(_:)` does.
  public static func bytes(count: Int) throws(CryptoError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var span = bytes.mutableSpan
    try fill(&span)
    return bytes
  }

  /// A random identifier in 1…2⁶³−1, which fits SQLite's signed integers.
  ///
  /// Throws `CryptoError.unavailable` as `fill(_:)` does.
  public static func identifier() throws(CryptoError) -> Int64 {
    while true {
      var identifier: Int64 = 0
      for byte in try bytes(count: 8) { identifier = identifier << 8 | Int64(byte) }
      identifier &= .max
      if identifier != 0 { return identifier }
    }
  }

  // Safety: the generator writes exactly `buffer.count` bytes into a buffer of that count.
  private static func fillFromGenerator(_ bytes: inout MutableSpan<UInt8>) -> Bool {
    unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      unsafe RAND_bytes(buffer.baseAddress, Int32(buffer.count)) == 1
    }
  }
}
