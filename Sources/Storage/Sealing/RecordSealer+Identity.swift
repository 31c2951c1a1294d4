public import Keys
import Retention

extension RecordSealer {
  /// A tenant with a hasher under its identity key.
  final class TenantHasher {
    let tenant: Tenant
    var hasher: KeyedHasher

    init(_ tenant: Tenant) throws(CryptoError) {
      self.tenant = tenant
      let hasher = try KeyedHasher(key: tenant.identityKey.key)
      self.hasher = hasher
    }
  }

  /// How many tenants a sealer keeps hashers for before it starts afresh.
  private static let tenantCapacity = 1_024

  /// The place among the recent participants of the one a record speaks of.
  func resolveParticipant(
    _ envelope: Envelope, in text: Span<UInt8>, source: SourceHandle, day: Int
  ) throws(SealFailure) -> Int {
    spell(envelope, in: text, source: source, day: day)
    if lastUsed < recent.count, recent[lastUsed].identity == identity { return lastUsed }
    for place in recent.indices where recent[place].identity == identity {
      lastUsed = place
      return place
    }
    let found: RecentParticipant
    do {
      found = try findParticipant(envelope, in: text, source: source, day: day)
    } catch { throw .store(StoreError(error)) }
    if recent.count < Self.recentCapacity {
      lastUsed = recent.count
      recent.append(found)
    } else {
      lastUsed = nextReplaced
      recent[nextReplaced] = found
      nextReplaced = (nextReplaced + 1) % Self.recentCapacity
    }
    return lastUsed
  }

  /// Writes what identifies the record's participant into `identity`, with each length in front.
  private func spell(_ envelope: Envelope, in text: Span<UInt8>, source: SourceHandle, day: Int) {
    identity.removeAll(keepingCapacity: true)
    spell(envelope.tenant, in: text)
    spell(envelope.subject, in: text)
    spell(envelope.conversation, in: text)
    spell(envelope.speaker, in: text)
    guard !envelope.subject.isPresent, !envelope.conversation.isPresent else { return }
    identity.append(bigEndian: Int32(day))
    identity.append(bigEndian: source.hash.high)
    identity.append(bigEndian: source.hash.low)
  }

  private func spell(_ field: Envelope.Field, in text: Span<UInt8>) {
    identity.append(bigEndian: field.count)
    if field.isPresent { identity.append(copying: text.extracting(field.range)) }
  }

  private func findParticipant(
    _ envelope: Envelope, in text: Span<UInt8>, source: SourceHandle, day: Int
  ) throws -> RecentParticipant {
    let hasher = try tenantHasher(envelope.tenant, in: text)
    let conversation =
      envelope.conversation.isPresent
      ? Self.bytes(envelope.conversation, in: text) : nil
    let named = Self.namedSubject(envelope, in: text)
    let subject = named ?? conversation ?? Self.substituteSubject(source: source, day: day)
    let identity = try Participant.Identity(
      tenant: hasher.tenant.hash,
      subject: IdentityHash.subject(subject, &hasher.hasher),
      conversation: conversation.map { try IdentityHash.conversation($0, &hasher.hasher) } ?? .zero)
    let participant = try shared.directory.participant(
      identity, of: hasher.tenant, isUnattributed: named == nil,
      ids: AssociatedData.encodePair(conversation, subject))
    return RecentParticipant(
      identity: self.identity, participant: participant, hasher: hasher, batchNumber: 0, index: 0)
  }

  /// The subject a record names, or its speaker, who is somebody within the conversation only:
  /// everywhere else the same label is somebody else.
  private static func namedSubject(_ envelope: Envelope, in text: Span<UInt8>) -> [UInt8]? {
    if envelope.subject.isPresent { return bytes(envelope.subject, in: text) }
    guard envelope.conversation.isPresent, envelope.speaker.isPresent else { return nil }
    return bytes(envelope.conversation, in: text) + [UInt8(ascii: "/")]
      + bytes(envelope.speaker, in: text)
  }

  /// The subject of a record that names neither subject nor conversation: its source's day.
  private static func substituteSubject(source: SourceHandle, day: Int) -> [UInt8] {
    let midnight = Timestamp(milliseconds: Int64(day) * Timestamp.millisecondsPerDay)
    return Array("source:\(source.name):\(midnight.rfc3339.prefix(10))".utf8)
  }

  private func tenantHasher(_ field: Envelope.Field, in text: Span<UInt8>) throws -> TenantHasher {
    let name: [UInt8] =
      if let tenant = shared.options.tenant {
        Array(tenant.utf8)
      } else if field.isPresent {
        Self.bytes(field, in: text)
      } else {
        Array(IdentityHash.defaultTenant.utf8)
      }
    if let known = tenants[name] { return known }
    if tenants.count >= Self.tenantCapacity { tenants.removeAll(keepingCapacity: true) }
    let hash = try IdentityHash.tenant(name, &storeHasher)
    let made = try TenantHasher(shared.directory.tenant(named: name, hash: hash))
    tenants[name] = made
    return made
  }

  /// The code and the rule of a record's class for its tenant.
  func resolveClass(
    _ field: Envelope.Field, in text: Span<UInt8>, tenant: Tenant
  ) throws(SealFailure) -> ResolvedClass {
    let named = field.isPresent && shared.options.dataClass == nil
    if let lastClass, lastClass.tenant === tenant,
      named ? Self.equal(lastClass.name, text.extracting(field.range)) : lastClass.name.isEmpty
    {
      return lastClass
    }
    let dataClass =
      named
      ? DataClass(name: text.extracting(field.range))
      : shared.options.dataClass ?? .conversation
    guard let dataClass, let code = shared.registry.code(of: dataClass),
      let rule = tenant.schedule.rule(for: dataClass)
    else { throw .noPeriod }
    let resolved = ResolvedClass(
      name: named ? Self.bytes(field, in: text) : [], tenant: tenant, code: code, rule: rule)
    lastClass = resolved
    return resolved
  }

  /// The hash of a record's own id, when the run asks for it and the record has one.
  func uniqueHash(
    _ field: Envelope.Field, in text: Span<UInt8>, hasher: TenantHasher
  ) throws(CryptoError) -> Digest16? {
    guard shared.options.dropsKnownIDs, field.isPresent else { return nil }
    return try IdentityHash.record(Self.bytes(field, in: text), &hasher.hasher)
  }

  private static func bytes(_ field: Envelope.Field, in text: Span<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(copying: text.extracting(field.range))
    return bytes
  }

  private static func equal(_ bytes: [UInt8], _ span: Span<UInt8>) -> Bool {
    guard bytes.count == span.count else { return false }
    for index in span.indices where bytes[index] != span[index] { return false }
    return true
  }
}

extension RecordSealer {
  /// The key that makes a record's tenant's hashes and pseudonyms: random, and destroyable.
  ///
  /// A new tenant's key is durable when its first record is committed.
  public func pseudonymKey(
    tenant field: Envelope.Field, in text: Span<UInt8>
  ) throws(StoreError) -> SecretKey {
    do {
      return try tenantHasher(field, in: text).tenant.pseudonymKey.key
    } catch { throw StoreError(error) }
  }
}
