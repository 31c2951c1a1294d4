import Keys
import Retention

/// What the sealers of a run share; hand it to the workers, each of which makes its own sealer.
public struct RecordSealing: Sendable {
  let directory: IdentityDirectory
  let storeIdentityKey: SecretKey
  let registry: DataClassRegistry
  let options: IngestOptions
  /// Each entity as it appears in a findings object: `"NAME":`.
  let entityKeys: [[UInt8]]

  /// A sealer for one thread. Throws `StoreError.crypto` when libcrypto fails.
  public func makeSealer() throws(StoreError) -> sending RecordSealer {
    do {
      return try RecordSealer(shared: self)
    } catch { throw .crypto }
  }
}

/// Why a record could not be sealed.
public enum SealFailure: Error, Equatable, Sendable {
  /// No layer gives the record's class a period: it belongs in quarantine.
  case noPeriod
  /// The contract of the record's tenant has ended: it belongs in quarantine.
  case contractEnded
  /// The run cannot go on.
  case store(StoreError)
}
