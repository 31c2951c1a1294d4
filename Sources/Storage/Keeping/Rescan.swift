/// What is to be examined again, and in whose name.
package struct RescanOptions: Sendable {
  package var deed: Deed
  /// The version of the rules: a rescan that was cut off goes on only with the same.
  package var detectorVersion: String
  /// Whether to leave every record as it is.
  package var isDryRun = false
  /// Asked after every page whether to stop.
  package var shouldStop: @Sendable () -> Bool = { false }

  package init(_ deed: Deed, detectorVersion: String) {
    self.deed = deed
    self.detectorVersion = detectorVersion
  }
}

/// What examining a stored record gave.
package enum RescanVerdict: Sendable {
  case clean
  /// The rules did not get to its end.
  case unexaminable
  /// The record without what was found.
  case found(RecordContent)
}

/// What a rescan did, or would do.
package struct RescanReport: Equatable, Sendable {
  package var examined: Int64 = 0
  package var changed: Int64 = 0
  /// Records that legal holds keep as they are.
  package var held: Int64 = 0
  /// Records that could not be examined to their end; they stay as they are.
  package var unexaminable: Int64 = 0
  /// Whether it came to the last record.
  package var isFinished = false
}
