import Keys
import Retention

/// A sealing context with the associated data of the record at hand, in a buffer that is reused.
struct RecordCipher: ~Copyable {
  private var context: SealingContext
  private var buffer: [UInt8] = []

  init() throws(CryptoError) {
    let context = try SealingContext()
    self.context = context
    buffer.reserveCapacity(128)
  }

  /// Appends a record's seal to `output`.
  mutating func seal(
    _ record: Span<UInt8>, of participant: Participant, classCode: UInt16, purpose: Purpose,
    occurredAt: Timestamp, source: SourceHandle, byteOffset: Int64,
    appendingTo output: inout [UInt8]
  ) throws(CryptoError) {
    // Taken out for the call: a span of a member would keep all of `self` borrowed.
    var associated: [UInt8] = []
    swap(&associated, &buffer)
    defer { swap(&associated, &buffer) }
    associated.removeAll(keepingCapacity: true)
    associated.append(contentsOf: participant.associatedData)
    AssociatedData.appendRecord(
      classCode: classCode, purpose: purpose, occurredAt: occurredAt, source: source.hash,
      generation: source.generation, byteOffset: byteOffset, to: &associated)
    try context.seal(
      record, under: participant.key.key, associated: associated.span, appendingTo: &output)
  }

  /// Appends a quarantined line's seal to `output`.
  mutating func seal(
    line: Span<UInt8>, under key: KeyEntry, store: StoreID, source: SourceHandle,
    byteOffset: Int64, appendingTo output: inout [UInt8]
  ) throws(CryptoError) {
    let associated = AssociatedData.quarantine(
      store: store, key: key.id, source: source.hash, generation: source.generation,
      byteOffset: byteOffset)
    try context.seal(line, under: key.key, associated: associated.span, appendingTo: &output)
  }
}
