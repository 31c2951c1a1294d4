public import Retention

/// What a store holds, in figures that name nobody but its tenants.
public struct StoreStatistics: Sendable {
  /// Rows and bytes of one tenant's records of one class.
  public struct Share: Sendable {
    public let tenant: String
    public let dataClass: DataClass
    public let rows: Int64
    /// Bytes of sealed payloads.
    public let bytes: Int64
    /// When the first of them expires, as far as dates can be named.
    public let nextExpiry: Timestamp?
  }

  /// How the key ring stands to the store: of the same moment, or one of them is a copy from before.
  public enum KeyRingAge: String, Sendable {
    case same, older, newer
  }

  /// All records, expired ones that no sweep has deleted included.
  public let rows: Int64
  public let bytes: Int64
  /// By tenant in the order they came, then by class.
  public let shares: [Share]
  public let nextExpiry: Timestamp?
  public let tenants: Int64
  public let subjects: Int64
  public let conversations: Int64
  /// Holds that have not been released.
  public let holds: Int64
  /// Quarantined lines by reason code, and when the first of them goes; nil for one tenant, as
  /// nobody could tell whose they are.
  public let quarantined: [String: Int64]?
  public let nextQuarantineExpiry: Timestamp?
  /// Bytes of the store's own file; nil for one tenant, who shares it.
  public let fileBytes: Int64?
  public internal(set) var keyRing = KeyRingAge.same
}
