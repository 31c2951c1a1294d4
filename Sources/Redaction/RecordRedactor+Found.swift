package import Detection
package import Records

extension RecordRedactor {
  /// Whether a value that was replaced could stand elsewhere in the record, in one piece.
  ///
  /// - Complexity: O(the record's bytes); O(1) where nothing was found.
  package mutating func mayLeaveValues(in record: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    !found.isEmpty && found.mayStand(in: bytes, record, outside: edits)
  }

  /// Whether something was found that could stand elsewhere in pieces: words of a list stand apart from each other, and
  /// are looked at one series at a time.
  package var hasSeries: Bool { !found.isEmpty && cutValues.hasSeries }

  /// The places outside of ``edits`` in which values stand that were replaced elsewhere in the record.
  ///
  /// - Parameter leaves: all the record's strings.
  /// - Returns: parts as ``share(_:values:)`` takes them.
  package mutating func survivors(
    _ leaves: [Leaf], _ containers: [Container], _ bytes: Span<UInt8>
  ) -> (parts: [Finding], values: [UInt8]) {
    var parts: [Finding] = []
    var values: [UInt8] = []
    var text = FoundText()
    func add(_ finding: Finding, _ value: [UInt8]) {
      var part = finding
      part.value = values.count..<values.count + value.count
      values.append(contentsOf: value)
      parts.append(part)
    }
    for leaf in leaves {
      if operatorForPath(of: leaf, containers, bytes) == .keep { continue }
      text.removeAll()
      text.append(bytes, leaf.start, leaf.end, isEscaped: leaf.isEscaped)
      found.findings(in: text) { finding, value in
        if !isEdited(finding) { add(finding, value) }
      }
    }
    for segments in cutValues.allSeries {
      text.removeAll()
      for segment in segments {
        text.append(bytes, segment.start, segment.end, isEscaped: segment.isEscaped)
      }
      found.findings(in: text) { finding, value in
        // What stands in one string was looked at.
        let (first, last) = (
          segments.segment(endingBehind: finding.start),
          segments.segment(endingBehind: finding.end - 1)
        )
        guard first < last,
          operatorForPath(of: leaves[segments[first].leaf], containers, bytes) != .keep
        else { return }
        var (head, tail) = (finding, finding)
        head.end = segments[first].end
        tail.start = segments[last].start
        if !isEdited(head) || !isEdited(tail) { add(finding, value) }
      }
    }
    return (parts, values)
  }

  /// Whether a finding's place is replaced already, or touched by what is.
  private func isEdited(_ finding: Finding) -> Bool {
    var (low, high) = (0, edits.count)
    while low < high {
      let middle = (low + high) / 2
      if edits[middle].end <= finding.start { low = middle + 1 } else { high = middle }
    }
    return low < edits.count && edits[low].start < finding.end
  }
}
