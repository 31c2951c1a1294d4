import Records

/// Short leaves in which nothing can be found whatever the last digits of a long row are: counted ids, most of all.
///
/// No two ids of a stream are the same, but `m-0000000001` and `m-0000000002` wake the same rules. Where all of these
/// need a word that stands in neither the leaf nor its name, the digits don't matter.
struct BarrenShapes {
  /// A leaf without those digits, under its name.
  struct Shape: Equatable {
    fileprivate var text: UInt128
    fileprivate var nameHead: UInt64
    fileprivate var nameTail: UInt64
    fileprivate var lengths: UInt64

    fileprivate init(
      text: UInt128, varying: Range<Int>, of length: Int, _ kind: Leaf.Kind, _ name: Span<UInt8>
    ) {
      self.text = text
      (nameHead, nameTail) = SpanBytes.ends(name, 0, name.count)
      lengths = UInt64(length) | UInt64(varying.lowerBound) << 8 | UInt64(varying.count) << 16
      lengths |= UInt64(name.count) << 24 | UInt64(kind.rawValue) << 32
    }

    /// The digits that may be others, a bit each.
    var varying: UInt32 {
      let (first, count) = (UInt32(lengths >> 8 & 0xFF), UInt32(lengths >> 16 & 0xFF))
      return ((1 << count) - 1) << first
    }
  }

  private static let capacity = 64
  private static let longestText = 15
  /// Of more bytes ``SpanBytes/ends(_:_:_:)`` leaves some out.
  private static let longestName = 16
  /// Digits of the shortest row that is taken for any other; no word and no literal ends with so many.
  private static let shortestRow = 7
  /// Of these one can tell whether a row begins with a prefix: 00 or 011, and no zero behind.
  private static let telling = 4

  private var shapes = [Shape?](repeating: nil, count: capacity)

  /// Forgets all shapes: other things are looked for from now on.
  mutating func removeAll() {
    for index in shapes.indices { shapes[index] = nil }
  }

  func contains(_ shape: Shape) -> Bool { shapes[Self.place(of: shape)] == shape }

  mutating func insert(_ shape: Shape) { shapes[Self.place(of: shape)] = shape }

  private static func place(of shape: Shape) -> Int {
    let text = UInt64(truncatingIfNeeded: shape.text ^ shape.text >> 64)
    let mixed = (text ^ shape.nameTail ^ shape.lengths) &* 0x9E37_79B9_7F4A_7C15
    return Int(mixed >> 58)
  }

  /// The shape of a leaf; nil for one that is too long or has no row of digits that stands by itself.
  ///
  /// Letters beside the row would let words reach into it: `v4` is one.
  static func shape(
    of leaf: Leaf, _ bytes: Span<UInt8>, _ maps: Span<UInt64>, name: Span<UInt8>
  ) -> Shape? {
    let length = leaf.end - leaf.start
    guard length <= longestText, name.count <= longestName, !leaf.isEscaped,
      leaf.start + 16 <= bytes.count
    else { return nil }
    if let point = LeafShape.decimalPoint(bytes, leaf.start, leaf.end),
      !isPrefix(bytes, leaf.start, point), !isPrefix(bytes, point + 1, leaf.end)
    {
      // Where its full stop stands, whatever its digits.
      return Shape(
        text: UInt128(point - leaf.start), varying: 0..<0, of: length, leaf.kind, name)
    }
    if leaf.isNumber, length < shortestRow, bytes[leaf.start] != UInt8(ascii: "-") {
      // An integer, whose first digit is no zero: no more can be told of it.
      return Shape(text: 0, varying: 0..<length, of: length, leaf.kind, name)
    }
    guard length >= shortestRow, let row = firstRow(leaf.start, length, maps) else { return nil }
    let first = leaf.start + row.lowerBound
    let end = leaf.start + row.upperBound
    guard first == leaf.start || isNeutral(bytes[first - 1]),
      end == leaf.end || isNeutral(bytes[end])
    else { return nil }
    let varying = row.lowerBound + telling..<row.upperBound
    let low = UInt64(littleEndian: SpanBytes.word(bytes, at: leaf.start))
    let high = UInt64(littleEndian: SpanBytes.word(bytes, at: leaf.start + 8))
    let digits = Self.bytes(varying.count) << UInt128(varying.lowerBound * 8)
    let text = (UInt128(high) << 64 | UInt128(low)) & Self.bytes(length) & ~digits
    return Shape(text: text, varying: varying, of: length, leaf.kind, name)
  }

  /// Whether a row of digits could begin with an international prefix.
  private static func isPrefix(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    end - start > 1 && bytes[start] == UInt8(ascii: "0")
  }

  /// Ones for the lowest bytes.
  private static func bytes(_ count: Int) -> UInt128 { (1 << UInt128(count * 8)) - 1 }

  /// Neither a letter nor part of a character that could be one, nor a sign that gives digits a meaning.
  private static func isNeutral(_ byte: UInt8) -> Bool {
    !byte.isASCIILetter && byte < 0x80 && byte != UInt8(ascii: "=")
  }

  /// The first row of at least ``shortestRow`` digits, as offsets into the leaf.
  private static func firstRow(_ start: Int, _ length: Int, _ maps: Span<UInt64>) -> Range<Int>? {
    let block = start / 64 * ByteMaps.Map.count + ByteMaps.Map.digit
    var digits = maps[block] >> UInt64(start % 64)
    if start % 64 + length > 64 {
      digits |= maps[block + ByteMaps.Map.count] << UInt64(64 - start % 64)
    }
    digits &= (1 << UInt64(length)) - 1
    let threes = digits & digits >> 1 & digits >> 2
    let sevens = threes & threes >> 3 & digits >> 6
    guard sevens != 0 else { return nil }
    let first = sevens.trailingZeroBitCount
    return first..<first + (~(digits >> UInt64(first))).trailingZeroBitCount
  }
}
