package import Records

extension Detector {
  /// Examines the segments of a series as one text and leaves what is personal in ``findings``, as chunk positions.
  ///
  /// - Parameter isCutAnywhere: see ``View/join(_:_:origin:isCutAnywhere:)``; where no digits meet at a cut, nothing is
  ///   looked for, as it would be what is found without.
  /// A finding that begins in one segment and ends in another spans all that stands between them.
  ///
  /// - Throws: ``RefusalReason/matchLimit``, as for leaves.
  package mutating func examine(
    _ segments: ArraySlice<TextSegment>, _ bytes: Span<UInt8>, hints: Regions,
    isCutAnywhere: Bool = false
  ) throws(RefusalReason) {
    guard let first = segments.first, let last = segments.last else { return }
    try begin(first.start, last.end, hints)
    if isCutAnywhere, !View.cutNumbers(in: segments, bytes) { return }
    views[0].join(segments, bytes, origin: origin, isCutAnywhere: isCutAnywhere)
    let nameless: [UInt8] = []
    try searchView(0, depth: 0, nameless.span)
    conclude(bytes)
  }

  /// Examines one leaf of a chunk, in which parts of values were found that stand in several.
  ///
  /// - Parameters:
  ///   - parts: findings within the leaf.
  ///   - partValues: what their values lie in.
  package mutating func examine(
    _ leaf: Leaf, _ bytes: Span<UInt8>, maps: Span<UInt64>, hints: Regions,
    parts: ArraySlice<Finding>, partValues: Span<UInt8>
  ) throws(RefusalReason) {
    try begin(leaf.start, leaf.end, hints)
    if leaf.isNotable || looksForIdentity {
      let name = bytes.extracting(leaf.contextStart..<leaf.contextEnd)
      try examineUnremembered(leaf, bytes, maps, name)
    }
    // A document's own leaves were examined, each as what it is: half a number is no number.
    for var part in parts where !hasOpenedDocument {
      let start = values.count
      for position in part.value { values.append(partValues[position]) }
      part.value = start..<values.count
      // What was found in another record or elsewhere in this one was judged there.
      if explains, part.note < 0 {
        notes.append(CandidateNote(baseScore: part.score))
        part.note = notes.count - 1
      }
      findings.append(part)
    }
    conclude(bytes)
  }
}
