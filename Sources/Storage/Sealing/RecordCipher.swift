import Keys
import Retention

/// A sealing context with the associated data of the record at hand, in a buffer that is reused.
struct RecordCipher: ~Copyable {
  private var context: SealingContext
  private var buffer: [UInt8] = []

  init() throws(CryptoError) {
    let context = try SealingContext()
    self.context = context
    buffer.reserveCapacity(256)
  }

  /// Appends a record's seal to `output`.
  mutating func seal(
    _ record: Span<UInt8>, of participant: Participant, _ columns: SealedColumns,
    source: SourceHandle, appendingTo output: inout [UInt8]
  ) throws(CryptoError) {
    // Taken out for the call: a span of a member would keep all of `self` borrowed.
    var associated: [UInt8] = []
    swap(&associated, &buffer)
    defer { swap(&associated, &buffer) }
    associated.removeAll(keepingCapacity: true)
    associated.append(contentsOf: participant.associatedData)
    AssociatedData.append(
      columns, source: source.hash, generation: source.generation, to: &associated)
    try context.seal(
      record, under: participant.key.key, associated: associated.span, appendingTo: &output)
  }

  /// The seal of a batch's row under the key of another participant, who takes the place of the
  /// one it was sealed for.
  mutating func reseal(
    _ row: SealedRow, in batch: SealedBatch, source: SourceHandle, purpose: Purpose,
    from sealer: Participant, to other: Participant
  ) throws(CryptoError) -> [UInt8] {
    var associated = sealer.associatedData
    let columns = batch.sealedColumns(of: row, purpose: purpose)
    AssociatedData.append(
      columns, source: source.hash, generation: source.generation, to: &associated)
    let sealed = batch.sealed
    let range = row.payload.start..<(row.payload.start + row.payload.count)
    var text: [UInt8] = []
    try context.open(
      sealed.span.extracting(range), under: sealer.key.key, associated: associated.span,
      appendingTo: &text)
    var resealed: [UInt8] = []
    try seal(text.span, of: other, columns, source: source, appendingTo: &resealed)
    return resealed
  }

  /// Appends the seal of what a record refers to outside the store to `output`.
  mutating func seal(
    _ reference: ExternalReference, of participant: Participant, byteOffset: Int64,
    into output: inout [UInt8]
  ) throws(CryptoError) {
    let text = AssociatedData.encodePair(reference.member, reference.value)
    try sealReference(text.span, of: participant, byteOffset: byteOffset, into: &output)
  }

  /// The seal of a reference under the key of another participant.
  mutating func resealReference(
    _ sealed: Span<UInt8>, byteOffset: Int64, from sealer: Participant, to other: Participant
  ) throws(CryptoError) -> [UInt8] {
    let associated = AssociatedData.reference(
      participant: sealer.associatedData, byteOffset: byteOffset)
    var text: [UInt8] = []
    try context.open(
      sealed, under: sealer.key.key, associated: associated.span, appendingTo: &text)
    var resealed: [UInt8] = []
    try sealReference(text.span, of: other, byteOffset: byteOffset, into: &resealed)
    return resealed
  }

  private mutating func sealReference(
    _ text: Span<UInt8>, of participant: Participant, byteOffset: Int64,
    into output: inout [UInt8]
  ) throws(CryptoError) {
    let associated = AssociatedData.reference(
      participant: participant.associatedData, byteOffset: byteOffset)
    try context.seal(
      text, under: participant.key.key, associated: associated.span, appendingTo: &output)
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
