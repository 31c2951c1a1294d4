/// The key that wraps all others; it lives outside the store and its key ring.
public struct RootKey: Sendable {
  /// The key itself, wiped when its last owner lets go.
  package let secret: SecretKey

  /// A public check value: it tells one root key from another and nothing about either.
  ///
  /// The first 128 bits of HMAC-SHA-256 over a constant. A store keeps it, so that a wrong key is
  /// refused before anything is read or written.
  public let id: Digest16

  /// Makes a root key of its 32 bytes. Throws `CryptoError.unavailable` if libcrypto fails.
  public init(_ secret: SecretKey) throws(CryptoError) {
    self.secret = secret
    id = try secret.hash(of: "hush root key id v1").truncated
  }

  /// A fresh random root key. Throws `CryptoError.unavailable` without a random source.
  public static func generate() throws(CryptoError) -> RootKey {
    try RootKey(SecretKey.random())
  }

  /// The key for keyed operators (hash, pseudonym) when there is no store to hold one.
  ///
  /// Derived, so that the same key file gives the same tokens again. Inside a store every tenant
  /// has a random, destroyable key instead. Throws `CryptoError.unavailable` if libcrypto fails.
  public func operatorKey() throws(CryptoError) -> SecretKey {
    try secret.derived("hush redact operator v1")
  }

  /// The key that seals refused lines in a quarantine file. Throws `CryptoError.unavailable` if libcrypto fails.
  public func quarantineKey() throws(CryptoError) -> SecretKey {
    try secret.derived("hush quarantine file v1")
  }
}
