public import Retention

/// What is to leave the store in a file, and what for.
public struct ExportRequest: Sendable {
  /// The purposes there is an export for.
  public static let purposes: [Purpose] = [.training, .portability, .legal]

  public let purpose: Purpose
  /// Plain ids, as the records came with them. Nil leaves the choice open.
  public var tenant: String?
  public var subject: String?

  /// Nil for a purpose that no export is made for.
  public init?(purpose: Purpose) {
    guard Self.purposes.contains(purpose) else { return nil }
    self.purpose = purpose
  }
}

/// An export whose records have been given, and which nobody has noted yet.
public struct ExportDraft: Sendable {
  public let id: Int64
  public let purpose: Purpose
  /// How many records were given, in all and of each tenant.
  public internal(set) var records: Int64 = 0
  public internal(set) var recordsByTenant: [String: Int64] = [:]
  /// How many records were left out for training, and why.
  public internal(set) var refused: [TrainingRefusal: Int64] = [:]
  /// The consents that the export relies on, and how many records of whom it holds, by row numbers.
  var consents: Set<Int64> = []
  var recordsBySubject: [Int64: Int64] = [:]

  init(id: Int64, purpose: Purpose) {
    self.id = id
    self.purpose = purpose
  }

  /// Whose words it holds: people, and conversations of nobody who is named.
  public var subjects: Int { recordsBySubject.count }
}

/// A consent that an export relies on; the person goes by the number the readable view shows.
public struct ConsentRelied: Sendable {
  public let consent: Consent
  /// Such as `s12`.
  public let subject: String
}
