/// A moment as whole milliseconds since 1970-01-01T00:00:00Z: the store's unit of time.
public struct Timestamp: Hashable, Comparable, Sendable {
  public static let millisecondsPerDay: Int64 = 86_400_000

  public let milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The moment `days` days of 24 hours later, held at the ends of the range.
  public func adding(days: Int) -> Timestamp {
    let (span, tooFar) = Int64(days).multipliedReportingOverflow(by: Self.millisecondsPerDay)
    let (sum, overflow) = milliseconds.addingReportingOverflow(span)
    guard !tooFar, !overflow else { return Timestamp(milliseconds: days < 0 ? .min : .max) }
    return Timestamp(milliseconds: sum)
  }

  /// The UTC day the moment lies in, as days since 1970-01-01.
  public var day: Int {
    let (quotient, remainder) = milliseconds.quotientAndRemainder(
      dividingBy: Self.millisecondsPerDay)
    return Int(remainder < 0 ? quotient - 1 : quotient)
  }
}
