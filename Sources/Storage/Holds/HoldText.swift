import GRDB
import Keys

import struct Foundation.Data

/// Seals and opens what a hold says of itself: its matter and whom to ask.
struct HoldText {
  let matter: String
  let contact: String?

  init(matter: String, contact: String?) {
    self.matter = matter
    self.contact = contact
  }

  /// Opens a hold's text. Throws `StoreError.damaged` when the hold was changed.
  init(opening sealed: [UInt8], hold id: Int64, on object: Object, store: Store) throws {
    var context = try SealingContext()
    var text: [UInt8] = []
    do {
      let associated = object.associatedData(store: store.id, hold: id)
      try context.open(
        sealed.span, under: object.key, associated: associated.span, appendingTo: &text)
    } catch CryptoError.notAuthentic { throw StoreError.damaged(kind: .hold, id: id) }
    guard let pair = AssociatedData.decodePair(text) else {
      throw StoreError.damaged(kind: .hold, id: id)
    }
    self.init(matter: pair.second, contact: pair.first)
  }

  func sealed(hold id: Int64, on object: Object, store: Store) throws -> Data {
    var context = try SealingContext()
    var sealed: [UInt8] = []
    let text = AssociatedData.encodePair(contact.map { Array($0.utf8) }, Array(matter.utf8))
    let associated = object.associatedData(store: store.id, hold: id)
    try context.seal(
      text.span, under: object.key, associated: associated.span, appendingTo: &sealed)
    return Data(sealed)
  }

  /// What a hold is on, as far as its seal needs to know it.
  struct Object {
    let key: SecretKey
    private let tenant: Digest16
    private let subject: Digest16
    private let conversation: Digest16

    init(tenant: Int64, subject: Int64?, conversation: Int64?, store: Store, db: Database) throws {
      let damaged = StoreError.damaged(kind: .tenant, id: tenant)
      func hash(_ table: String, _ row: Int64?) throws -> Digest16 {
        guard let row else { return .zero }
        let data = try Data.fetchOne(
          db, sql: "SELECT hash FROM \(table) WHERE id = ?", arguments: [row])
        guard let data, let hash = Digest16([UInt8](data).span) else { throw damaged }
        return hash
      }
      let keyID = try Int64.fetchOne(
        db, sql: "SELECT sealing_key FROM tenants WHERE id = ?", arguments: [tenant])
      guard let keyID, let key = try store.ring.key(keyID, kind: .tenantSealing) else {
        throw damaged
      }
      self.key = key
      self.tenant = try hash("tenants", tenant)
      self.subject = try hash("subjects", subject)
      self.conversation = try hash("conversations", conversation)
    }

    func associatedData(store: StoreID, hold id: Int64) -> [UInt8] {
      AssociatedData.hold(
        store: store, id: id, tenant: tenant, subject: subject, conversation: conversation)
    }
  }
}
