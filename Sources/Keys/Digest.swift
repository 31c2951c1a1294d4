/// A 256-bit digest or keyed hash as four words: no allocation to keep, compare or hash it.
public struct Digest32: Hashable, Sendable {
  // Big-endian words, so that the bytes read in the order libcrypto wrote them.
  let words: (UInt64, UInt64, UInt64, UInt64)

  /// The digest's 32 bytes, or nil unless there are exactly 32.
  public init?(_ bytes: Span<UInt8>) {
    guard bytes.count == 32 else { return nil }
    words = (
      bytes.bigEndianWord(at: 0), bytes.bigEndianWord(at: 8),
      bytes.bigEndianWord(at: 16), bytes.bigEndianWord(at: 24)
    )
  }

  init(words: (UInt64, UInt64, UInt64, UInt64)) {
    self.words = words
  }

  /// The 32 bytes, most significant first.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    for word in [words.0, words.1, words.2, words.3] { bytes.append(bigEndian: word) }
    return bytes
  }

  /// The first 128 bits: what the store keeps where only equality matters.
  public var truncated: Digest16 { Digest16(high: words.0, low: words.1) }

  public static func == (left: Digest32, right: Digest32) -> Bool {
    left.words == right.words
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}

/// The first 128 bits of a keyed hash: an opaque identity that is 16 bytes in a row.
///
/// At 2⁴⁰ identities under one key, two of them collide with a chance below 2⁻⁴⁸.
public struct Digest16: Hashable, Sendable {
  package let high: UInt64
  package let low: UInt64

  /// The value that stands for "no identity"; no keyed hash is expected to take it.
  public static let zero = Digest16(high: 0, low: 0)

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The 16 bytes, or nil unless there are exactly 16.
  public init?(_ bytes: Span<UInt8>) {
    guard bytes.count == 16 else { return nil }
    self.init(high: bytes.bigEndianWord(at: 0), low: bytes.bigEndianWord(at: 8))
  }

  /// The 16 bytes, most significant first.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16)
    bytes.append(bigEndian: high)
    bytes.append(bigEndian: low)
    return bytes
  }

  /// The bytes as 32 lower-case hexadecimal digits.
  public var hexadecimal: String { bytes.hexadecimal }
}

extension [UInt8] {
  /// The bytes as lower-case hexadecimal digits, two a byte.
  public var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// Appends an integer's bytes, most significant first: the byte order of everything hashed.
  // Inlinable: unspecialised across modules, it took most of the time of sealing a record.
  // Safety: the bytes are those of a local integer.
  @inlinable
  package mutating func append(bigEndian value: some FixedWidthInteger) {
    unsafe Swift.withUnsafeBytes(of: value.bigEndian) { unsafe append(contentsOf: $0) }
  }
}

extension Span<UInt8> {
  /// The eight bytes from an offset on, most significant first.
  package func bigEndianWord(at offset: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in offset..<(offset + 8) { word = word << 8 | UInt64(self[index]) }
    return word
  }
}
