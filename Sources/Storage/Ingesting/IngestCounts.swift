import Keys

/// What an ingest run did.
public struct IngestCounts: Equatable, Sendable {
  /// Records stored, those counted in `expired` and `clamped` included.
  public var stored: Int64 = 0
  /// Records dropped because their tenant has their id already.
  public var duplicates: Int64 = 0
  /// Lines sealed into quarantine.
  public var quarantined: Int64 = 0
  /// Records already past their period when they came.
  public var expired: Int64 = 0
  /// Records whose time was missing, unreadable or in the future.
  public var clamped: Int64 = 0
  /// Bytes of sealed payloads stored.
  public var bytes: Int64 = 0

  public init() {}

  static func - (left: IngestCounts, right: IngestCounts) -> IngestCounts {
    var difference = left
    difference.stored -= right.stored
    difference.duplicates -= right.duplicates
    difference.quarantined -= right.quarantined
    difference.expired -= right.expired
    difference.clamped -= right.clamped
    difference.bytes -= right.bytes
    return difference
  }
}
