/// Reading and copying several bytes of a span at a time.
package enum SpanBytes {
  /// The eight bytes at `position`, in the machine's order; it must be at least eight before the end.
  // Safety: the load checks that its bytes lie inside the span, and every pattern of bits is an integer.
  @inlinable @inline(__always)
  package static func word(_ bytes: Span<UInt8>, at position: Int) -> UInt64 {
    unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
  }
}

/// Appends a span's bytes in one copy.
// Safety: the buffer is used within the closure only.
package func appendBytes(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
  unsafe bytes.withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
}
