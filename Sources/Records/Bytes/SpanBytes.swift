import CByteScan

/// Reading, finding and copying several bytes of a span at a time.
@usableFromInline package enum SpanBytes {
  /// The eight bytes at `position`, in the machine's order; it must be at least eight before the end.
  // Safety: the load checks that its bytes lie inside the span, and every pattern of bits is an integer.
  @inlinable @inline(__always)
  package static func word(_ bytes: Span<UInt8>, at position: Int) -> UInt64 {
    unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
  }

  /// The first `count` of eight bytes as one number, the first of them the lowest; zeros for the rest, whatever stands
  /// there.
  @inlinable @inline(__always)
  package static func word(_ bytes: Span<UInt8>, at start: Int, count: Int) -> UInt64 {
    if start + 8 <= bytes.count {
      let word = UInt64(littleEndian: word(bytes, at: start))
      return count < 8 ? word & ((1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1) : word
    }
    var word: UInt64 = 0
    for offset in 0..<count { word |= UInt64(bytes[start + offset]) << UInt64(offset * 8) }
    return word
  }

  /// The first and the last eight bytes of a stretch, which leave none of up to sixteen out; the second word is zero
  /// where the first has all.
  @inlinable @inline(__always)
  package static func ends(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int
  ) -> (head: UInt64, tail: UInt64) {
    if end - start < 8 { return (word(bytes, at: start, count: end - start), 0) }
    return (word(bytes, at: start), word(bytes, at: end - 8))
  }

  /// Whether a byte, which is no zero, stands in a stretch of at most sixteen bytes.
  @inlinable @inline(__always)
  package static func holds(
    _ byte: UInt8, inShort bytes: Span<UInt8>, _ start: Int, _ end: Int
  ) -> Bool {
    let (head, tail) = ends(bytes, start, end)
    return hasZero(head ^ repeated(byte)) || hasZero(tail ^ repeated(byte))
  }

  @inlinable @inline(__always)
  static func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  @inlinable @inline(__always)
  static func hasZero(_ word: UInt64) -> Bool {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0
  }

  /// Where a byte stands first, at or behind `start`; the end if nowhere.
  static func first(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int) -> Int {
    first(byte, in: bytes, from: start, to: bytes.count)
  }

  /// Where a byte stands first, at or behind `start`; `end` if nowhere before it.
  package static func first(
    _ byte: UInt8, in bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> Int {
    // Safety: the C function reads `count` bytes from the start of the buffer.
    let offset = unsafe bytes.extracting(start..<end).withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return unsafe bytescan_first(base, buffer.count, byte)
    }
    return start + offset
  }

  /// Whether sixteen characters of base64 or base64url stand in a row (RFC 4648 sections 4 and 5).
  ///
  /// - Complexity: O(`bytes.count`), a few instructions for 32 bytes.
  package static func holdsBase64(_ bytes: Span<UInt8>) -> Bool {
    // Safety: the C function reads `count` bytes from the start of the buffer.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      return unsafe bytescan_holds_base64(base, buffer.count)
    }
  }

  /// Where a byte stands last before `end`, but not before `start`; nil if nowhere.
  static func last(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    guard start < end else { return nil }
    // Safety: the C function reads `count` bytes from the start of the buffer.
    let found = unsafe bytes.extracting(start..<end).withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return Int.max }
      return Int(truncatingIfNeeded: unsafe bytescan_last(base, buffer.count, byte))
    }
    return found < 0 || found == .max ? nil : start + found
  }
}

/// Appends a span's bytes in one copy.
// Safety: the buffer is used within the closure only.
package func appendBytes(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
  unsafe bytes.withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
}
