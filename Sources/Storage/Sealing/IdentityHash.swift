import Keys

/// The keyed hashes that stand for names and ids, each with a label so that none equals another.
enum IdentityHash {
  /// The tenant of a record that names none.
  static let defaultTenant = "default"

  /// Under the store's identity key.
  static func tenant(
    _ name: [UInt8], _ hasher: inout KeyedHasher
  ) throws(CryptoError) -> Digest16 {
    try hash("tenant", name, &hasher)
  }

  /// Under the store's identity key.
  static func source(
    _ name: [UInt8], _ hasher: inout KeyedHasher
  ) throws(CryptoError) -> Digest16 {
    try hash("source", name, &hasher)
  }

  /// Under the tenant's identity key.
  static func subject(
    _ id: [UInt8], _ hasher: inout KeyedHasher
  ) throws(CryptoError) -> Digest16 {
    try hash("subject", id, &hasher)
  }

  /// Under the tenant's identity key.
  static func conversation(
    _ id: [UInt8], _ hasher: inout KeyedHasher
  ) throws(CryptoError) -> Digest16 {
    try hash("conversation", id, &hasher)
  }

  /// Under the tenant's identity key.
  static func record(
    _ id: [UInt8], _ hasher: inout KeyedHasher
  ) throws(CryptoError) -> Digest16 {
    try hash("record", id, &hasher)
  }

  private static func hash(
    _ label: StaticString, _ value: [UInt8], _ hasher: inout KeyedHasher
  ) throws(CryptoError) -> Digest16 {
    try hasher.begin()
    try hasher.add(label)
    try hasher.add(value)
    return try hasher.finish().truncated
  }
}
