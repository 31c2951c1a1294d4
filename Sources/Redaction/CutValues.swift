import Detection
import Records

/// What the series of a record hold when each is read as one text: parts of values, by the leaf they stand in.
struct CutValues {
  private var series = SegmentSeries()
  /// Parts, each with the leaf it stands in, in the order of the text.
  private var parts: [(leaf: Int, finding: Finding)] = []
  /// The parts of the leaf asked for last.
  private(set) var found: [Finding] = []
  /// What the parts' values lie in.
  private(set) var values: [UInt8] = []
  /// The first and the last leaf of each value in several words of a list.
  private(set) var wordRuns: [ClosedRange<Int>] = []
  private var next = 0
  /// What was found in the record itself: how much of the rest it is, and the parts as they were then.
  private var own: (parts: [(leaf: Int, finding: Finding)], values: Int, wordRuns: Int) = ([], 0, 0)
  private var leafCount = 0

  mutating func removeAll() {
    series.removeAll()
    if !own.parts.isEmpty { own.parts.removeAll() }
    own.values = 0
    own.wordRuns = 0
    leafCount = 0
    if !parts.isEmpty { parts.removeAll(keepingCapacity: true) }
    if !wordRuns.isEmpty { wordRuns.removeAll(keepingCapacity: true) }
    if !values.isEmpty { values.removeAll(keepingCapacity: true) }
    rewind()
  }

  /// Searches the series of a record of which every string is a leaf.
  ///
  /// - Throws: ``RefusalReason/matchLimit``, as for leaves.
  mutating func find(
    _ leaves: [Leaf], _ containers: [Container], _ bytes: Span<UInt8>, _ hints: Regions,
    with detector: inout Detector, areCutAnywhere: Bool = false
  ) throws(RefusalReason) {
    removeAll()
    series.find(leaves, in: containers, bytes)
    for range in series.all {
      try find(series.segments[range], bytes, hints, with: &detector, areCutAnywhere)
    }
    sort()
  }

  /// Searches segments that are no strings of one record: lines of text.
  ///
  /// - Throws: ``RefusalReason/matchLimit``, as for leaves.
  mutating func find(
    _ lines: [TextSegment], _ bytes: Span<UInt8>, with detector: inout Detector,
    areCutAnywhere: Bool = false
  ) throws(RefusalReason) {
    removeAll()
    try find(lines[...], bytes, Regions(), with: &detector, areCutAnywhere)
    sort()
  }

  /// Searches the lines of a string that may hold a plain transcript, beside what was found already.
  ///
  /// - Throws: ``RefusalReason/matchLimit``, as for leaves.
  mutating func find(
    linesOf leaf: Leaf, at index: Int, _ bytes: Span<UInt8>, _ hints: Regions,
    with detector: inout Detector
  ) throws(RefusalReason) {
    let lines = SpeakerLabel.segments(of: leaf, at: index, bytes)
    if lines.isEmpty { return }
    try find(lines[...], bytes, hints, with: &detector, false)
    sort()
  }

  private mutating func find(
    _ segments: ArraySlice<TextSegment>, _ bytes: Span<UInt8>, _ hints: Regions,
    with detector: inout Detector, _ areCutAnywhere: Bool
  ) throws(RefusalReason) {
    try detector.examine(segments, bytes, hints: hints, isCutAnywhere: areCutAnywhere)
    if detector.findings.isEmpty { return }
    let areWords = areWords(segments, bytes)
    for finding in detector.findings { keep(finding, detector.values, segments, areWords) }
  }

  private mutating func sort() {
    parts.sort { ($0.leaf, $0.finding.start) < ($1.leaf, $1.finding.start) }
    rewind()
  }

  /// Keeps what was found, for when the record is read again with what it shares with others.
  mutating func keepOwn(leaves: Int) {
    own = (parts, values.count, wordRuns.count)
    leafCount = leaves
  }

  /// Goes back to what was kept; false if that was about other leaves.
  mutating func returnToOwn(leaves: Int) -> Bool {
    guard leaves == leafCount, leaves > 0 else { return false }
    parts = own.parts
    values.removeSubrange(own.values...)
    wordRuns.removeSubrange(own.wordRuns...)
    rewind()
    return true
  }

  /// Takes parts from the first one on again.
  private mutating func rewind() {
    next = 0
    nextLeaf = parts.first?.leaf ?? .max
  }

  /// All parts, in the order of the text.
  var all: [Finding] { parts.map(\.finding) }

  /// Adds parts of values that go on in other records.
  mutating func add(
    _ shared: [Finding], _ read: [UInt8], to leaves: [Leaf], _ bytes: Span<UInt8>
  ) {
    for var part in shared {
      part.note = -1
      let index = leaves.partition { $0.start <= part.start } - 1
      guard index >= 0, part.start < leaves[index].end else { continue }
      if part.end > leaves[index].end {
        addInPieces(part, read, from: index, bytes)
        continue
      }
      let start = values.count
      values.append(contentsOf: read[part.value])
      part.value = start..<values.count
      parts.append((index, part))
    }
    sort()
  }

  /// Adds the pieces of a value that begins in one segment of a series and ends in another.
  private mutating func addInPieces(
    _ finding: Finding, _ read: [UInt8], from leaf: Int, _ bytes: Span<UInt8>
  ) {
    for segments in allSeries {
      let first = segments.segment(endingBehind: finding.start)
      if first < segments.endIndex, segments[first].leaf == leaf {
        keep(finding, read, segments, areWords(segments, bytes))
      }
    }
  }

  /// The series of the record; none if its strings were not all known.
  var allSeries: [ArraySlice<TextSegment>] { series.all.map { series.segments[$0] } }
  var hasSeries: Bool { !series.all.isEmpty }

  /// Whether the segments are words rather than turns: most have no space.
  private func areWords(_ segments: ArraySlice<TextSegment>, _ bytes: Span<UInt8>) -> Bool {
    var spaced = 0
    for segment in segments {
      if (segment.start..<segment.end).contains(where: { bytes[$0] == UInt8(ascii: " ") }) {
        spaced += 1
      }
    }
    return spaced * 4 <= segments.count
  }

  /// Notes the part of a finding that each segment holds.
  private mutating func keep(
    _ finding: Finding, _ read: [UInt8], _ segments: ArraySlice<TextSegment>,
    _ areWords: Bool
  ) {
    let first = segments.segment(endingBehind: finding.start)
    var last = first
    while last + 1 < segments.endIndex, segments[last + 1].start < finding.end { last += 1 }
    guard first < segments.endIndex, segments[first].speaker == segments[last].speaker else {
      // Nobody ends what another began.
      return
    }
    if areWords, first < last { wordRuns.append(segments[first].leaf...segments[last].leaf) }
    let value = values.count
    values.append(contentsOf: read[finding.value])
    for segment in segments[first...last] where segment.speaker == segments[first].speaker {
      var part = finding
      part.start = max(finding.start, segment.start)
      part.end = min(finding.end, segment.end)
      guard part.start < part.end else { continue }
      part.value = value..<values.count
      parts.append((segment.leaf, part))
    }
  }

  /// The leaf in which the next part stands that was not taken; those before it are not asked for.
  private(set) var nextLeaf = Int.max

  /// Leaves the parts that stand in a leaf in ``found`` and says whether there are any; leaves must be asked for in order.
  mutating func take(leaf: Int) -> Bool {
    if !found.isEmpty { found.removeAll(keepingCapacity: true) }
    while next < parts.count, parts[next].leaf <= leaf {
      if parts[next].leaf == leaf { found.append(parts[next].finding) }
      next += 1
    }
    nextLeaf = next < parts.count ? parts[next].leaf : .max
    return !found.isEmpty
  }
}

extension ArraySlice<TextSegment> {
  /// The first segment that ends behind a position; the end if none does.
  func segment(endingBehind position: Int) -> Int { partition { $0.end <= position } }
}

extension RandomAccessCollection where Index == Int {
  /// The first element for which `precedes`, which holds of all before it, does not hold.
  func partition(_ precedes: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if precedes(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
