/// When a record happened, as far as its time field can be believed.
public struct EventTime: Equatable, Sendable {
  /// The time to count periods from.
  public let moment: Timestamp

  /// Whether the ingest time stands in for a field that was missing, unreadable or in the future.
  public let isClamped: Bool

  /// How far ahead of the ingest time a record may be: clocks and time zones differ by less.
  public static let toleratedLead = 1

  public init(moment: Timestamp, isClamped: Bool) {
    self.moment = moment
    self.isClamped = isClamped
  }

  /// Takes the field's time, or `ingestedAt` when it is absent or over a day ahead of that.
  public init(claimed: Timestamp?, ingestedAt: Timestamp) {
    if let claimed, claimed <= ingestedAt.adding(days: Self.toleratedLead) {
      self.init(moment: claimed, isClamped: false)
    } else {
      self.init(moment: ingestedAt, isClamped: true)
    }
  }
}
