import Records

/// The hash FNV-1a with 64 bits (Fowler, Noll, Vo; RFC 9923): fast on few bytes, the same in every run, no secret.
package struct FNV1a {
  package private(set) var value: UInt64

  /// - Parameter value: of what came before.
  @inline(__always)
  package init(after value: UInt64 = 0xCBF2_9CE4_8422_2325) { self.value = value }

  @inline(__always)
  package mutating func add(_ byte: UInt8) { add(scalar: UInt32(byte)) }

  /// Adds a scalar as one symbol.
  @inline(__always)
  mutating func add(scalar: UInt32) { add(word: UInt64(scalar)) }

  /// Adds eight bytes as one symbol.
  @inline(__always)
  mutating func add(word: UInt64) { value = (value ^ word) &* 0x100_0000_01B3 }

  /// The hash of a text's UTF-8.
  init(_ text: String) {
    self.init()
    add(text)
  }

  /// The hash of a word whose ASCII letters may be of either case.
  @inline(__always)
  init(lowercasing bytes: Span<UInt8>, _ word: Range<Int>) {
    self.init()
    for index in word { add(bytes[index].asciiLowercased) }
  }

  package mutating func add(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    for index in range { add(bytes[index]) }
  }

  /// Adds a name: eight bytes as one symbol where it has no more than sixteen, as most have.
  @inline(__always)
  mutating func add(name bytes: Span<UInt8>, _ range: Range<Int>) {
    guard range.count <= 16 else { return add(bytes, range) }
    let (head, tail) = SpanBytes.ends(bytes, range.lowerBound, range.upperBound)
    add(word: head)
    add(word: tail)
    add(word: UInt64(truncatingIfNeeded: range.count))
  }

  mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
  }
}
