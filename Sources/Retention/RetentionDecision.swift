/// What decides over a record, the strongest first: of several that apply, the first one counts.
public enum RetentionGround: Int, CaseIterable, Comparable, Sendable {
  /// A legal hold keeps it.
  case hold
  /// A legal or security exception keeps it.
  case exception
  /// It is a child's, or the subject's verified request to erase it stands.
  case erasure
  /// The consent that alone justified keeping it was taken back.
  case withdrawnConsent
  /// The subject had processing restricted.
  case restriction
  /// The tenant's contract has ended.
  case contractEnd
  /// Its period has passed.
  case expiry
  /// Nothing: its period runs.
  case period

  public static func < (left: RetentionGround, right: RetentionGround) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// What may be done with a record at a moment, and why: the one place that says so.
public struct RetentionDecision: Equatable, Sendable {
  /// The strongest ground that applies at the moment.
  public let ground: RetentionGround
  /// When the record is to go unless something keeps it; nil while no date can be named.
  public let expiresAt: Timestamp?
  /// Whether it may be deleted, which then is a duty.
  public let mayDelete: Bool

  private let circumstances: RecordCircumstances
  private let moment: Timestamp

  /// Decides over a record at a moment.
  ///
  /// Complexity: a few comparisons, no allocation; it may run for every row of a sweep.
  public init(_ circumstances: RecordCircumstances, at moment: Timestamp) {
    self.circumstances = circumstances
    self.moment = moment
    expiresAt = circumstances.expiry
    ground = circumstances.ground(at: moment)
    mayDelete = circumstances.isDue(at: moment) && !circumstances.isKept(at: moment)
  }

  /// Whether the record may be read for a purpose.
  ///
  /// What is past its date is read by nobody; where a hold or an exception keeps it nevertheless,
  /// by those alone for whom it is kept. A restricted record, and one of a tenant whose contract
  /// has ended, answers its subject, the tenant's export and the law. Never for training, which
  /// has its own way out.
  public func mayRead(for purpose: Purpose) -> Bool {
    guard purpose.mayRead(rowKeptFor: circumstances.keptFor) else { return false }
    if circumstances.isDue(at: moment) {
      return circumstances.isKeptForPurpose(purpose, at: moment)
    }
    if circumstances.isRestricted || circumstances.hasContractEnded(at: moment) {
      return purpose == .legal || purpose == .access || purpose == .portability
    }
    return true
  }
}

extension RecordCircumstances {
  /// The earliest of all dates that apply: a later rule never takes back an earlier promise.
  fileprivate var expiry: Timestamp? {
    var earliest = storedExpiry
    Self.bring(&earliest, downTo: ruleExpiry)
    Self.bring(&earliest, downTo: erasure?.since)
    Self.bring(&earliest, downTo: contractEnd?.exportWindowEndsAt)
    if case .withdrawn(let moment, wasOnlyBasis: true) = consent {
      Self.bring(&earliest, downTo: moment)
    }
    return earliest
  }

  private static func bring(_ earliest: inout Timestamp?, downTo date: Timestamp?) {
    guard let date else { return }
    earliest = earliest.map { min($0, date) } ?? date
  }

  fileprivate func isDue(at moment: Timestamp) -> Bool {
    expiry.map { $0 <= moment } ?? false
  }

  fileprivate func isExcepted(at moment: Timestamp) -> Bool {
    exception.map { moment < $0.until } ?? false
  }

  fileprivate func isKept(at moment: Timestamp) -> Bool {
    isHeld || isExcepted(at: moment)
  }

  fileprivate func isKeptForPurpose(_ purpose: Purpose, at moment: Timestamp) -> Bool {
    if isHeld, purpose == .legal { return true }
    guard isExcepted(at: moment), let exception else { return false }
    return switch exception.kind {
    case .legal: purpose == .legal
    case .security: purpose == .security
    }
  }

  fileprivate func hasContractEnded(at moment: Timestamp) -> Bool {
    contractEnd.map { $0.endsAt <= moment } ?? false
  }

  fileprivate func ground(at moment: Timestamp) -> RetentionGround {
    if isHeld { return .hold }
    if isExcepted(at: moment) { return .exception }
    if let erasure, erasure.since <= moment { return .erasure }
    if case .withdrawn(let since, wasOnlyBasis: true) = consent, since <= moment {
      return .withdrawnConsent
    }
    if isRestricted { return .restriction }
    if hasContractEnded(at: moment) { return .contractEnd }
    return isDue(at: moment) ? .expiry : .period
  }
}
