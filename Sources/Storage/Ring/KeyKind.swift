import Keys

/// What a key in the ring is for. The raw value is stored and sealed in: never renumber.
enum KeyKind: Int, Sendable {
  /// Seals one participant's records: the words of one subject in one conversation.
  case participant = 1
  /// Hashes a tenant's subject and conversation ids.
  case tenantIdentity = 2
  /// Makes a tenant's pseudonyms.
  case tenantPseudonym = 3
  /// Seals a tenant's name.
  case tenantSealing = 4
  /// Hashes tenant and source names.
  case storeIdentity = 5
  /// Seals source names and the store's header.
  case storeSealing = 6
  /// Chains the audit log.
  case audit = 7
  /// Seals one day's quarantined lines.
  case quarantineDay = 8
  /// Seals what is listed for deletion outside the store.
  case deletion = 9
}

/// A key with the number rows know it by.
struct KeyEntry: Sendable {
  let id: Int64
  let kind: KeyKind
  let key: SecretKey
  /// The wrapped key, until the ring holds it.
  let wrapped: [UInt8]
}
