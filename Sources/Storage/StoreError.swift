/// Why the store did not do what it was asked; it never carries a value from a record.
public enum StoreError: Error, Equatable, Sendable {
  /// There is no store at the path.
  case notFound(path: String)
  /// There is a store, and no key ring where it should be.
  case keyRingMissing(path: String)
  /// The file is no Hush store or key ring.
  case notAStore(path: String)
  /// The file was written by another generation of Hush than this one reads.
  case unknownGeneration(path: String, found: Int)
  /// The key ring belongs to another store.
  case keyRingOfAnotherStore(path: String)
  /// The root key is not the one that wraps this store's keys.
  case wrongKey
  /// The root key that is to replace the store's is the same.
  case sameKey
  /// Nobody gave up the write lock within 30 seconds.
  case locked
  /// The file could not be made; the system's error number.
  case cannotCreate(path: String, errno: Int32)
  /// Nothing, or another file, is where the open store or its key ring was.
  case replaced(path: String)
  /// SQLite could not read or write; its extended result code.
  case inputOutput(code: Int32)
  /// The run names a class that no layer gives a period.
  case noPeriod(dataClass: String)
  /// A text that would be stored in the clear is not a code of 1 to 64 ASCII letters, digits and
  /// `._-:+`, or for the actor `._-`; the name of the tag.
  case badTag(name: String)
  /// The store holds nothing of that name.
  case notStored(StoredObject)
  /// A rule forbids it; the refusal is in the audit log.
  case refused(Refusal)
  /// Something stored is not as it was written: what kind, and its number.
  case damaged(kind: DamagedKind, id: Int64)
  /// Another process changed what this run relied on; running again resumes where it committed.
  case changedMeanwhile
  /// libcrypto failed.
  case crypto
  /// SQLite refused a statement: a defect of this program. Its extended result code.
  case internalError(code: Int32)

  public enum Refusal: String, Sendable {
    /// Training has one way out of the store, which asks for consent.
    case trainingRead = "training-read"
    /// Nothing is given before it is known that the person asked, or after it was given.
    case unverifiedRequest = "unverified-request"
    /// The store is older than its key ring: consents may have been withdrawn that it knows nothing of.
    case olderThanRing = "older-than-ring"
    /// No record may be used for training.
    case nothingToTrainOn = "nothing-to-train-on"
    /// The tenant's contract has ended: only its export, its people and the law are answered.
    case contractEnded = "contract-ended"
    /// The time left to export after the contract's end has passed.
    case exportWindowOver = "export-window-over"
  }

  public enum StoredObject: String, Sendable {
    case tenant, subject, conversation, hold, line, request, record
  }

  public enum DamagedKind: String, Sendable {
    case header, key, tenant, participant, record, source, hold, quarantine, request, consent
    case export, audit, reference, deletion, file
    case keyRing = "key-ring"
  }
}
