import CByteScan

/// Words, of each of which something is known, and which of them stand at a text's end.
///
/// Letters may be of either case, in ASCII and Latin-1. Immutable once made and shared by all workers.
// Safety: the pointer is made in init, never changed, freed once in deinit; the C functions only read what it leads to.
@safe
package final class WordKinds: @unchecked Sendable {
  private let handle: OpaquePointer

  /// - Parameter words: up to 256, each of 1 to 16 bytes that are no digits, and what it is known as: a bit or more.
  package init(_ words: [(kinds: UInt8, word: [UInt8])]) {
    precondition(words.allSatisfy { 1...Int(BYTESCAN_LONGEST_WORD) ~= $0.word.count })
    var end: UInt32 = 0
    let ends = words.map { word in
      end += UInt32(word.word.count)
      return end
    }
    unsafe handle = Self.make(words.flatMap(\.word), ends, words.map(\.kinds))
  }

  deinit { unsafe bytescan_words_free(handle) }

  // Safety: the arrays are valid for the length of the call, which copies them.
  private static func make(_ text: [UInt8], _ ends: [UInt32], _ kinds: [UInt8]) -> OpaquePointer {
    guard let handle = unsafe bytescan_words_make(text, ends, kinds, ends.count) else {
      fatalError("out of memory")
    }
    return unsafe handle
  }

  /// What the word in `bytes[word]` is known as; 0 for nothing.
  package func kinds(of word: Range<Int>, in bytes: Span<UInt8>) -> UInt8 {
    // Safety: the C function reads `count` bytes from the start of the buffer.
    unsafe bytes.extracting(word).withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return unsafe bytescan_word_kinds(handle, base, buffer.count)
    }
  }

  /// The last words of `bytes[start..<end]`; `bytes` are less than 4 GiB.
  ///
  /// - Complexity: O(bytes of the words), a few instructions for sixteen of them and some twenty a word.
  package func last(of bytes: Span<UInt8>, _ start: Int, _ end: Int) -> LastWords {
    var words = LastWords()
    words.count = unsafe Self.find(handle, bytes, bytes.extracting(0..<end), start, &words.found)
    let found = words.found.span
    var allKinds: UInt8 = 0
    for index in 0..<words.count { allKinds |= found[index].kinds }
    words.allKinds = allKinds
    return words
  }

  // Safety: `part` is the beginning of `bytes`, of which the C function reads no more than there are; it writes no more
  // words than there is room for.
  private static func find(
    _ handle: OpaquePointer, _ bytes: Span<UInt8>, _ part: Span<UInt8>, _ start: Int,
    _ found: inout InlineArray<16, bytescan_word>
  ) -> Int {
    precondition(0...part.count ~= start && bytes.count <= UInt32.max)
    var room = found.mutableSpan
    return unsafe bytes.withUnsafeBufferPointer { source in
      unsafe room.withUnsafeMutableBufferPointer { room in
        guard let base = source.baseAddress, let words = room.baseAddress else { return 0 }
        return unsafe bytescan_last_words(handle, base, source.count, start, part.count, words)
      }
    }
  }
}

/// The last words of a text, the last one first: rows of digits, or of letters, apostrophes and bytes above 0x7F.
package struct LastWords {
  /// The most there are.
  package static let most = Int(BYTESCAN_LAST_WORDS)

  fileprivate var found = InlineArray<16, bytescan_word>(repeating: bytescan_word())
  package fileprivate(set) var count = 0
  /// What they are known as, all together.
  package fileprivate(set) var allKinds: UInt8 = 0

  package subscript(index: Int) -> Range<Int> {
    // By the span: the array itself would be copied.
    let word = found.span[index]
    return Int(word.start)..<Int(word.end)
  }

  /// What one of them is known as.
  package func kinds(at index: Int) -> UInt8 { found.span[index].kinds }
}
