import Detection
import Records

extension RecordRedactor {
  /// Elements of a list that become one.
  private struct Merger {
    /// Where the first and the last element open.
    var first: Int
    var last: Int
    var list: Int
    /// The leaf in the first element that holds what takes the value's place.
    var leaf: Int
  }

  /// Makes the words of a value one word, which lasts as long as they do: as many words as before would tell how
  /// many digits there were, and their times how long each took.
  mutating func mergeWords(
    _ leaves: [Leaf], _ containers: [Container], _ bytes: Span<UInt8>, _ maps: Span<UInt64>
  ) {
    var mergers: [Merger] = []
    for run in cutValues.wordRuns {
      guard let merger = merger(of: run, leaves, containers) else { continue }
      mergers.append(merger)
    }
    guard !mergers.isEmpty else { return }
    let sorted = edits.count
    var removed: [Range<Int>] = []
    for merger in Self.united(mergers) {
      // What the policy keeps stays as it is.
      guard let written = replacement(in: leaves[merger.leaf], sorted),
        let time = ListElement.endTime(bytes, maps: maps, openAt: merger.first),
        let lastTime = ListElement.endTime(bytes, maps: maps, openAt: merger.last)
      else { continue }
      let end = ListElement.end(bytes, maps: maps, openAt: merger.first)
      replaceTwins(in: merger, before: end, by: written, leaves, bytes, sorted)
      let start = replacements.count
      appendBytes(bytes.extracting(lastTime), to: &replacements)
      edits.append(
        Edit(
          start: time.lowerBound, end: time.upperBound, replacement: start..<replacements.count))
      removed.append(end..<ListElement.end(bytes, maps: maps, openAt: merger.last))
    }
    remove(removed)
  }

  /// Puts what took a word's place in that of its twins: with its punctuation a word may be read otherwise.
  private mutating func replaceTwins(
    in merger: Merger, before end: Int, by written: Range<Int>, _ leaves: [Leaf],
    _ bytes: Span<UInt8>, _ sorted: Int
  ) {
    let own = leaves[merger.leaf]
    var number = merger.leaf
    while number > 0, leaves[number - 1].start > merger.first { number -= 1 }
    while number < leaves.count, leaves[number].start < end {
      let leaf = leaves[number]
      number += 1
      if leaf.isValue, leaf.container == own.container, leaf.traits.isText,
        replacement(in: leaf, sorted) == nil
      {
        edits.append(Edit(start: leaf.start, end: leaf.end, replacement: written))
      }
    }
  }

  /// What the first edit in a leaf, of the first `sorted` edits, puts there.
  private func replacement(in leaf: Leaf, _ sorted: Int) -> Range<Int>? {
    let first = firstEdit(at: leaf.start, sorted)
    guard first < sorted, edits[first].start < leaf.end else { return nil }
    return edits[first].replacement
  }

  /// The first of the first `sorted` edits that begins at a position or behind it.
  private func firstEdit(at position: Int, _ sorted: Int) -> Int {
    edits[..<sorted].partition { $0.start < position }
  }

  /// Where the elements of the list that holds both leaves open; nil if no list does.
  private func merger(
    of run: ClosedRange<Int>, _ leaves: [Leaf], _ containers: [Container]
  ) -> Merger? {
    var ways: [[Int]] = [[], []]
    for (number, leaf) in [run.lowerBound, run.upperBound].enumerated() {
      var container = leaves[leaf].container
      while container >= 0 {
        ways[number].append(container)
        container = containers[container].parent
      }
      ways[number].reverse()
    }
    guard let fork = zip(ways[0], ways[1]).enumerated().first(where: { $1.0 != $1.1 }),
      fork.offset > 0
    else { return nil }
    let list = ways[0][fork.offset - 1]
    guard !containers[list].isObject else { return nil }
    return Merger(
      first: containers[fork.element.0].open, last: containers[fork.element.1].open, list: list,
      leaf: run.lowerBound)
  }

  /// The same elements are often named twice: a word stands with and without its punctuation.
  private static func united(_ mergers: [Merger]) -> [Merger] {
    var united: [Merger] = []
    for merger in mergers.sorted(by: { ($0.first, $0.last) < ($1.first, $1.last) }) {
      if let last = united.last, last.list == merger.list, merger.first <= last.last {
        united[united.count - 1].last = max(last.last, merger.last)
      } else {
        united.append(merger)
      }
    }
    return united
  }

  /// Takes stretches out of the record, and all that was to be done in them.
  ///
  /// - Parameter removed: in the order of the text.
  private mutating func remove(_ removed: [Range<Int>]) {
    edits.sort { $0.start < $1.start }
    Self.drop(&edits, in: removed) { $0.start }
    Self.drop(&findings, in: removed) { $0.finding.start }
    for range in removed {
      edits.append(
        Edit(
          start: range.lowerBound, end: range.upperBound,
          replacement: replacements.count..<replacements.count))
    }
    edits.sort { $0.start < $1.start }
  }

  /// Drops the elements of a list in the order of the text that begin in one of the stretches.
  private static func drop<Element>(
    _ list: inout [Element], in removed: [Range<Int>], start: (Element) -> Int
  ) {
    var next = 0
    list.removeAll { element in
      while next < removed.count, removed[next].upperBound <= start(element) { next += 1 }
      return next < removed.count && removed[next].lowerBound <= start(element)
    }
  }
}
