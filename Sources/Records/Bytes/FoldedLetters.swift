import CByteScan

/// The letters and digits of texts in a row, capitals as small letters: what all spellings of a value have in common.
package struct FoldedLetters {
  /// Behind ``count`` it is stale.
  package private(set) var storage: [UInt8] = []
  package private(set) var count = 0

  package init() {}

  package mutating func removeAll() { count = 0 }

  package mutating func removeFirst(_ number: Int) {
    for index in number..<count { storage[index - number] = storage[index] }
    count -= number
  }

  /// Appends the letters of a text: ASCII letters and digits, and bytes above 0x7F.
  ///
  /// - Complexity: O(`bytes.count`), about ten instructions a byte.
  package mutating func append(_ bytes: Span<UInt8>) {
    reserve(bytes.count)
    count += Self.fold(bytes, into: &storage, at: count)
  }

  /// Appends one byte as it is.
  package mutating func append(letter: UInt8) {
    reserve(1)
    storage[count] = letter
    count += 1
  }

  private mutating func reserve(_ more: Int) {
    if storage.count < count + more {
      let missing = max(count + more - storage.count, storage.count)
      storage.append(contentsOf: repeatElement(0, count: missing))
    }
  }

  // Safety: `letters` holds `bytes.count` bytes from `start`, as the caller made sure; the C function reads and writes
  // that many, no more.
  private static func fold(
    _ bytes: Span<UInt8>, into letters: inout [UInt8], at start: Int
  ) -> Int {
    unsafe bytes.withUnsafeBufferPointer { source in
      unsafe letters.withUnsafeMutableBufferPointer { target in
        guard let base = source.baseAddress, let targetBase = target.baseAddress else { return 0 }
        return unsafe bytescan_fold_letters(base, source.count, targetBase + start)
      }
    }
  }
}

/// A set of rows of ``length`` letters, of which some that are not in it are taken for members too.
package struct LetterRows {
  /// Letters of a row.
  package static let length = BYTESCAN_ROW

  private var slots = [UInt64](repeating: 0, count: BYTESCAN_ROW_SLOTS)
  private var halves = [UInt8](repeating: 0, count: BYTESCAN_ROW_HALVES)
  private var count = 0

  package init() {}

  package mutating func removeAll() {
    guard count > 0 else { return }
    for index in slots.indices { slots[index] = 0 }
    for index in halves.indices { halves[index] = 0 }
    count = 0
  }

  /// Inserts a row, its first letter in the highest of the ``length`` bytes.
  package mutating func insert(_ row: UInt64) {
    let number = UInt32(truncatingIfNeeded: count)
    // Safety: the C function writes within the two sets of bytes, which have the lengths that it knows.
    unsafe slots.withUnsafeMutableBufferPointer { slots in
      unsafe halves.withUnsafeMutableBufferPointer { halves in
        guard let slots = slots.baseAddress, let halves = halves.baseAddress else { return }
        unsafe bytescan_row_insert(row, number, slots, halves)
      }
    }
    count += 1
  }

  /// Where the first row of letters begins, at or behind `start`, that may be in the set; nil if none does.
  package func next(in letters: Span<UInt8>, from start: Int) -> Int? {
    // Safety: the C function reads `count` bytes from the start of the first buffer, and all of the others.
    let found = unsafe letters.withUnsafeBufferPointer { source in
      unsafe slots.withUnsafeBufferPointer { slots in
        unsafe halves.withUnsafeBufferPointer { halves in
          guard let base = source.baseAddress, let slots = slots.baseAddress,
            let halves = halves.baseAddress, start < source.count
          else { return source.count }
          return unsafe bytescan_next_row(base, source.count, start, slots, halves)
        }
      }
    }
    return found < letters.count ? found : nil
  }
}
