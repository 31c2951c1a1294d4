import GRDB
import Keys
import Retention

import struct Foundation.Data

/// Seals and opens where exports were written: a path may name a person.
struct ExportPath {
  private let store: Store

  init(_ store: Store) {
    self.store = store
  }

  func sealed(_ path: String, export id: Int64) throws -> Data {
    var context = try SealingContext()
    var sealed: [UInt8] = []
    let text = Array(path.utf8)
    let associated = AssociatedData.export(store: store.id, id: id)
    try context.seal(
      text.span, under: store.keys.sealing, associated: associated.span, appendingTo: &sealed)
    return Data(sealed)
  }

  /// Throws `StoreError.damaged` when it was changed.
  func opened(_ sealed: Data, export id: Int64) throws -> String {
    var context = try SealingContext()
    var text: [UInt8] = []
    let bytes = [UInt8](sealed)
    let associated = AssociatedData.export(store: store.id, id: id)
    do {
      try context.open(
        bytes.span, under: store.keys.sealing, associated: associated.span, appendingTo: &text)
    } catch CryptoError.notAuthentic { throw StoreError.damaged(kind: .export, id: id) }
    return String(decoding: text, as: UTF8.self)
  }
}

extension Store {
  /// The exports that hold a person's records, oldest first.
  ///
  /// - Parameter purpose: only those for this one.
  func exports(
    holding subject: Int64, for purpose: Purpose? = nil, _ db: Database
  ) throws -> [ExportNote] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT e.id, e.purpose, e.created_at, e.sealed_path, s.records FROM export_subjects AS s
        JOIN exports AS e ON e.id = s.export 
        WHERE s.subject = ?1 AND (?2 IS NULL OR e.purpose = ?2) ORDER BY e.id
        """, arguments: [subject, purpose.map { Int($0.rawValue) }])
    return try rows.map { row in
      let id: Int64 = try row.value("id")
      guard let purpose = Purpose(rawValue: try row.value("purpose")) else {
        throw StoreError.damaged(kind: .export, id: id)
      }
      return ExportNote(
        id: id, purpose: purpose, createdAt: Timestamp(milliseconds: try row.value("created_at")),
        path: try ExportPath(self).opened(try row.value("sealed_path"), export: id),
        records: try row.value("records"))
    }
  }
}
