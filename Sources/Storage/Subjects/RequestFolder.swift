import GRDB
import Keys

import struct Foundation.Data

/// Seals and opens where the answer to a request is to be put: a path may name a person.
struct RequestFolder {
  private let key: SecretKey
  private let associated: [UInt8]

  init(tenant: Int64, request: String, store: Store, db: Database) throws {
    let keyID = try Int64.fetchOne(
      db, sql: "SELECT sealing_key FROM tenants WHERE id = ?", arguments: [tenant])
    guard let keyID, let key = try store.ring.key(keyID, kind: .tenantSealing) else {
      throw StoreError.damaged(kind: .tenant, id: tenant)
    }
    self.key = key
    associated = AssociatedData.subjectRequest(store: store.id, request: request.lowercased())
  }

  func sealed(_ folder: String) throws -> Data {
    var context = try SealingContext()
    var sealed: [UInt8] = []
    let text = Array(folder.utf8)
    try context.seal(text.span, under: key, associated: associated.span, appendingTo: &sealed)
    return Data(sealed)
  }

  /// Throws `StoreError.damaged` with the request's number when it was changed.
  func opened(_ sealed: [UInt8], number: Int64) throws -> String {
    var context = try SealingContext()
    var text: [UInt8] = []
    do {
      try context.open(sealed.span, under: key, associated: associated.span, appendingTo: &text)
    } catch CryptoError.notAuthentic { throw StoreError.damaged(kind: .request, id: number) }
    return String(decoding: text, as: UTF8.self)
  }
}
