import GRDB

import struct Foundation.Data

/// The one row that says where a store stands.
struct StoreState {
  let createdAt: Int64
  let identityKey: Int64
  let sealingKey: Int64
  let auditKey: Int64
  let sealedHeader: [UInt8]
  /// The number of the last commit that changed rows; every writer adds one.
  let commitNumber: Int64
  /// The ring's generation when it last destroyed keys for this store.
  let erasureGeneration: Int64
  /// How often tenants' periods have changed.
  let termsGeneration: Int64
  /// The last consent that is not relied on, as it may have been taken back before the store was restored.
  let lastDoubtfulConsent: Int64
  /// The numbers the next rows get.
  var next: NextNumbers

  struct NextNumbers {
    var record: Int64 = 1
    var subject: Int64 = 1
    var conversation: Int64 = 1
    var participant: Int64 = 1
  }

  static func fetch(_ db: Database) throws -> StoreState {
    let statement = try db.cachedStatement(sql: "SELECT * FROM store_state")
    guard let row = try Row.fetchOne(statement) else {
      throw StoreError.damaged(kind: .header, id: 0)
    }
    return StoreState(
      createdAt: try row.value("created_at"), identityKey: try row.value("identity_key"),
      sealingKey: try row.value("sealing_key"), auditKey: try row.value("audit_key"),
      sealedHeader: [UInt8](try row.value("sealed_header") as Data),
      commitNumber: try row.number("commit_number"),
      erasureGeneration: try row.number("erasure_generation"),
      termsGeneration: try row.number("terms_generation"),
      lastDoubtfulConsent: try row.number("last_doubtful_consent"),
      next: NextNumbers(
        record: try row.number("next_seq"), subject: try row.number("next_subject"),
        conversation: try row.number("next_conversation"),
        participant: try row.number("next_participant")))
  }
}
