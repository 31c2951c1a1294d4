import GRDB
import Keys
public import Retention

import struct Foundation.Data

/// A line that could not be examined, as the store keeps it; what it says is under a seal.
public struct QuarantinedLine: Sendable {
  public let id: Int64
  public let source: String
  /// The line's number and place in its source.
  public let line: Int64
  public let byteOffset: Int64
  /// Its whole length in bytes, of which a line that was too long is kept the beginning only.
  public let length: Int
  public let reason: String
  public let quarantinedAt: Timestamp
  /// From this moment on it is given to nobody, and the next sweep deletes it.
  public let expiresAt: Timestamp
  let sourceID: Int64
  let key: Int64
  let sealed: [UInt8]
}

extension Store {
  /// The quarantined lines in the order they came, without what they say; that they are read is in the audit log.
  public func listQuarantined(_ deed: Deed) throws(StoreError) -> [QuarantinedLine] {
    try auditListing(.listQuarantine, of: "quarantine", deed)
    return try quarantined(now: deed.now)
  }

  package func quarantined(now: Timestamp) throws(StoreError) -> [QuarantinedLine] {
    try StoreError.mapping { try quarantined(after: now) }
  }

  /// What a quarantined line says, as it came: nothing in it was redacted.
  ///
  /// The read is in the audit log before the line is given; `training` is refused, and so is that.
  /// Throws `StoreError.notStored` for a number that no line has or whose days are over.
  public func readQuarantined(
    _ id: Int64, purpose: Purpose, actor: String, reason: String? = nil, now: Timestamp
  ) throws(StoreError) -> (line: QuarantinedLine, text: [UInt8]) {
    try Tag.checkCode(reason, name: "reason")
    try Tag.checkActor(actor)
    let line = try StoreError.mapping { try quarantined(after: now, id: id).first }
    guard let line else { throw .notStored(.line) }
    let isRefused = purpose == .training
    try audit(
      AuditEntry(
        at: now, actor: actor, action: .readQuarantine, objectKind: "quarantine", objectID: id,
        outcome: isRefused ? .refused : .done,
        reason: isRefused ? StoreError.Refusal.trainingRead.rawValue : reason,
        detail: [(.purpose, Int64(purpose.rawValue))]))
    guard !isRefused else { throw .refused(.trainingRead) }
    let text = try StoreError.mapping { try open(line) }
    guard let text else { throw .notStored(.line) }
    return (line, text)
  }

  /// The lines that have not expired, or with no moment all of them.
  func quarantined(after now: Timestamp?, id: Int64? = nil) throws -> [QuarantinedLine] {
    var opener = try RecordOpener(store: self)
    let rows = try queue.unsafeRead { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM quarantine
          WHERE (?1 IS NULL OR expires_at > ?1) AND (?2 IS NULL OR id = ?2) ORDER BY id
          """, arguments: [now?.milliseconds, id])
    }
    return try rows.map { row in
      QuarantinedLine(
        id: try row.value("id"), source: try opener.source(try row.value("source")).name,
        line: try row.value("line"),
        byteOffset: try row.value("byte_offset"), length: try row.value("length"),
        reason: try row.value("reason"),
        quarantinedAt: Timestamp(milliseconds: try row.value("quarantined_at")),
        expiresAt: Timestamp(milliseconds: try row.value("expires_at")),
        sourceID: try row.value("source"),
        key: try row.value("key"), sealed: [UInt8](try row.value("sealed") as Data))
    }
  }

  /// Opens a line; nil when its day's key was destroyed. Throws when anything was changed.
  func open(_ line: QuarantinedLine) throws -> [UInt8]? {
    var opener = try RecordOpener(store: self)
    let source = try opener.source(line.sourceID)
    guard let key = try ring.key(line.key, kind: .quarantineDay) else { return nil }
    let associated = AssociatedData.quarantine(
      store: self.id, key: line.key, source: source.hash, generation: source.generation,
      byteOffset: line.byteOffset)
    var context = try SealingContext()
    var text: [UInt8] = []
    do {
      try context.open(
        line.sealed.span, under: key, associated: associated.span, appendingTo: &text)
    } catch CryptoError.notAuthentic {
      throw StoreError.damaged(kind: .quarantine, id: line.id)
    }
    return text
  }
}
