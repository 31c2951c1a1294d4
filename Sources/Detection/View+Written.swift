import Records

extension View {
  /// Fills the view with a text in which spelled-out addresses are written with `@` and `.`.
  ///
  /// - Returns: whether there are any; if not, the view is empty.
  mutating func readWritten(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ source: Span<Home>, origin: Int,
    marks: inout WrittenMarks
  ) -> Bool {
    begin(origin: origin)
    guard marks.read(bytes, start, end) else { return false }
    var copied = start
    for mark in marks.all where mark.isRead && !mark.isPlain {
      copy(bytes, copied, mark.start, source)
      let sign = mark.isAt ? UInt8(ascii: "@") : UInt8(ascii: ".")
      append(UInt32(sign), for: mark.start, mark.end, source, .written)
      copied = mark.end
    }
    copy(bytes, copied, end, source)
    finish()
    return !changes.isEmpty
  }
}
