/// Tells whether today's rules find nothing in a record.
package typealias RecordScan = (Span<UInt8>) throws -> Bool

/// What a verification found.
public struct Verification: Equatable, Sendable {
  /// Something that is not as it was written, or not where it belongs.
  public struct Problem: Hashable, Comparable, Sendable {
    public enum Kind: String, Sendable {
      /// SQLite's own checks of the store and of the key ring.
      case file
      case keyRing = "key-ring"
      case foreignKey = "foreign-key"
      /// The store's header: its identity and birth.
      case header
      case tenant, participant, record, source, hold, quarantine, request, consent, export
      /// What a record refers to outside the store, and what is listed for deletion there.
      case reference, deletion
      /// A table whose rows are not those that Hush wrote, and a table, index, trigger or view that is missing, that
      /// was changed or added: each with its name.
      case table, schema
      /// The row that says where the store stands, or the sums over its tables.
      case state
      /// A tenant's periods or the end of its contract, set by nobody.
      case terms
      /// A key that does not unwrap, that is missing, or that nothing needs.
      case key
      case unneededKey = "unneeded-key"
      /// A record whose key is destroyed, and a participant without a record.
      case recordWithoutKey = "record-without-key"
      case participantWithoutRecords = "participant-without-records"
      /// An entry that breaks the chain, and an end that the ring remembers otherwise.
      case audit
      case auditEnd = "audit-end"
      /// A record that stays longer than today's rules say, and figures that do not add up.
      case expiry
      case figures
      /// A record in which today's rules find something, or which they don't get to the end of.
      case personalData = "personal-data"
    }

    public let kind: Kind
    /// The row's number; 0 where there is none.
    public let id: Int64
    /// What of the schema it is about, where there is no row to name.
    public let name: String?

    public init(_ kind: Kind, _ id: Int64, name: String? = nil) {
      self.kind = kind
      self.id = id
      self.name = name
    }

    public static func < (left: Problem, right: Problem) -> Bool {
      (left.kind.rawValue, left.name ?? "", left.id)
        < (right.kind.rawValue, right.name ?? "", right.id)
    }
  }

  /// How many seals and audit entries were looked at.
  public internal(set) var checked: Int64 = 0
  public internal(set) var problems: [Problem] = []

  public init(problems: [Problem] = []) {
    self.problems = problems
  }
}

extension Verification.Problem {
  /// The problem an error stands for, or nil for one that has nothing to do with what is stored.
  public init?(_ error: StoreError) {
    guard case .damaged(let kind, let id) = error else { return nil }
    let problem: Kind =
      switch kind {
      case .header: .header
      case .key: .key
      case .tenant: .tenant
      case .participant: .participant
      case .record: .record
      case .source: .source
      case .hold: .hold
      case .quarantine: .quarantine
      case .request: .request
      case .consent: .consent
      case .export: .export
      case .audit: .audit
      case .reference: .reference
      case .deletion: .deletion
      case .file: .file
      case .keyRing: .keyRing
      }
    self.init(problem, id)
  }
}
