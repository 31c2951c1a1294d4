public import Keys

/// What a source of records is.
public enum SourceKind: Int, Sendable {
  case file = 1
  case stream = 2
}

/// One generation of a named source: a file that changed, or a stream begun anew, is the next.
public struct SourceHandle: Sendable {
  /// The name as given: a path, or what stands for a stream.
  public let name: String
  /// 1 for the first, and so on.
  public let generation: Int32
  let kind: SourceKind
  let hash: Digest16
}

/// How far a source has been taken in, and what was there.
public struct SourcePosition: Equatable, Sendable {
  /// Bytes and lines from the source's start, all of them stored, skipped or quarantined.
  public var bytes: Int64
  public var lines: Int64
  /// SHA-256 of those bytes.
  public var digest: Digest32
  /// SHA-256 of the first `headLength` bytes: 64 KiB, or all of them if there were fewer.
  public var headLength: Int64
  public var headDigest: Digest32
  /// Whether the last line came without its line feed.
  public var endsWithoutLineFeed: Bool

  public init(
    bytes: Int64, lines: Int64, digest: Digest32, headLength: Int64, headDigest: Digest32,
    endsWithoutLineFeed: Bool
  ) {
    self.bytes = bytes
    self.lines = lines
    self.digest = digest
    self.headLength = headLength
    self.headDigest = headDigest
    self.endsWithoutLineFeed = endsWithoutLineFeed
  }
}

/// What the store knows of a source: the handle to go on with, and where it stands.
public struct SourceState: Sendable {
  public let handle: SourceHandle
  /// Nil when nothing of it has been committed.
  public let position: SourcePosition?
}
