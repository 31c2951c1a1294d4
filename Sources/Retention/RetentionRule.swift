/// What a retention period is counted from.
public enum Anchor: UInt8, Sendable {
  /// When the record happened (or was ingested, if the run says so).
  case occurred = 1
  /// When the subject's account was deleted; until then nothing expires.
  case accountDeleted = 2

  /// What a class's periods are counted from.
  public static func of(_ dataClass: DataClass) -> Anchor {
    dataClass == .account ? .accountDeleted : .occurred
  }
}

/// How long a class of data is kept.
public enum Period: Equatable, Sendable {
  /// A number of days of 24 hours; zero expires at once.
  case days(Int)
  /// Kept until somebody decides otherwise.
  case indefinite
}

/// Who set a period. A higher layer's word replaces a lower one's, whichever is longer.
public enum RetentionLayer: UInt8, CaseIterable, Comparable, Sendable {
  case builtIn = 1
  case plan = 2
  case customer = 3
  case contract = 4

  public static func < (left: RetentionLayer, right: RetentionLayer) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The name used on the command line.
  public var name: String {
    switch self {
    case .builtIn: "built-in"
    case .plan: "plan"
    case .customer: "customer"
    case .contract: "contract"
    }
  }
}

/// A period and what it is counted from.
public struct RetentionRule: Equatable, Sendable {
  public let period: Period
  public let anchor: Anchor

  public init(period: Period, anchor: Anchor = .occurred) {
    self.period = period
    self.anchor = anchor
  }

  /// When data under this rule is to be gone, or nil while no date can be named.
  ///
  /// There is none for an indefinite period, and none for account data while the account lives.
  public func expiry(occurredAt: Timestamp, accountDeletedAt: Timestamp?) -> Timestamp? {
    guard case .days(let days) = period else { return nil }
    switch anchor {
    case .occurred: return occurredAt.adding(days: days)
    case .accountDeleted: return accountDeletedAt?.adding(days: days)
    }
  }
}
