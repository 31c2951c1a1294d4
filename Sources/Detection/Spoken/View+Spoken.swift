import Records

extension View {
  /// Fills the view with a text in which numbers that are said aloud are written in digits.
  ///
  /// - Returns: whether there are any; if not, the view is empty.
  mutating func readSpoken(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ source: Span<Home>, origin: Int,
    numbers: inout SpokenNumbers
  ) -> Bool {
    begin(origin: origin)
    guard numbers.read(bytes, start, end) else { return false }
    var copied = start
    for number in numbers.all {
      copy(bytes, copied, number.start, source)
      for index in number.pieces {
        let piece = numbers.pieces[index]
        if piece.isApart, index > number.pieces.lowerBound, !numbers.isBesideSign(index) {
          let gap = numbers.pieces[index - 1].end
          append(UInt32(UInt8(ascii: " ")), for: gap, max(gap + 1, piece.start), source, .spoken)
        }
        let home = home(of: piece.start, piece.end, source, .spoken)
        for position in piece.characters {
          append(contentsOf: CollectionOfOne(numbers.characters[position]), home: home)
        }
      }
      copied = number.end
    }
    copy(bytes, copied, end, source)
    finish()
    return true
  }

  /// Fills the view with a text in which e-mail addresses that are said aloud are written.
  ///
  /// - Returns: whether there are any; if not, the view is empty.
  mutating func readSpokenAddresses(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ source: Span<Home>, origin: Int,
    addresses: inout SpokenAddresses
  ) -> Bool {
    begin(origin: origin)
    guard addresses.read(bytes, start, end) else { return false }
    var copied = start
    for address in addresses.all {
      copy(bytes, copied, address.start, source)
      for index in address.pieces {
        let piece = addresses.pieces[index]
        if let sign = piece.sign {
          append(UInt32(sign), for: piece.start, piece.end, source, .spoken)
        } else {
          copy(bytes, piece.start, piece.end, source)
        }
      }
      copied = address.end
    }
    copy(bytes, copied, end, source)
    finish()
    return true
  }
}
