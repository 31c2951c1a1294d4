import ArgumentParser
import Retention

/// A period on the command line: a class, `=`, and days or `indefinite`.
struct PeriodArgument: ExpressibleByArgument {
  let dataClass: DataClass
  let period: Period

  /// A hundred years: more is a slip of the hand.
  private static let longest = 36_525

  init?(argument: String) {
    let parts = argument.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let dataClass = DataClass(name: parts[0]) else { return nil }
    self.dataClass = dataClass
    if parts[1] == "indefinite" {
      period = .indefinite
    } else {
      guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let days = Int(parts[1]),
        days <= Self.longest
      else { return nil }
      period = .days(days)
    }
  }
}

/// A layer on the command line; what is built in is not set.
enum LayerArgument: String, ExpressibleByArgument, CaseIterable {
  case plan, customer, contract

  var layer: RetentionLayer {
    switch self {
    case .plan: .plan
    case .customer: .customer
    case .contract: .contract
    }
  }
}
