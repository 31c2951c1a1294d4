import GRDB
import Keys
import Retention

/// An open store: sealed records in one SQLite file, their keys in another.
///
/// There is no way to a record that does not state a purpose. One `Store` may be used from several
/// threads; writing takes SQLite's own write lock, so that processes take turns.
public final class Store: Sendable {
  /// The store's random identity.
  public let id: StoreID
  /// The path the store was opened at.
  public let path: String
  let queue: DatabaseQueue
  let ring: KeyRing
  let rootKey: RootKey
  let keys: StoreKeys
  let sums: RowSums
  let isReadOnly: Bool
  /// In what role whoever has the store open acts, for the audit log.
  let role: String?
  private let places: [FilePlace]

  /// The keys every store has from its first moment.
  struct StoreKeys: Sendable {
    let identity: SecretKey
    let sealing: SecretKey
    let audit: SecretKey
  }

  init(
    id: StoreID, path: String, queue: DatabaseQueue, ring: KeyRing, rootKey: RootKey,
    keys: StoreKeys, isReadOnly: Bool, role: String? = nil
  ) throws {
    self.id = id
    self.path = path
    self.queue = queue
    self.ring = ring
    self.rootKey = rootKey
    self.keys = keys
    let sums = try RowSums(store: id, sealing: keys.sealing, audit: keys.audit)
    try queue.inDatabase { try sums.attach(to: $0) }
    self.sums = sums
    self.isReadOnly = isReadOnly
    self.role = role
    places = [FilePlace(path), FilePlace(ring.path)]
  }

  /// Throws `StoreError.replaced` when store or key ring are not where they were opened any more:
  /// SQLite would go on writing to files that nobody finds again.
  func checkPlaces() throws(StoreError) {
    for place in places { try place.check() }
  }

  /// How a store is opened.
  public enum Mode: Sendable {
    /// Reads, writes, and the audit entries that reading needs.
    case readWrite
    /// Figures only: every read of records is audited, and so needs to write.
    case readOnly
  }
}
