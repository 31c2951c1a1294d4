import GRDB
import Keys
import Retention

import struct Foundation.Data

extension RecordOpener {
  /// The participant of a row, opened.
  mutating func participant(_ id: Int64) throws -> OpenParticipant {
    if let known = participants.value(for: id, mustStay: { _ in false }) { return known }
    let row = try store.queue.unsafeRead { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT p.tenant, p.subject, p.conversation, p.key, p.sealed_ids, t.hash AS tenant_hash,
            s.hash AS subject_hash, c.hash AS conversation_hash, \(SubjectStanding.columns)
          FROM participants AS p JOIN tenants AS t ON t.id = p.tenant
          JOIN subjects AS s ON s.id = p.subject
          LEFT JOIN conversations AS c ON c.id = p.conversation WHERE p.id = ?
          """)
      return try Row.fetchOne(statement, arguments: [id])
    }
    guard let row else { throw StoreError.damaged(kind: .participant, id: id) }
    let opened = try open(participant: id, row: row)
    participants.insert(opened, for: id, mustStay: { _ in false })
    return opened
  }

  private mutating func open(participant id: Int64, row: Row) throws -> OpenParticipant {
    func hash(_ column: String) throws -> Digest16 {
      guard let data = try row.value(column) as Data? else { return .zero }
      guard let hash = Digest16([UInt8](data).span) else {
        throw StoreError.damaged(kind: .participant, id: id)
      }
      return hash
    }
    let isHeld = !holds.holds(
      on: LiveHolds.Place(
        tenant: try row.value("tenant"), subject: try row.value("subject"),
        conversation: try row.value("conversation"))
    ).isEmpty
    let keyID: Int64 = try row.value("key")
    let associated = AssociatedData.participant(
      store: store.id, key: keyID,
      identity: Participant.Identity(
        tenant: try hash("tenant_hash"), subject: try hash("subject_hash"),
        conversation: try hash("conversation_hash")))
    guard let key = try store.ring.key(keyID, kind: .participant) else {
      return OpenParticipant(
        tenant: try row.value("tenant"), subjectRow: try row.value("subject"), isHeld: isHeld,
        standing: try SubjectStanding(row), key: nil,
        associatedData: [], subject: "", conversation: nil)
    }
    let sealed = [UInt8](try row.value("sealed_ids") as Data)
    var text: [UInt8] = []
    do {
      try context.open(sealed.span, under: key, associated: associated.span, appendingTo: &text)
    } catch { throw StoreError.damaged(kind: .participant, id: id) }
    guard let ids = AssociatedData.decodePair(text) else {
      throw StoreError.damaged(kind: .participant, id: id)
    }
    return OpenParticipant(
      tenant: try row.value("tenant"), subjectRow: try row.value("subject"), isHeld: isHeld,
      standing: try SubjectStanding(row), key: key,
      associatedData: associated, subject: ids.second, conversation: ids.first)
  }

  /// The source of a row.
  mutating func source(_ id: Int64) throws -> SourceHandle {
    if let known = sources[id] { return known }
    let row = try store.queue.unsafeRead { db in
      try Row.fetchOne(db, sql: "SELECT * FROM sources WHERE id = ?", arguments: [id])
    }
    guard let row, let kind = SourceKind(rawValue: try row.value("kind")),
      let hash = Digest16([UInt8](try row.value("hash") as Data).span)
    else { throw StoreError.damaged(kind: .source, id: id) }
    let name = try name(
      sealed: try row.value("sealed_name"), kind: .storeSealing, hash: hash, key: store.keys.sealing
    )
    guard let name else { throw StoreError.damaged(kind: .source, id: id) }
    let handle = SourceHandle(
      name: name, generation: try row.value("generation"), kind: kind, hash: hash)
    sources[id] = handle
    return handle
  }

  /// The plain ids of a participant; nil when its key was destroyed.
  mutating func ids(of id: Int64) throws -> (subject: String, conversation: String?)? {
    let participant = try participant(id)
    return participant.key == nil ? nil : (participant.subject, participant.conversation)
  }

  /// The plain name of a tenant; its number when its contract has ended and its keys are gone.
  mutating func tenantName(_ id: Int64) throws -> String {
    if let known = tenantNames[id] { return known }
    let row = try store.queue.unsafeRead { db in
      try Row.fetchOne(db, sql: "SELECT * FROM tenants WHERE id = ?", arguments: [id])
    }
    if try row?.value("sealing_key") == 0 { return "t\(id)" }
    guard let row, let hash = Digest16([UInt8](try row.value("hash") as Data).span),
      let key = try store.ring.key(try row.value("sealing_key"), kind: .tenantSealing),
      let name = try name(
        sealed: try row.value("sealed_name"), kind: .tenantSealing, hash: hash, key: key)
    else { throw StoreError.damaged(kind: .tenant, id: id) }
    tenantNames[id] = name
    return name
  }

  private mutating func name(
    sealed: Data, kind: KeyKind, hash: Digest16, key: SecretKey
  ) throws -> String? {
    let bytes = [UInt8](sealed)
    let associated = AssociatedData.name(store: store.id, kind: kind, hash: hash)
    var text: [UInt8] = []
    do {
      try context.open(bytes.span, under: key, associated: associated.span, appendingTo: &text)
    } catch CryptoError.notAuthentic { return nil }
    return String(decoding: text, as: UTF8.self)
  }
}
