import Records

extension View {
  /// Fills the view with the segments of a series, as one text.
  ///
  /// What a listener puts in while somebody speaks on has no place in it, so what it interrupts stands together.
  ///
  /// - Parameter isCutAnywhere: digits at a cut are one number, as where a text comes in pieces of any length.
  mutating func join(
    _ segments: ArraySlice<TextSegment>, _ bytes: Span<UInt8>, origin: Int, isCutAnywhere: Bool
  ) {
    begin(origin: origin)
    // With what stands between two of them.
    reserve(segments.reduce(0) { $0 + $1.end - $1.start + 1 })
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
        let isOneWord =
          Self.cutsAddress(bytes, last, segment)
          || isCutAnywhere && Self.cutsNumber(bytes, last, segment)
        if segment.speaker != last.speaker || !isOneWord {
          append(
            contentsOf: CollectionOfOne(separator),
            home: Home(
              start: UInt32(last.end - origin), end: UInt32(last.end - origin), kinds: .joined))
        }
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

  /// Whether a written address was cut where one segment ends and another begins: behind its `@` no domain is whole.
  private static func cutsAddress(
    _ bytes: Span<UInt8>, _ first: TextSegment, _ second: TextSegment
  ) -> Bool {
    guard second.start < second.end, isInAddress(bytes[second.start]) else { return false }
    var at = first.end
    var dot: Int?
    let low = max(first.start, first.end - longestDomain)
    while at > low, isInAddress(bytes[at - 1]), bytes[at - 1] != UInt8(ascii: "@") {
      at -= 1
      if dot == nil, bytes[at] == UInt8(ascii: ".") { dot = at }
    }
    guard at > low + 1, bytes[at - 1] == UInt8(ascii: "@"), isInAddress(bytes[at - 2]) else {
      return bytes[second.start] == UInt8(ascii: "@") && at < first.end
    }
    return dot.map { first.end - $0 < 3 } ?? true
  }

  /// Whether a written number may go on from a segment to the next, or over what a listener puts in to the one behind.
  static func cutNumbers(in segments: ArraySlice<TextSegment>, _ bytes: Span<UInt8>) -> Bool {
    segments.indices.dropFirst().contains { index in
      (max(index - 2, segments.startIndex)..<index).contains {
        segments[$0].speaker == segments[index].speaker
          && cutsNumber(bytes, segments[$0], segments[index])
      }
    }
  }

  /// Whether a written number goes on from one segment to another.
  private static func cutsNumber(
    _ bytes: Span<UInt8>, _ first: TextSegment, _ second: TextSegment
  ) -> Bool {
    func isInNumber(_ byte: UInt8) -> Bool {
      byte.isASCIIDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
        || byte == UInt8(ascii: ".")
    }
    return first.start < first.end && second.start < second.end
      && isInNumber(bytes[first.end - 1]) && isInNumber(bytes[second.start])
  }

  private static func isInAddress(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "_")
  }

  private static let longestDomain = 64
}
