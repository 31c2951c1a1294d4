import CByteScan

/// Signs that a text may hold something encoded or spelled out: one fast pass that never overlooks any.
package struct TextHints: OptionSet, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package static let high = TextHints(BYTESCAN_HINT_HIGH)
  package static let percent = TextHints(BYTESCAN_HINT_PERCENT)
  package static let ampersand = TextHints(BYTESCAN_HINT_AMPERSAND)
  package static let backslash = TextHints(BYTESCAN_HINT_BACKSLASH)
  package static let equals = TextHints(BYTESCAN_HINT_EQUALS)
  package static let plus = TextHints(BYTESCAN_HINT_PLUS)
  package static let written = TextHints(BYTESCAN_HINT_WRITTEN)

  private init(_ hint: bytescan_hint) { self.init(rawValue: UInt32(hint.rawValue)) }

  /// - Complexity: O(`bytes.count`), a few bytes a nanosecond.
  package init(_ bytes: Span<UInt8>) {
    // Safety: the C function reads `count` bytes from the start of the buffer.
    rawValue = unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return unsafe bytescan_hints(base, buffer.count)
    }
  }

  /// Bytes that ``marks(_:)`` looks at.
  package static let marksAtATime = 32

  /// Where in the first ``marksAtATime`` bytes an `at` or a `dot` that stands for its sign may begin, a bit each.
  package static func marks(_ bytes: Span<UInt8>) -> UInt32 {
    // Safety: the C function reads `count` bytes from the start of the buffer at most.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return unsafe bytescan_written_marks(base, buffer.count)
    }
  }
}
