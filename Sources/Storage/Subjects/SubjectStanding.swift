import GRDB
import Retention

/// What is known of a person that decides over all their records.
struct SubjectStanding {
  private let childSince: Timestamp?
  private let restrictedSince: Timestamp?
  private let erasureSince: Timestamp?

  /// The columns of `subjects` that a row needs for it.
  static let columns = "s.child_since, s.restricted_since, s.erasure_since"

  init(_ row: Row) throws(StoreError) {
    func moment(_ column: String) throws(StoreError) -> Timestamp? {
      (try row.value(column) as Int64?).map { Timestamp(milliseconds: $0) }
    }
    childSince = try moment("child_since")
    restrictedSince = try moment("restricted_since")
    erasureSince = try moment("erasure_since")
  }

  /// Why the person's records are to go, if they are.
  var erasure: ErasureGround? {
    if let childSince { return .child(since: childSince) }
    return erasureSince.map { .verifiedRequest(since: $0) }
  }

  func apply(to circumstances: inout RecordCircumstances) {
    circumstances.erasure = erasure
    circumstances.isRestricted = restrictedSince != nil
  }
}
