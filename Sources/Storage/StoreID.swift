public import Keys

/// A store's random identity: it names the store's key file and is part of every seal.
public struct StoreID: Hashable, Sendable, CustomStringConvertible {
  /// 128 random bits.
  public let digest: Digest16

  /// A new identity. Throws `StoreError.crypto` without a random source.
  public static func random() throws(StoreError) -> StoreID {
    try StoreError.mapping {
      let bytes = try RandomBytes.bytes(count: 16)
      guard let digest = Digest16(bytes.span) else { throw StoreError.crypto }
      return StoreID(digest: digest)
    }
  }

  init(digest: Digest16) {
    self.digest = digest
  }

  init?(bytes: [UInt8]) {
    guard let digest = Digest16(bytes.span) else { return nil }
    self.digest = digest
  }

  /// 32 lower-case hexadecimal digits.
  public var description: String { digest.hexadecimal }
}
