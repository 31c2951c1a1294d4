import Records

extension View {
  /// Fills the view with a text of which some stretches are written otherwise.
  mutating func rewrite(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ source: Span<Home>, origin: Int,
    _ rewriting: Rewriting, _ kinds: ViewKinds
  ) {
    begin(origin: origin)
    reserve(end - start)
    var copied = start
    for stretch in rewriting.all {
      copy(bytes, copied, stretch.start, source)
      if !stretch.bytes.isEmpty {
        append(
          contentsOf: rewriting.bytes[stretch.bytes],
          home: home(of: stretch.start, stretch.end, source, kinds))
      }
      copied = stretch.end
    }
    copy(bytes, copied, end, source)
    finish()
  }
}
