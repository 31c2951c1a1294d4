import Keys
import Retention
import Synchronization

/// A tenant as an ingest run knows it.
final class Tenant: Sendable {
  let hash: Digest16
  let name: [UInt8]
  let identityKey: KeyEntry
  let pseudonymKey: KeyEntry
  let sealingKey: KeyEntry
  let sealedName: [UInt8]
  let schedule: RetentionSchedule
  /// When its contract ends, as far as was known when the run met it.
  let contractEndsAt: Timestamp?
  /// The tenant's row, 0 until the writer has made it. Only the writer sets it.
  let rowID: Atomic<Int64>

  init(
    hash: Digest16, name: [UInt8], identityKey: KeyEntry, pseudonymKey: KeyEntry,
    sealingKey: KeyEntry, sealedName: [UInt8], schedule: RetentionSchedule,
    contractEndsAt: Timestamp?, rowID: Int64
  ) {
    self.hash = hash
    self.name = name
    self.identityKey = identityKey
    self.pseudonymKey = pseudonymKey
    self.sealingKey = sealingKey
    self.sealedName = sealedName
    self.schedule = schedule
    self.contractEndsAt = contractEndsAt
    self.rowID = Atomic(rowID)
  }
}

/// One subject in one conversation, and the key that seals what was said there.
final class Participant: Sendable {
  struct Identity: Hashable, Sendable {
    let tenant: Digest16
    let subject: Digest16
    /// `Digest16.zero` for a record of no conversation.
    let conversation: Digest16
  }

  let tenant: Tenant
  let identity: Identity
  /// Whether the records name no subject, so that their conversation, or source, stands for it.
  let isUnattributed: Bool
  /// The plain ids, as they are sealed for the participant.
  let ids: [UInt8]
  let key: KeyEntry
  /// The plain ids under the participant's key; empty when the store has them already.
  let sealedIDs: [UInt8]
  /// The part of a record's associated data that all of the participant's records share.
  let associatedData: [UInt8]
  /// The participant's row, 0 until the writer has made it. Only the writer sets it.
  let rowID: Atomic<Int64>
  /// The subject's row, 0 until the writer has made it. Only the writer sets it.
  let subjectRowID: Atomic<Int64>
  /// Whether the row can be found by a lookup, so that the entry may be forgotten.
  let isCommitted: Atomic<Bool>

  init(
    tenant: Tenant, identity: Identity, isUnattributed: Bool, ids: [UInt8], key: KeyEntry,
    sealedIDs: [UInt8], associatedData: [UInt8], rowID: Int64, subjectRowID: Int64
  ) {
    self.tenant = tenant
    self.identity = identity
    self.isUnattributed = isUnattributed
    self.ids = ids
    self.key = key
    self.sealedIDs = sealedIDs
    self.associatedData = associatedData
    self.rowID = Atomic(rowID)
    self.subjectRowID = Atomic(subjectRowID)
    isCommitted = Atomic(rowID != 0)
  }
}

/// A day's quarantine: the day since 1970 and the key that dies with it.
final class QuarantineDay: Sendable {
  /// How long a quarantined line can be retried.
  static let periodInDays = 7

  let day: Int
  let key: KeyEntry
  /// Whether the store has the day's row. Only the writer sets it.
  let isWritten: Atomic<Bool>

  init(day: Int, key: KeyEntry, isWritten: Bool) {
    self.day = day
    self.key = key
    self.isWritten = Atomic(isWritten)
  }
}
