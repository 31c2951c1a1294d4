package import Records

/// The strings of a record that go on where others end, each series in the order of the text.
///
/// Formats differ in where they keep words, but all keep those of a list under one name: strings that are reached by
/// the same names, whatever the positions on the way, make a series. So no format needs to be known, and a record that
/// repeats its words (in sentences, words, captions) has a series for each of them.
package struct SegmentSeries {
  /// The segments of all series, one series behind the other.
  package private(set) var segments: [TextSegment] = []
  /// Ranges of ``segments``, each of two at least.
  package private(set) var all: [Range<Int>] = []

  /// For each container the hash of the names on the way to it, and who speaks in it.
  private var paths: [UInt64] = []
  private var speakers: [UInt64] = []
  /// Some list holds lists.
  private var hasTuples = false
  private var numbers: [UInt64: Int] = [:]
  /// The strings of words, each with the number of its series.
  private var found: [(series: UInt32, leaf: UInt32)] = []
  private var counts: [Int] = []

  package init() {}

  package mutating func removeAll() {
    if !segments.isEmpty { segments.removeAll(keepingCapacity: true) }
    if !all.isEmpty { all.removeAll(keepingCapacity: true) }
  }

  /// Finds the series among all leaves of a record.
  ///
  /// - Complexity: O(leaves + containers), and one walk up the containers for each segment.
  package mutating func find(_ leaves: [Leaf], in containers: [Container], _ bytes: Span<UInt8>) {
    removeAll()
    readPaths(containers, bytes)
    readSpeakers(leaves, containers, bytes)
    found.removeAll(keepingCapacity: true)
    counts.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    // More than there will be; room that is not used is never touched.
    found.reserve(leaves.count)
    for index in leaves.indices where leaves[index].traits.isText {
      let leaf = leaves[index]
      guard leaf.isValue, leaf.container >= 0 else { continue }
      let path = path(of: leaf, containers, bytes)
      let series = numbers[path] ?? counts.count
      if series == counts.count {
        numbers[path] = series
        counts.append(0)
      }
      counts[series] += 1
      found.append((UInt32(series), UInt32(index)))
    }
    gather(leaves, containers)
  }

  /// Puts the segments of each series behind each other.
  private mutating func gather(_ leaves: [Leaf], _ containers: [Container]) {
    var total = 0
    for series in counts.indices {
      let count = counts[series] > 1 ? counts[series] : 0
      if count > 0 { all.append(total..<total + count) }
      // From here on: where the series' next segment goes; -1 for a string that nothing goes on from.
      counts[series] = count > 0 ? total : -1
      total += count
    }
    guard total > 0 else { return }
    let nothing = TextSegment(leaf: 0, start: 0, end: 0, isEscaped: false, speaker: 0)
    segments.reserve(total)
    segments.append(contentsOf: repeatElement(nothing, count: total))
    for (series, index) in found where counts[Int(series)] >= 0 {
      let leaf = leaves[Int(index)]
      segments[counts[Int(series)]] = TextSegment(
        leaf: Int(index), start: leaf.start, end: leaf.end, isEscaped: leaf.isEscaped,
        speaker: speaker(of: leaf, containers))
      counts[Int(series)] += 1
    }
  }

  private mutating func readPaths(_ containers: [Container], _ bytes: Span<UInt8>) {
    paths.removeAll(keepingCapacity: true)
    paths.reserve(containers.count)
    hasTuples = false
    for container in containers {
      if !container.isObject, container.parent >= 0, !containers[container.parent].isObject {
        hasTuples = true
      }
      var path = container.parent < 0 ? FNV1a() : FNV1a(after: paths[container.parent])
      path.add(name: bytes, container.nameStart..<container.nameEnd)
      path.add(container.isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
      paths.append(path.value)
    }
  }

  private mutating func readSpeakers(
    _ leaves: [Leaf], _ containers: [Container], _ bytes: Span<UInt8>
  ) {
    speakers.removeAll(keepingCapacity: true)
    speakers.reserve(paths.count)
    speakers.append(contentsOf: repeatElement(0, count: paths.count))
    for index in leaves.indices where hasTuples || leaves[index].traits.isSpeaker {
      let leaf = leaves[index]
      guard !leaf.isKey, leaf.container >= 0, speakers[leaf.container] == 0,
        leaf.traits.isSpeaker || leaf.isValue && isFirstOfTuple(leaf, containers)
      else { continue }
      var speaker = FNV1a()
      speaker.add(bytes, leaf.start..<leaf.end)
      // No speaker is nobody.
      speakers[leaf.container] = speaker.value | 1
    }
  }

  /// In a list of lists the first string may say who says the second.
  private func isFirstOfTuple(_ leaf: Leaf, _ containers: [Container]) -> Bool {
    let holder = containers[leaf.container]
    return leaf.index == 0 && !holder.isObject && holder.parent >= 0
      && !containers[holder.parent].isObject
  }

  /// What the way to a string of words has in common with that to others of its series.
  private func path(
    of leaf: Leaf, _ containers: [Container], _ bytes: Span<UInt8>
  ) -> UInt64 {
    var path = FNV1a(after: paths[leaf.container])
    let holder = containers[leaf.container]
    if holder.isObject {
      path.add(name: bytes, leaf.nameStart..<leaf.nameEnd)
    } else if holder.parent >= 0, !containers[holder.parent].isObject {
      // In a list of tuples the position within one says what it is.
      path.add(scalar: UInt32(truncatingIfNeeded: leaf.index))
    }
    return path.value
  }

  /// Who speaks in the innermost container in which anybody is named.
  private func speaker(of leaf: Leaf, _ containers: [Container]) -> UInt64 {
    var container = leaf.container
    if hasTuples, isFirstOfTuple(leaf, containers) { container = containers[container].parent }
    for _ in 0..<Self.reach {
      guard container >= 0 else { return 0 }
      if speakers[container] != 0 { return speakers[container] }
      container = containers[container].parent
    }
    return 0
  }

  /// How many containers up a speaker is looked for.
  private static let reach = 4
}
