import CByteScan

/// The bitmaps of a buffer: one cache line of eight words for every 64 bytes.
package struct ByteMaps {
  /// Which word of a block a map is. The order is ``CByteScan``'s.
  package enum Map {
    package static let structure = 0
    package static let digit = 1
    package static let at = 2
    package static let colon = 3
    package static let dot = 4
    package static let backslash = 5
    package static let high = 6
    package static let control = 7
    package static let count = 8
  }

  /// Block `b`'s map `m` is word `b * Map.count + m`. Words past the classified bytes are stale.
  package private(set) var words: [UInt64] = []

  package init() {}

  /// Classifies `bytes`, growing the storage when needed and never shrinking it.
  ///
  /// - Returns: the number of LF bytes.
  /// - Complexity: O(`bytes.count`), about a quarter of a nanosecond a byte with AVX2.
  @discardableResult
  package mutating func classify(_ bytes: Span<UInt8>) -> Int {
    let needed = (bytes.count + 63) / 64 * Map.count
    if words.count < needed {
      words.append(contentsOf: repeatElement(0, count: needed - words.count))
    }
    return Self.classify(bytes, into: &words)
  }

  // Safety: `words` holds a block of eight words for every started 64 bytes, as the caller made sure,
  // and the C function reads `bytes.count` bytes and writes that many blocks, no more.
  private static func classify(_ bytes: Span<UInt8>, into words: inout [UInt64]) -> Int {
    unsafe bytes.withUnsafeBufferPointer { source in
      unsafe words.withUnsafeMutableBufferPointer { maps in
        guard let base = source.baseAddress, let mapsBase = maps.baseAddress else { return 0 }
        return unsafe bytescan_classify(base, source.count, mapsBase)
      }
    }
  }

  /// Which implementation runs on this processor: `avx2`, `sse2`, `neon` or `portable`.
  package static var backend: String { unsafe String(cString: bytescan_backend()) }
}

/// Whether bytes are well-formed UTF-8 (Unicode, table 3-7).
package func isUTF8(_ bytes: Span<UInt8>) -> Bool {
  // Safety: the C function reads `count` bytes from the start of the buffer.
  unsafe bytes.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return true }
    return unsafe bytescan_is_utf8(base, buffer.count)
  }
}
