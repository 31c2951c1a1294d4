import CCrypto

/// SHA-256 of a stream, whose digest so far can be taken at any moment.
///
/// Not `Sendable`: it belongs to the one thread that sees the stream in order.
@safe
public struct StreamDigest: ~Copyable {
  private let running: OpaquePointer
  private let snapshot: OpaquePointer

  // Safety: both contexts are fresh and go to this value alone.
  /// The digest of nothing yet. Throws `CryptoError.unavailable` without SHA-256 or memory.
  public init() throws(CryptoError) {
    guard let running = unsafe Self.makeContext() else { throw .unavailable }
    guard let snapshot = unsafe Self.makeContext() else {
      unsafe EVP_MD_CTX_free(running)
      throw .unavailable
    }
    unsafe self.running = running
    unsafe self.snapshot = snapshot
  }

  // Safety: both contexts are owned by this value and freed once.
  deinit {
    unsafe EVP_MD_CTX_free(running)
    unsafe EVP_MD_CTX_free(snapshot)
  }

  /// Adds the stream's next bytes. Throws `CryptoError.unavailable` if libcrypto refuses.
  public mutating func update(_ bytes: Span<UInt8>) throws(CryptoError) {
    guard add(bytes) else { throw .unavailable }
  }

  /// The digest of everything added so far; more may be added afterwards.
  public mutating func digestSoFar() throws(CryptoError) -> Digest32 {
    guard let digest = finalizeCopy() else { throw .unavailable }
    return digest
  }

  // Safety: the method outlives the call that copies what it needs from it.
  private static func makeContext() -> OpaquePointer? {
    guard let method = unsafe EVP_MD_fetch(nil, "SHA2-256", nil) else { return nil }
    defer { unsafe EVP_MD_free(method) }
    guard let context = unsafe EVP_MD_CTX_new() else { return nil }
    guard unsafe EVP_DigestInit_ex2(context, method, nil) == 1 else {
      unsafe EVP_MD_CTX_free(context)
      return nil
    }
    return unsafe context
  }

  // Safety: the pointer is valid for the span's count during the call.
  private mutating func add(_ bytes: Span<UInt8>) -> Bool {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe EVP_DigestUpdate(running, buffer.baseAddress, buffer.count) == 1
    }
  }

  // Safety: SHA-256 writes 32 bytes, which is the room `words` has.
  private mutating func finalizeCopy() -> Digest32? {
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    guard unsafe EVP_MD_CTX_copy_ex(snapshot, running) == 1 else { return nil }
    let done = unsafe withUnsafeMutableBytes(of: &words) { output in
      unsafe EVP_DigestFinal_ex(
        snapshot, output.baseAddress?.assumingMemoryBound(to: UInt8.self), nil)
    }
    return done == 1 ? Digest32(bigEndianWords: words) : nil
  }
}
