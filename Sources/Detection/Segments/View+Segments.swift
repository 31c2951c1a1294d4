import Records

extension View {
  /// Fills the view with the segments of a series, as one text.
  ///
  /// What a listener puts in while somebody speaks on has no place in it, so what it interrupts stands together.
  mutating func join(_ segments: ArraySlice<TextSegment>, _ bytes: Span<UInt8>, origin: Int) {
    begin(origin: origin)
    let whole: [Home] = []
    var last: TextSegment?
    for index in segments.indices {
      let segment = segments[index]
      if let last {
        let next = index + 1 < segments.endIndex ? segments[index + 1].speaker : 0
        if segment.speaker != last.speaker, next == last.speaker, next != 0,
          Backchannel.isAll(bytes, segment.start, segment.end)
        {
          continue
        }
        let separator = segment.speaker == last.speaker ? UInt8(ascii: " ") : UInt8(ascii: "\n")
        append(
          contentsOf: CollectionOfOne(separator),
          home: Home(
            start: UInt32(last.end - origin), end: UInt32(last.end - origin), kinds: .joined))
      }
      if segment.isEscaped {
        appendUnescaped(bytes, segment.start, segment.end, whole.span)
      } else {
        copy(bytes, segment.start, segment.end, whole.span)
      }
      last = segment
    }
    finish()
  }
}
