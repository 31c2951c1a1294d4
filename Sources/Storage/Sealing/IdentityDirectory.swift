import Keys
import Retention
import Synchronization

/// The tenants, participants and quarantine days of a run, shared by its workers.
///
/// A worker asks only when a record's ids are none of its last few, so that one lock for all is
/// no bottleneck. Who asks first for a new participant makes its key; everybody gets that one.
final class IdentityDirectory: Sendable {
  private struct State: ~Copyable {
    var tenants: [Digest16: Tenant] = [:]
    var participants = RecentCache<Participant.Identity, Participant>(
      capacity: IdentityDirectory.participantCapacity)
    var quarantineDays: [Int: QuarantineDay] = [:]
    var context: SealingContext
  }

  /// Half of them are sure to stay: records that jump between more participants take a lookup
  /// each, which is three times the work of all the rest. About 17 MB when full.
  private static let participantCapacity = 32_768

  private let stored: StoredIdentities
  private let state: Mutex<State>

  init(stored: StoredIdentities) throws(StoreError) {
    self.stored = stored
    do {
      state = Mutex(State(context: try SealingContext()))
    } catch { throw .crypto }
  }

  var storeID: StoreID { stored.storeID }

  /// The tenant of this name, found or made.
  func tenant(named name: [UInt8], hash: Digest16) throws -> Tenant {
    try state.withLock { state in
      if let tenant = state.tenants[hash] { return tenant }
      let tenant: Tenant
      if let found = try stored.tenant(hash: hash, name: name) {
        tenant = found
      } else {
        let sealingKey = try stored.makeKey(.tenantSealing)
        let associated = AssociatedData.name(store: storeID, kind: .tenantSealing, hash: hash)
        var sealedName: [UInt8] = []
        try state.context.seal(
          name.span, under: sealingKey.key, associated: associated.span,
          appendingTo: &sealedName)
        tenant = Tenant(
          hash: hash, name: name, identityKey: try stored.makeKey(.tenantIdentity),
          pseudonymKey: try stored.makeKey(.tenantPseudonym), sealingKey: sealingKey,
          sealedName: sealedName, schedule: RetentionSchedule(),
          contractEndsAt: nil, rowID: 0)
      }
      state.tenants[hash] = tenant
      return tenant
    }
  }

  /// The participant of this identity, found or made; `ids` are the plain ids to seal for it.
  func participant(
    _ identity: Participant.Identity, of tenant: Tenant, isUnattributed: Bool, ids: [UInt8]
  ) throws -> Participant {
    try state.withLock { state in
      if let known = state.participants.value(for: identity, mustStay: Self.mustStay) {
        return known
      }
      let mayBeStored = stored.holdsParticipants || state.participants.hasForgotten
      guard mayBeStored,
        let found = try findParticipant(
          identity, of: tenant, isUnattributed: isUnattributed, ids: ids)
      else {
        return try makeParticipant(
          identity, of: tenant, isUnattributed: isUnattributed, ids: ids, in: &state)
      }
      state.participants.insert(found, for: identity, mustStay: Self.mustStay)
      return found
    }
  }

  /// Whoever takes the place of a participant that was removed from the store: the one stored
  /// since, or a new one under a new key.
  func successor(of removed: Participant) throws -> Participant {
    try state.withLock { state in
      let found = try findParticipant(
        removed.identity, of: removed.tenant, isUnattributed: removed.isUnattributed,
        ids: removed.ids)
      guard let found, found.key.id != removed.key.id else {
        return try makeParticipant(
          removed.identity, of: removed.tenant, isUnattributed: removed.isUnattributed,
          ids: removed.ids, in: &state)
      }
      state.participants.insert(found, for: removed.identity, mustStay: Self.mustStay)
      return found
    }
  }

  private func findParticipant(
    _ identity: Participant.Identity, of tenant: Tenant, isUnattributed: Bool, ids: [UInt8]
  ) throws -> Participant? {
    guard let found = try stored.participant(identity) else { return nil }
    return Participant(
      tenant: tenant, identity: identity, isUnattributed: isUnattributed, ids: ids, key: found.key,
      sealedIDs: [],
      associatedData: AssociatedData.participant(
        store: storeID, key: found.key.id, identity: identity),
      rowID: found.rowID, subjectRowID: found.subjectRowID)
  }

  private func makeParticipant(
    _ identity: Participant.Identity, of tenant: Tenant, isUnattributed: Bool, ids: [UInt8],
    in state: inout State
  ) throws -> Participant {
    let key = try stored.makeKey(.participant)
    let associated = AssociatedData.participant(store: storeID, key: key.id, identity: identity)
    var sealedIDs: [UInt8] = []
    try state.context.seal(
      ids.span, under: key.key, associated: associated.span, appendingTo: &sealedIDs)
    let participant = Participant(
      tenant: tenant, identity: identity, isUnattributed: isUnattributed, ids: ids, key: key,
      sealedIDs: sealedIDs, associatedData: associated, rowID: 0,
      subjectRowID: 0)
    state.participants.insert(participant, for: identity, mustStay: Self.mustStay)
    return participant
  }

  /// When the account of a participant's subject was deleted, as far as the store knows.
  ///
  /// Asked anew each time: records that hang on it are few, and it may become known at any moment.
  func accountDeletedAt(of participant: Participant) throws -> Timestamp? {
    try state.withLock { _ in try stored.accountDeletedAt(subject: participant.identity.subject) }
  }

  /// The quarantine of a day, found or made.
  func quarantineDay(_ day: Int) throws -> QuarantineDay {
    try state.withLock { state in
      if let known = state.quarantineDays[day] { return known }
      let found =
        try stored.quarantineDay(day)
        ?? QuarantineDay(day: day, key: try stored.makeKey(.quarantineDay), isWritten: false)
      state.quarantineDays[day] = found
      return found
    }
  }

  /// A participant that is not committed cannot be looked up: forgetting it would give the same
  /// person a second key.
  private static func mustStay(_ participant: Participant) -> Bool {
    !participant.isCommitted.load(ordering: .acquiring)
  }
}
