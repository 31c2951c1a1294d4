/// Why a line was not passed on: the codes that the quarantine, the summary and errors name.
package enum RefusalReason: String, Error, CaseIterable {
  /// Not JSON (RFC 8259): raw control characters and truncation included.
  case badJSON = "bad-json"
  /// Not well-formed UTF-8.
  case badUTF8 = "bad-utf8"
  /// Longer than the line limit.
  case tooLong = "too-long"
  /// Nested deeper than ``JSONScanner/nestingLimit``.
  case tooDeep = "too-deep"
  /// A rule's regex ran into its match limit, so the record could not be fully examined.
  case matchLimit = "match-limit"
  /// After replacement something personal could still be found.
  case unverified = "unverified"
  /// The record names a data class that has no retention period.
  case noPeriod = "no-period"
  /// The record names a tenant whose contract has ended.
  case contractEnded = "contract-ended"
  /// A block of a caption file that is neither a cue nor a comment.
  case badCaption = "bad-caption"
  /// What a damaged compressed source held from here on could not be read.
  case damaged
}
