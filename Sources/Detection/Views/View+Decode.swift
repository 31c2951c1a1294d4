import Records

extension View {
  /// Fills the view with a text in which one layer of encoding is undone: percent-encoding, character references,
  /// backslashes that outlived the first unescaping, and characters that stand for others.
  ///
  /// - Returns: whether anything was; if not, the view is empty.
  /// - Complexity: O(`end` - `start`). The text is never longer than what it was made from.
  mutating func decode(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ source: Span<Home>, origin: Int,
    folds: FoldTable
  ) -> Bool {
    begin(origin: origin)
    var copied = start
    var raised = RaisedDigits()
    var at = start
    while at < end {
      if at + 8 <= end {
        let signs = Self.signs(UInt64(littleEndian: SpanBytes.word(bytes, at: at)))
        if signs == 0 {
          at += 8
          continue
        }
        at += signs.trailingZeroBitCount / 8
      }
      guard let (element, kind) = Self.element(bytes, at, start, end) else {
        at += 1
        continue
      }
      var fold = element.scalar < 0x80 ? .keep : folds.fold(element.scalar)
      if fold != .keep {
        let previous = at > copied ? bytes[at - 1] : text.last ?? 0
        let isBehindDigit = previous.isASCIIDigit
        if !isBehindDigit, fold == .mark || fold == .dashBehindDigit { fold = .keep }
        if case .raised = fold, !raised.fold(bytes, at, end, isBehindDigit, folds) { fold = .keep }
      }
      let next = at + element.length
      if fold == .keep, kind.isEmpty {
        at = next
        continue
      }
      copy(bytes, copied, at, source)
      switch fold {
      case .keep: append(element.scalar, for: at, next, source, kind)
      case .remove, .mark: leaveOut()
      case .ascii(let byte), .raised(let byte):
        append(UInt32(byte), for: at, next, source, kind.union(.folded))
      case .dashBehindDigit:
        append(UInt32(UInt8(ascii: "-")), for: at, next, source, kind.union(.folded))
      case .number(let value):
        for digit in [value / 10, value % 10] {
          append(
            UInt32(UInt8(ascii: "0") + digit), for: at, next, source, kind.union(.folded))
        }
      }
      at = next
      copied = next
    }
    if changes.isEmpty { return false }
    copy(bytes, copied, end, source)
    finish()
    return true
  }

  /// The highest bit of the first of eight bytes that is a sign ``element(_:_:_:_:)`` knows, or lies outside ASCII;
  /// bits behind it mean nothing.
  @inline(__always)
  private static func signs(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    // Borrows only run upwards from a byte that is zero.
    func equals(_ sign: UInt8) -> UInt64 {
      let other = word ^ (UInt64(sign) &* ones)
      return (other &- ones) & ~other
    }
    let found =
      word | equals(UInt8(ascii: "%")) | equals(UInt8(ascii: "&")) | equals(UInt8(ascii: "\\"))
      | equals(UInt8(ascii: "=")) | equals(UInt8(ascii: "+"))
    return found & (0x80 &* ones)
  }

  /// What stands at `at` if it is more than a byte of ASCII, and by which encoding.
  @inline(__always)
  private static func element(
    _ bytes: Span<UInt8>, _ at: Int, _ start: Int, _ end: Int
  ) -> (JSONEscapes.Element, ViewKinds)? {
    switch bytes[at] {
    case 0x80...:
      return (JSONEscapes.utf8Element(bytes, at: at), [])
    case UInt8(ascii: "%"):
      return PercentEncoding.element(bytes, at: at, end: end).map { ($0, .percent) }
    case UInt8(ascii: "&"):
      return CharacterReferences.element(bytes, at: at, end: end).map { ($0, .html) }
    case UInt8(ascii: "\\"):
      return BackslashEscapes.element(bytes, at: at, end: end).map { ($0, .unescaped) }
    case UInt8(ascii: "="):
      return PercentEncoding.quotedPrintable(bytes, at: at, start: start, end: end)
        .map { ($0, .percent) }
    case UInt8(ascii: "+"):
      guard PercentEncoding.isSpace(bytes, at: at, start: start, end: end) else { return nil }
      return (JSONEscapes.Element(scalar: 0x20, length: 1), .percent)
    default:
      return nil
    }
  }

  /// Decides for each run of superscript or subscript digits whether it is part of a number.
  ///
  /// One or two behind an ordinary digit are a footnote's mark: `078-05-1120²` ends with its zero.
  private struct RaisedDigits {
    private var end = 0
    private var folds = false

    mutating func fold(
      _ bytes: Span<UInt8>, _ at: Int, _ limit: Int, _ isBehindDigit: Bool, _ table: FoldTable
    ) -> Bool {
      if at < end { return folds }
      var count = 0
      end = at
      while end < limit, bytes[end] >= 0x80 {
        let element = JSONEscapes.utf8Element(bytes, at: end)
        guard case .raised = table.fold(element.scalar) else { break }
        end += element.length
        count += 1
      }
      folds = !isBehindDigit || count > 2 || count == 0
      return folds
    }
  }
}
