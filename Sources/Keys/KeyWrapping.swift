/// Wraps keys under the root key with AES-256-GCM: nonce, sealed key and tag, 60 bytes.
public struct KeyWrapping: ~Copyable {
  /// The length of a wrapped key in bytes.
  public static let byteCount = SecretKey.byteCount + SealingContext.overheadByteCount

  private var context: SealingContext
  private let root: RootKey

  /// Wrapping under `root`. Throws `CryptoError.unavailable` without AES-256-GCM or memory.
  public init(root: RootKey) throws(CryptoError) {
    context = try SealingContext()
    self.root = root
  }

  /// Wraps `key`, bound to the identity in `associated` (store, key id, kind).
  public mutating func wrap(
    _ key: SecretKey, associated: Span<UInt8>
  ) throws(CryptoError) -> [UInt8] {
    var bytes = Self.bytes(of: key)
    defer { bytes.wipe() }
    var wrapped: [UInt8] = []
    wrapped.reserveCapacity(Self.byteCount)
    try context.seal(
      bytes.span, under: root.secret, associated: associated, appendingTo: &wrapped)
    return wrapped
  }

  /// Unwraps a key. Throws `CryptoError.notAuthentic` for another root key, another identity or
  /// changed bytes.
  public mutating func unwrap(
    _ wrapped: Span<UInt8>, associated: Span<UInt8>
  ) throws(CryptoError) -> SecretKey {
    var bytes: [UInt8] = []
    // Room from the start: growing would leave an unwiped copy behind.
    bytes.reserveCapacity(wrapped.count)
    defer { bytes.wipe() }
    try context.open(wrapped, under: root.secret, associated: associated, appendingTo: &bytes)
    guard let key = SecretKey(copying: bytes.span) else { throw .notAuthentic }
    return key
  }

  // Safety: the pointer is valid for the key's bytes while they are copied.
  private static func bytes(of key: SecretKey) -> [UInt8] {
    unsafe key.withUnsafeBytes { unsafe Array($0) }
  }
}
