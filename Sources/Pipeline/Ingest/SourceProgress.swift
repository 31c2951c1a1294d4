import Keys
import Records
import Storage

/// How far one source has been read, and a digest of exactly those bytes.
///
/// The reader's side keeps it; each chunk takes a copy with it, which the store commits with the chunk's rows.
struct SourceProgress: ~Copyable {
  /// Bytes at a source's start that tell streams apart early.
  static let headLength = 64 << 10

  private var whole: StreamDigest
  private var head: StreamDigest
  private var headBytes = 0
  private(set) var bytes = 0

  init() throws(CryptoError) {
    let whole = try StreamDigest()
    let head = try StreamDigest()
    self.whole = whole
    self.head = head
  }

  mutating func add(_ read: Span<UInt8>) throws(CryptoError) {
    try whole.update(read)
    let toHead = min(read.count, Self.headLength - headBytes)
    if toHead > 0 {
      try head.update(read.extracting(0..<toHead))
      headBytes += toHead
    }
    bytes += read.count
  }

  /// The position after everything added so far. The ordered stage fills in the lines.
  mutating func position(endsWithLF: Bool) throws(CryptoError) -> SourcePosition {
    SourcePosition(
      bytes: Int64(bytes), lines: 0, digest: try whole.digestSoFar(),
      headLength: Int64(headBytes), headDigest: try head.digestSoFar(),
      endsWithoutLineFeed: !endsWithLF)
  }
}
