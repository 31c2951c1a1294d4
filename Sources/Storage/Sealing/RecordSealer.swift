import Keys
import Retention

/// Seals records for the store on one worker's thread, with no lock while ids repeat.
///
/// Per record: the time is read, the class's period applied, the ids compared with the last
/// ones', and the payload sealed straight into the batch.
public final class RecordSealer {
  let shared: RecordSealing
  var cipher: RecordCipher
  var storeHasher: KeyedHasher
  var tenants: [[UInt8]: TenantHasher] = [:]
  var recent: [RecentParticipant] = []
  var lastUsed = 0
  var nextReplaced = 0
  /// Tells the batches of this sealer apart, so that an index into one is not used in another.
  var batchNumber = 0
  var identity: [UInt8] = []
  var lastClass: ResolvedClass?

  /// A participant among the last few, and its place in the current batch.
  struct RecentParticipant {
    let identity: [UInt8]
    let participant: Participant
    let hasher: TenantHasher
    var batchNumber: Int
    var index: Int
  }

  struct ResolvedClass {
    let name: [UInt8]
    let tenant: Tenant
    let code: UInt16
    let rule: RetentionRule
  }

  /// How many participants a sealer remembers: those of a call or two.
  static let recentCapacity = 8

  init(shared: RecordSealing) throws(CryptoError) {
    self.shared = shared
    let cipher = try RecordCipher()
    let storeHasher = try KeyedHasher(key: shared.storeIdentityKey)
    self.cipher = cipher
    self.storeHasher = storeHasher
  }

  /// Empties the batch and makes it the one the next records of `source` go to.
  public func begin(_ batch: inout SealedBatch, source: SourceHandle) {
    batch.reset(source: source, ingestedAt: shared.options.clock())
    batchNumber += 1
  }

  /// Seals one redacted record into the batch last begun.
  ///
  /// - Parameters:
  ///   - record: the bytes to keep, redacted, without the line end.
  ///   - envelope: where in `text` the record says who and when it is about.
  ///   - line: the line's number from the batch's first line, which is 0.
  ///   - byteOffset: where the line starts in its source.
  ///   - findings: what was replaced, in the order to show it.
  ///   - blindIndex: keyed hashes by which the values replaced can be found again.
  ///   - references: what the record refers to outside the store.
  /// - Throws: `SealFailure.noPeriod` or `.contractEnded` when the record belongs in quarantine;
  ///   nothing has been added then.
  public func seal(
    record: Span<UInt8>, envelope: Envelope, in text: Span<UInt8>, line: Int, byteOffset: Int64,
    findings: [FindingCount], blindIndex: [UInt64] = [],
    references: [ExternalReference] = [], into batch: inout SealedBatch
  ) throws(SealFailure) {
    guard let source = batch.source else { preconditionFailure("begin(_:source:) comes first") }
    let time = eventTime(envelope.time, in: text, ingestedAt: batch.ingestedAt)
    let place = try resolveParticipant(envelope, in: text, source: source, day: time.moment.day)
    let participant = recent[place].participant
    if let end = participant.tenant.contractEndsAt, end <= batch.ingestedAt {
      throw .contractEnded
    }
    let resolved = try resolveClass(envelope.dataClass, in: text, tenant: participant.tenant)
    let start = shared.options.retainsFromIngest ? batch.ingestedAt : time.moment
    let expiresAt = try resolved.rule.expiry(
      occurredAt: start, accountDeletedAt: accountDeletedAt(participant, resolved.rule))
    var flags: RecordFlags = time.isClamped ? .clamped : []
    if shared.options.retainsFromIngest { flags.insert(.retainedFromIngest) }
    if let expiresAt, expiresAt <= batch.ingestedAt { flags.insert(.cameExpired) }

    if recent[place].batchNumber != batchNumber {
      recent[place].batchNumber = batchNumber
      recent[place].index = batch.participants.count
      batch.participants.append(participant)
    }
    let sealedStart = batch.sealed.count
    do {
      var row = SealedRow(
        participant: recent[place].index, classCode: resolved.code, flags: flags,
        occurredAt: time.moment, expiresAt: expiresAt, line: line, byteOffset: byteOffset,
        payload: Slice(start: sealedStart, count: 0),
        findings: append(findings, to: &batch.findings),
        blindIndex: append(blindIndex, to: &batch.blindIndexes),
        findingCounts: Slice(start: batch.findingCounts.count, count: findings.count),
        references: Slice(start: batch.references.count, count: references.count),
        uniqueHash: try uniqueHash(envelope.id, in: text, hasher: recent[place].hasher))
      try cipher.seal(
        record, of: participant, batch.sealedColumns(of: row, purpose: shared.options.purpose),
        source: source, appendingTo: &batch.sealed)
      row.payload.count = batch.sealed.count - sealedStart
      batch.rows.append(row)
    } catch { throw .store(.crypto) }
    batch.findingCounts.append(contentsOf: findings)
    do {
      for reference in references {
        let start = batch.sealed.count
        try cipher.seal(reference, of: participant, byteOffset: byteOffset, into: &batch.sealed)
        batch.references.append(Slice(start: start, count: batch.sealed.count - start))
      }
    } catch { throw .store(.crypto) }
  }

  /// Seals a line that must not be stored as a record, for seven days, under its day's key.
  public func quarantine(
    raw: Span<UInt8>, line: Int, byteOffset: Int64, length: Int, reason: QuarantineReason,
    into batch: inout SealedBatch
  ) throws(StoreError) {
    guard let source = batch.source else { preconditionFailure("begin(_:source:) comes first") }
    do {
      let day = try shared.directory.quarantineDay(batch.ingestedAt.day)
      let start = batch.sealed.count
      try cipher.seal(
        line: raw, under: day.key, store: shared.directory.storeID, source: source,
        byteOffset: byteOffset, appendingTo: &batch.sealed)
      batch.quarantined.append(
        SealedLine(
          line: line, byteOffset: byteOffset, length: length, reason: reason, day: day,
          sealed: Slice(start: start, count: batch.sealed.count - start)))
    } catch { throw StoreError(error) }
  }

  /// When the participant's account was deleted, where the period hangs on it.
  private func accountDeletedAt(
    _ participant: Participant, _ rule: RetentionRule
  ) throws(SealFailure) -> Timestamp? {
    guard rule.anchor == .accountDeleted else { return nil }
    do {
      return try shared.directory.accountDeletedAt(of: participant)
    } catch { throw .store(StoreError(error)) }
  }

  private func eventTime(
    _ field: Envelope.Field, in text: Span<UInt8>, ingestedAt: Timestamp
  ) -> EventTime {
    let claimed = field.isPresent ? Timestamp(parsing: text.extracting(field.range)) : nil
    return EventTime(claimed: claimed, ingestedAt: ingestedAt)
  }

  private func append(_ blindIndex: [UInt64], to output: inout [UInt8]) -> Slice {
    let start = output.count
    for entry in blindIndex { output.append(bigEndian: entry) }
    return Slice(start: start, count: output.count - start)
  }

  private func append(_ findings: [FindingCount], to output: inout [UInt8]) -> Slice {
    let start = output.count
    guard !findings.isEmpty else { return Slice(start: start, count: 0) }
    var separator = UInt8(ascii: "{")
    for finding in findings {
      output.append(separator)
      output.append(contentsOf: shared.entityKeys[Int(finding.entity)])
      output.append(contentsOf: String(finding.count).utf8)
      separator = UInt8(ascii: ",")
    }
    output.append(UInt8(ascii: "}"))
    return Slice(start: start, count: output.count - start)
  }
}
