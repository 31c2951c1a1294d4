import Keys
import Retention

/// The columns of a record that its seal covers, beside its participant and its source.
///
/// What the writer alone knows, and what changes while a record is stored, is in the sum of all records: number, line,
/// run and date.
struct SealedColumns {
  var classCode: UInt16
  var purpose: Purpose
  var occurredAt: Timestamp
  var ingestedAt: Timestamp
  var flags: RecordFlags
  var byteOffset: Int64
  var uniqueHash: Digest16?
  /// As they are stored; empty where nothing is.
  var findings: ArraySlice<UInt8>
  var blindIndex: ArraySlice<UInt8>
}

/// The fixed layouts of what seals are bound to, so that a seal opens in its own place only.
///
/// Integers are big-endian. Each layout starts with a version byte that no other layout uses.
enum AssociatedData {
  /// Version, store, key, tenant, subject, conversation: 73 bytes.
  static func participant(
    store: StoreID, key: Int64, identity: Participant.Identity
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(73)
    bytes.append(1)
    bytes.append(store.digest)
    bytes.append(bigEndian: key)
    bytes.append(identity.tenant)
    bytes.append(identity.subject)
    bytes.append(identity.conversation)
    return bytes
  }

  /// Appends what tells a participant's records apart, and what is said of them in the clear: 49 bytes, and what was
  /// found.
  ///
  /// The byte offset stands for the source position: a worker knows it before the lines above are
  /// counted.
  static func append(
    _ columns: SealedColumns, source: Digest16, generation: Int32, to bytes: inout [UInt8]
  ) {
    bytes.append(bigEndian: columns.classCode)
    bytes.append(columns.purpose.rawValue)
    bytes.append(bigEndian: columns.occurredAt.milliseconds)
    bytes.append(bigEndian: columns.ingestedAt.milliseconds)
    bytes.append(columns.flags.rawValue)
    bytes.append(source)
    bytes.append(bigEndian: generation)
    bytes.append(bigEndian: columns.byteOffset)
    // Most records have nothing of these, and one byte says so.
    bytes.append(
      (columns.uniqueHash == nil ? 0 : 1) | (columns.findings.isEmpty ? 0 : 2)
        | (columns.blindIndex.isEmpty ? 0 : 4))
    if let hash = columns.uniqueHash { bytes.append(hash) }
    bytes.append(withLength: columns.findings)
    bytes.append(withLength: columns.blindIndex)
  }

  /// What a record refers to outside the store: the participant's layout and the record's place.
  static func reference(participant: [UInt8], byteOffset: Int64) -> [UInt8] {
    var bytes: [UInt8] = [6]
    bytes.append(contentsOf: participant)
    bytes.append(bigEndian: byteOffset)
    return bytes
  }

  static func deletion(store: StoreID, key: Int64, tenant: Int64, subject: Int64) -> [UInt8] {
    var bytes: [UInt8] = [7]
    bytes.append(contentsOf: store.digest.bytes)
    for number in [key, tenant, subject] { bytes.append(bigEndian: number) }
    return bytes
  }

  static func quarantine(
    store: StoreID, key: Int64, source: Digest16, generation: Int32, byteOffset: Int64
  ) -> [UInt8] {
    var bytes: [UInt8] = [2]
    bytes.append(contentsOf: store.digest.bytes)
    bytes.append(bigEndian: key)
    bytes.append(contentsOf: source.bytes)
    bytes.append(bigEndian: generation)
    bytes.append(bigEndian: byteOffset)
    return bytes
  }

  static func name(store: StoreID, kind: KeyKind, hash: Digest16) -> [UInt8] {
    [3, UInt8(kind.rawValue)] + store.digest.bytes + hash.bytes
  }

  /// What a hold is on is part of its seal, so that it cannot be moved to somebody else.
  static func hold(
    store: StoreID, id: Int64, tenant: Digest16, subject: Digest16, conversation: Digest16
  ) -> [UInt8] {
    var bytes: [UInt8] = [4]
    bytes.append(contentsOf: store.digest.bytes)
    bytes.append(bigEndian: id)
    for hash in [tenant, subject, conversation] { bytes.append(contentsOf: hash.bytes) }
    return bytes
  }

  static func subjectRequest(store: StoreID, request: String) -> [UInt8] {
    [11] + store.digest.bytes + Array(request.utf8)
  }

  /// Version and store; the store's state and the end of its audit log follow.
  static func sums(store: StoreID) -> [UInt8] { [12] + store.digest.bytes }

  static func export(store: StoreID, id: Int64) -> [UInt8] {
    var bytes: [UInt8] = [5]
    bytes.append(contentsOf: store.digest.bytes)
    bytes.append(bigEndian: id)
    return bytes
  }

  /// Two texts under one seal, the first one optional and with its length: the plain ids of a
  /// participant (conversation, subject), what a hold says of itself (contact, matter), or where a
  /// record refers to something and to what.
  static func encodePair(_ first: [UInt8]?, _ second: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    if let first {
      bytes.append(bigEndian: Int32(first.count))
      bytes.append(contentsOf: first)
    } else {
      bytes.append(bigEndian: Int32(-1))
    }
    bytes.append(contentsOf: second)
    return bytes
  }

  /// The texts that `encodePair` wrote, or nil for anything else.
  static func decodePair(_ bytes: [UInt8]) -> (first: String?, second: String)? {
    guard bytes.count >= 4 else { return nil }
    let length = bytes[..<4].reduce(Int32(0)) { $0 << 8 | Int32($1) }
    guard length >= 0 else { return (nil, String(decoding: bytes[4...], as: UTF8.self)) }
    let end = 4 + Int(length)
    guard end <= bytes.count else { return nil }
    return (
      String(decoding: bytes[4..<end], as: UTF8.self),
      String(decoding: bytes[end...], as: UTF8.self)
    )
  }
}

extension [UInt8] {
  /// Appends a digest's bytes, without an array of their own.
  fileprivate mutating func append(_ digest: Digest16) {
    append(bigEndian: digest.high)
    append(bigEndian: digest.low)
  }

  /// Appends what there is behind its length.
  fileprivate mutating func append(withLength part: ArraySlice<UInt8>) {
    guard !part.isEmpty else { return }
    append(bigEndian: Int32(part.count))
    append(contentsOf: part)
  }

  /// Appends a span's bytes with one copy.
  // Safety: the buffer is read during the call only.
  mutating func append(copying span: Span<UInt8>) {
    unsafe span.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
