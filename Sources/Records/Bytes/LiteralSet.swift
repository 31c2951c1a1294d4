import CByteScan

/// Fixed strings that one pass over a text can find, compared without regard to ASCII case.
///
/// Immutable once made and shared by all workers.
// Safety: the pointer is made in init, never changed, freed once in deinit; the C functions only read what it leads to.
@safe
package final class LiteralSet: @unchecked Sendable {
  /// Bytes of the literals, by number; a class of bytes counts as one.
  package let lengths: [Int]
  fileprivate let handle: OpaquePointer

  /// - Parameters:
  ///   - literals: each of 1 to 255 elements: bytes or, with the values of ``Element``, classes of bytes.
  ///   - words: how many of the first of them ``find(in:into:)`` looks for only where words begin.
  ///   - counted: how many of the last of them are marked as ``ByteMaps/Mark/word`` and matter only in numbers.
  package init(_ literals: [[UInt8]], words: Int = 0, counted: Int = 0) {
    lengths = literals.map(\.count)
    precondition(lengths.allSatisfy { 1...255 ~= $0 })
    var end: UInt32 = 0
    let ends = lengths.map { length in
      end += UInt32(length)
      return end
    }
    unsafe handle = Self.make(literals.flatMap { $0 }, ends, words, counted)
  }

  /// Elements of a literal that stand for a class of bytes.
  package enum Element {
    package static let anyHex = UInt8(BYTESCAN_ANY_HEX.rawValue)
    package static let anyDigit = UInt8(BYTESCAN_ANY_DIGIT.rawValue)
  }

  deinit { unsafe bytescan_literals_free(handle) }

  // Safety: both arrays are valid for the length of the call, which copies them.
  private static func make(
    _ text: [UInt8], _ ends: [UInt32], _ words: Int, _ counted: Int
  ) -> OpaquePointer {
    guard let handle = unsafe bytescan_literals_make(text, ends, ends.count, words, counted) else {
      fatalError("out of memory")
    }
    return unsafe handle
  }

  /// The lowest number of a literal, not below `least`, that stands at `bytes[position]` and ends by `end`.
  @inline(__always)
  package func literal(
    in bytes: Span<UInt8>, at position: Int, end: Int, from least: Int
  ) -> Int? {
    let found = unsafe Self.find(
      handle, bytes.extracting(0..<end), position, UInt32(clamping: least))
    return found == UInt32.max ? nil : Int(found)
  }

  /// Whether any literal stands in a text of less than 4 GiB.
  package func stands(in text: Span<UInt8>) -> Bool {
    var none: [bytescan_hit] = []
    return unsafe Self.find(handle, text, &none) > 0
  }

  /// Finds all literals in a text of less than 4 GiB.
  package func find(in text: Span<UInt8>, into found: inout FoundLiterals) {
    found.count = unsafe Self.find(handle, text, &found.hits)
    guard found.count > found.hits.count else { return }
    let more = found.count - found.hits.count
    found.hits.append(contentsOf: repeatElement(bytescan_hit(), count: more))
    found.count = unsafe Self.find(handle, text, &found.hits)
  }

  // Safety: the C function reads `text.count` bytes and writes no more than `hits.count` hits.
  private static func find(
    _ handle: OpaquePointer, _ text: Span<UInt8>, _ hits: inout [bytescan_hit]
  ) -> Int {
    unsafe text.withUnsafeBufferPointer { source in
      unsafe hits.withUnsafeMutableBufferPointer { room in
        guard let bytes = source.baseAddress else { return 0 }
        return unsafe bytescan_find_literals(
          bytes, source.count, handle, room.baseAddress, room.count)
      }
    }
  }

  // Safety: `position` is within the bytes, and the C function reads no further than their count.
  private static func find(
    _ handle: OpaquePointer, _ bytes: Span<UInt8>, _ position: Int, _ least: UInt32
  ) -> UInt32 {
    precondition(bytes.indices.contains(position))
    return unsafe bytes.withUnsafeBufferPointer { source in
      unsafe bytescan_literal_at(handle, source.baseAddress, source.count, position, least)
    }
  }
}

/// The literals of a text in the order of their places, then numbers. Its storage is used again.
package struct FoundLiterals {
  fileprivate var hits: [bytescan_hit] = []
  package fileprivate(set) var count = 0

  package init() {}

  package subscript(index: Int) -> (literal: Int, position: Int) {
    (Int(hits[index].literal), Int(hits[index].position))
  }
}

extension TriggerGate {
  /// Whether anything is asked for that ``ByteMaps`` marks in its second pass.
  package var asksForMarks: Bool { literals != nil || tokens != Int.max }
}

// Safety: `words` holds the maps of `bytes` and behind them a pair of words for every block, as the caller made sure.
func markLiteralsAndTokens(
  _ bytes: Span<UInt8>, _ gate: TriggerGate, marksAt base: Int, into words: inout [UInt64]
) {
  unsafe bytes.withUnsafeBufferPointer { source in
    unsafe words.withUnsafeMutableBufferPointer { maps in
      guard let bytes = source.baseAddress, let mapsBase = maps.baseAddress else { return }
      unsafe bytescan_mark(
        bytes, source.count, gate.literals?.handle, UInt32(clamping: gate.tokens), mapsBase + base,
        mapsBase)
    }
  }
}
