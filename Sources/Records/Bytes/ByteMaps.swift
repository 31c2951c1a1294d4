import CByteScan

/// The bitmaps of a buffer: one cache line of eight words for every 64 bytes.
@usableFromInline package struct ByteMaps {
  /// Which word of a block a map is. The order is ``CByteScan``'s.
  ///
  /// Computed, so that other modules see constants instead of calling for them.
  @usableFromInline package enum Map {
    @inlinable @inline(__always) package static var structure: Int { 0 }
    @inlinable @inline(__always) package static var digit: Int { 1 }
    @inlinable @inline(__always) package static var at: Int { 2 }
    @inlinable @inline(__always) package static var colon: Int { 3 }
    @inlinable @inline(__always) package static var dot: Int { 4 }
    @inlinable @inline(__always) package static var backslash: Int { 5 }
    @inlinable @inline(__always) package static var notable: Int { 6 }
    @inlinable @inline(__always) package static var control: Int { 7 }
    @inlinable @inline(__always) package static var count: Int { 8 }
  }

  /// What a second pass marks for a gate that asks for literals or tokens: three words a block, behind all the maps.
  ///
  /// They are kept out of the maps' cache lines, since most runs and most strings do without them.
  @usableFromInline package enum Mark {
    /// A literal of the gate's set begins.
    @inlinable @inline(__always) package static var literal: Int { 0 }
    /// A run of letters, digits, underscores and plus signs begins that is as long as the gate asks for.
    @inlinable @inline(__always) package static var token: Int { 1 }
    /// A counted word of the gate's set begins.
    @inlinable @inline(__always) package static var word: Int { 2 }
    @inlinable @inline(__always) package static var count: Int { 3 }
    /// Where the marks of a buffer of `byteCount` bytes begin: block `b`'s mark `m` is word `base + b * count + m`.
    @inlinable @inline(__always) package static func base(_ byteCount: Int) -> Int {
      (byteCount + 63) / 64 * Map.count
    }
  }

  /// Block `b`'s map `m` is word `b * Map.count + m`. Words past the classified bytes and their marks are stale.
  package private(set) var words: [UInt64] = []

  package init() {}

  /// Classifies `bytes`, growing the storage when needed and never shrinking it.
  ///
  /// - Parameter gate: what makes a string notable, and whether marks are made.
  /// - Returns: the number of LF bytes.
  /// - Complexity: O(`bytes.count`), about a quarter of a nanosecond a byte with AVX2, three quarters with marks.
  @discardableResult
  package mutating func classify(
    _ bytes: Span<UInt8>, gate: TriggerGate
  ) -> Int {
    let base = Mark.base(bytes.count)
    let needed = gate.asksForMarks ? base + base / Map.count * Mark.count : base
    words.grow(to: needed)
    let lines = Self.classify(bytes, gate.forBlocks, into: &words)
    if gate.asksForMarks { markLiteralsAndTokens(bytes, gate, marksAt: base, into: &words) }
    return lines
  }

  // Safety: `words` holds a block of eight words for every started 64 bytes, as the caller made sure,
  // and the C function reads `bytes.count` bytes and writes that many blocks, no more.
  private static func classify(
    _ bytes: Span<UInt8>, _ gate: bytescan_gate, into words: inout [UInt64]
  ) -> Int {
    var gate = gate
    return unsafe bytes.withUnsafeBufferPointer { source in
      unsafe words.withUnsafeMutableBufferPointer { maps in
        guard let base = source.baseAddress, let mapsBase = maps.baseAddress else { return 0 }
        return unsafe bytescan_classify(base, source.count, &gate, mapsBase)
      }
    }
  }

  /// Which implementation runs on this processor: `avx2`, `sse2`, `neon` or `portable`.
  package static var backend: String { unsafe String(cString: bytescan_backend()) }
}

extension TriggerGate {
  /// The gate as the pass over the blocks takes it.
  var forBlocks: bytescan_gate {
    bytescan_gate(
      digits: UInt32(clamping: digits), ats: UInt32(clamping: ats),
      colons: UInt32(clamping: colons), dots: UInt32(clamping: dots))
  }
}

/// Whether bytes are well-formed UTF-8 (Unicode, table 3-7).
package func isUTF8(_ bytes: Span<UInt8>) -> Bool {
  // Safety: the C function reads `count` bytes from the start of the buffer.
  unsafe bytes.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return true }
    return unsafe bytescan_is_utf8(base, buffer.count)
  }
}
