import Detection
import Records

/// The letters and digits of stretches of a record, escapes undone and capitals as small letters, and where they stand.
///
/// Letters are counted from the first stretch on; those in front may be dropped, so that a long record takes little room.
struct PlacedLetters {
  /// Bytes in a row: ``pieceLength`` at the most without an escape, or one escape that is a letter.
  private struct Piece {
    /// The number of its first letter.
    var first: Int
    var start: Int
    var end: Int
  }

  /// A letter is looked for in a piece byte by byte.
  private static let pieceLength = 256
  /// Most words are no longer.
  private static let shortStretch = 16

  private var letters = FoldedLetters()
  private var pieces: [Piece] = []
  /// Letters that were dropped.
  private(set) var dropped = 0

  /// The number of letters, dropped ones included.
  var count: Int { dropped + letters.count }
  var heldCount: Int { letters.count }

  /// The letters that were not dropped; behind ``heldCount`` it is stale.
  var storage: [UInt8] { letters.storage }

  mutating func removeAll() {
    letters.removeAll()
    if !pieces.isEmpty { pieces.removeAll(keepingCapacity: true) }
    dropped = 0
  }

  /// Appends the letters of JSON source until it ends or so many are held.
  ///
  /// - Returns: where the rest begins.
  mutating func append(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, upTo limit: Int) -> Int {
    if end - start <= Self.shortStretch, letters.count < limit,
      !SpanBytes.holds(UInt8(ascii: "\\"), inShort: bytes, start, end)
    {
      pieces.append(Piece(first: count, start: start, end: end))
      letters.append(bytes.extracting(start..<end))
      return end
    }
    var at = start
    while at < end, letters.count < limit {
      let escape = SpanBytes.first(UInt8(ascii: "\\"), in: bytes, from: at, to: end)
      while at < escape, letters.count < limit {
        let next = min(at + Self.pieceLength, escape)
        pieces.append(Piece(first: count, start: at, end: next))
        letters.append(bytes.extracting(at..<next))
        at = next
      }
      guard at == escape, escape < end else { continue }
      let (byte, next) = Self.letter(bytes, escape, end)
      if Self.isLetter(byte) {
        pieces.append(Piece(first: count, start: escape, end: next))
        letters.append(letter: byte.asciiLowercased)
      }
      at = next
    }
    return at
  }

  /// Appends what is no letter of any value.
  mutating func appendSeparator(at position: Int) {
    pieces.append(Piece(first: count, start: position, end: position))
    letters.append(letter: 0)
  }

  /// Drops all letters but the last ones.
  mutating func keepLast(_ kept: Int) {
    guard letters.count > kept else { return }
    dropped += letters.count - kept
    letters.removeFirst(letters.count - kept)
    pieces.removeFirst(max(0, pieces.partition { $0.first <= dropped } - 1))
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte >= 0x80
  }

  /// The ASCII byte of the escape at a position; 0 for any other.
  private static func letter(_ bytes: Span<UInt8>, _ at: Int, _ end: Int) -> (UInt8, Int) {
    guard at + 6 <= end, bytes[at + 1] == UInt8(ascii: "u") else { return (0, min(at + 2, end)) }
    var value = 0
    for position in at + 2..<at + 6 {
      let byte = bytes[position]
      let digit =
        byte &- UInt8(ascii: "0") < 10 ? byte & 15 : (byte | 0x20) &- UInt8(ascii: "a") &+ 10
      value = value << 4 | Int(digit & 15)
    }
    return (value < 0x80 ? UInt8(value) : 0, at + 6)
  }

  /// Where a letter that was not dropped stands in the record.
  private func place(of letter: Int, _ bytes: Span<UInt8>) -> Range<Int> {
    let piece = pieces[pieces.partition { $0.first <= letter } - 1]
    guard piece.start < piece.end, bytes[piece.start] != UInt8(ascii: "\\") else {
      return piece.start..<piece.end
    }
    var position = piece.start
    var left = letter - piece.first
    while true {
      if Self.isLetter(bytes[position]) {
        if left == 0 { return position..<position + 1 }
        left -= 1
      }
      position += 1
    }
  }

  /// Where letters that were not dropped stand in the record, with all between them.
  func place(of range: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int> {
    place(of: range.lowerBound, bytes)
      .lowerBound..<place(of: range.upperBound - 1, bytes).upperBound
  }

  /// Whether neither a digit nor a letter goes on with a stretch where it ends.
  func isWhole(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    !goesOn(range.lowerBound - 1, bytes) && !goesOn(range.upperBound - 1, bytes)
  }

  private func goesOn(_ letter: Int, _ bytes: Span<UInt8>) -> Bool {
    guard letter >= dropped, letter + 1 < count,
      place(of: letter, bytes).upperBound == place(of: letter + 1, bytes).lowerBound
    else { return false }
    return isDigit(letter) == isDigit(letter + 1)
  }

  private func isDigit(_ letter: Int) -> Bool {
    letters.storage[letter - dropped] &- UInt8(ascii: "0") < 10
  }
}
