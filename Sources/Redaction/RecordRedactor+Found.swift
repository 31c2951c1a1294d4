package import Detection
package import Records

extension RecordRedactor {
  /// The places of the record in which values could stand that were replaced elsewhere in it; in the order of the text.
  ///
  /// - Complexity: O(the record's bytes); O(1) where nothing was found.
  package mutating func places(in record: Range<Int>, _ bytes: Span<UInt8>) -> [Range<Int>] {
    found.isEmpty ? [] : found.places(in: bytes, record, outside: replacedPlaces)
  }

  /// Whether one of such places lies in a string that is none of the leaves: in a member's name.
  package static func reachNames(
    _ places: [Range<Int>], _ leaves: [Leaf], _ bytes: Span<UInt8>
  ) -> Bool {
    places.contains { place in
      leaf(at: place.lowerBound, leaves) == nil
        && SpanBytes.first(
          UInt8(ascii: "\""), in: bytes, from: place.lowerBound, to: place.upperBound)
          == place.upperBound
    }
  }

  /// Whether something was found that could stand elsewhere in pieces: words of a list stand apart from each other, and
  /// are looked at one series at a time.
  package var hasSeries: Bool { !found.isEmpty && cutValues.hasSeries }

  /// The places in which values stand that were replaced elsewhere in the record.
  ///
  /// - Parameters:
  ///   - places: where values could stand in one piece: see ``places(in:_:)``.
  ///   - leaves: all the record's strings.
  /// - Returns: parts as ``share(_:values:)`` takes them.
  package mutating func survivors(
    at places: [Range<Int>], _ leaves: [Leaf], _ containers: [Container], _ bytes: Span<UInt8>
  ) -> (parts: [Finding], values: [UInt8]) {
    let replaced = replacedPlaces
    /// Whether a finding's place is replaced already, or touched by what is.
    func isReplaced(_ finding: Finding) -> Bool {
      let next = replaced.partition { $0.upperBound <= finding.start }
      return next < replaced.count && replaced[next].lowerBound < finding.end
    }
    var parts: [Finding] = []
    var values: [UInt8] = []
    func add(_ finding: Finding, _ value: [UInt8]) {
      var part = finding
      part.value = values.count..<values.count + value.count
      values.append(contentsOf: value)
      parts.append(part)
    }
    var last = -1
    for place in places where place.lowerBound >= last {
      guard let leaf = Self.leaf(at: place.lowerBound, leaves) else { continue }
      last = leaf.end
      if operatorForPath(of: leaf, containers, bytes) == .keep { continue }
      let whole = CollectionOfOne(leaf.start..<leaf.end)
      for (finding, value) in found.findings(in: whole, bytes) where !isReplaced(finding) {
        add(finding, value)
      }
    }
    for segments in cutValues.allSeries {
      let text = segments.lazy.map { $0.start..<$0.end }
      for (finding, value) in found.findings(in: text, bytes) {
        // What stands in one string was looked at.
        let (first, last) = (
          segments.segment(endingBehind: finding.start),
          segments.segment(endingBehind: finding.end - 1)
        )
        guard first < last, let leaf = Self.leaf(at: segments[first].start, leaves),
          operatorForPath(of: leaf, containers, bytes) != .keep
        else { continue }
        var (head, tail) = (finding, finding)
        head.end = segments[first].end
        tail.start = segments[last].start
        if !isReplaced(head) || !isReplaced(tail) { add(finding, value) }
      }
    }
    return (parts, values)
  }

  /// The leaf that holds a position, among leaves in the order of the text.
  private static func leaf(at position: Int, _ leaves: [Leaf]) -> Leaf? {
    let index = leaves.partition { $0.end <= position }
    return index < leaves.count && leaves[index].start <= position ? leaves[index] : nil
  }

  /// What was replaced, in the order of the text: of a string that was written anew its values, not what is between them.
  var replacedPlaces: [Range<Int>] {
    var places: [Range<Int>] = []
    var next = 0
    for edit in edits {
      let first = places.count
      while next < replacedPieces.count, replacedPieces[next].upperBound <= edit.end {
        if replacedPieces[next].lowerBound >= edit.start { places.append(replacedPieces[next]) }
        next += 1
      }
      if places.count == first { places.append(edit.start..<edit.end) }
    }
    return places
  }
}
