import CCrypto

/// A sum of the keyed images of 128-bit blocks: the digest of a set that grows and shrinks by blocks, in any order.
///
/// Each block is enciphered with AES-256 by itself and the images are added up modulo 2¹²⁸: an additive multiset hash
/// (Clarke, Devadas, van Dijk, Gassend, Suh: "Incremental Multiset Hash Functions", ASIACRYPT 2003). Who knows neither
/// the key nor the sum cannot tell which other set has the same one, so that a sum is to be kept under a seal.
///
/// Complexity: about ten nanoseconds a block, enciphered some hundreds at a time.
@safe
public struct BlockSum: ~Copyable {
  private static let blocksAtOnce = 256

  private let context: OpaquePointer
  private var added: [UInt128] = []
  private var removed: [UInt128] = []
  private var sum: UInt128 = 0

  /// An empty set's sum under `key`. Throws `CryptoError.unavailable` without AES-256 or memory.
  public init(key: SecretKey) throws(CryptoError) {
    guard let context = unsafe Self.makeContext(key: key) else { throw .unavailable }
    unsafe self.context = context
    added.reserveCapacity(Self.blocksAtOnce)
  }

  // Safety: the context is owned by this value and freed once, which wipes its schedule.
  deinit { unsafe EVP_CIPHER_CTX_free(context) }

  /// Takes a block in. Throws `CryptoError.unavailable`; the sum is of no use then.
  public mutating func add(_ block: UInt128) throws(CryptoError) {
    added.append(block.bigEndian)
    if added.count == Self.blocksAtOnce { try flush() }
  }

  /// Takes a block out again. Throws `CryptoError.unavailable`; the sum is of no use then.
  public mutating func remove(_ block: UInt128) throws(CryptoError) {
    removed.append(block.bigEndian)
    if removed.count == Self.blocksAtOnce { try flush() }
  }

  /// The sum of what was taken in and not out. Throws `CryptoError.unavailable`.
  public mutating func total() throws(CryptoError) -> UInt128 {
    try flush()
    return sum
  }

  /// Begins anew with an empty set.
  public mutating func reset() {
    added.removeAll(keepingCapacity: true)
    removed.removeAll(keepingCapacity: true)
    sum = 0
  }

  private mutating func flush() throws(CryptoError) {
    guard unsafe Self.encipher(&added, context), unsafe Self.encipher(&removed, context) else {
      throw .unavailable
    }
    for image in added { sum &+= UInt128(bigEndian: image) }
    for image in removed { sum &-= UInt128(bigEndian: image) }
    added.removeAll(keepingCapacity: true)
    removed.removeAll(keepingCapacity: true)
  }

  // Safety: libcrypto enciphers the buffer in place and writes as many bytes as it reads, as ECB without padding does.
  private static func encipher(_ blocks: inout [UInt128], _ context: OpaquePointer) -> Bool {
    guard !blocks.isEmpty else { return true }
    return unsafe blocks.withUnsafeMutableBytes { buffer in
      let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      var written: Int32 = 0
      let done = unsafe EVP_EncryptUpdate(context, start, &written, start, Int32(buffer.count))
      return done == 1 && Int(written) == buffer.count
    }
  }

  // Safety: the key's pointer is valid for the 32 bytes the cipher reads; the context keeps a reference to the cipher.
  private static func makeContext(key: SecretKey) -> OpaquePointer? {
    guard let cipher = unsafe EVP_CIPHER_fetch(nil, "AES-256-ECB", nil) else { return nil }
    defer { unsafe EVP_CIPHER_free(cipher) }
    guard let context = unsafe EVP_CIPHER_CTX_new() else { return nil }
    let isReady = unsafe key.withUnsafeBytes { bytes in
      let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
      return unsafe EVP_EncryptInit_ex2(context, cipher, start, nil, nil) == 1
        && EVP_CIPHER_CTX_set_padding(context, 0) == 1
    }
    guard isReady else {
      unsafe EVP_CIPHER_CTX_free(context)
      return nil
    }
    return unsafe context
  }
}
