/// A value that a rule found, as offsets into the text that was examined.
package struct Finding: Sendable {
  package var start: Int
  package var end: Int
  /// Index into ``RuleSet/entities``.
  package var entity: Int
  /// Index into ``RuleSet/rules``.
  package var rule: Int
  /// 0 to 1.
  package var score: Float
  /// What hid the value.
  package var view: ViewKinds
  /// The value as it was read, in ``Detector/values``; empty when it stands in the examined text as it is.
  package var value = 0..<0
  /// The leaf of a JSON document inside the string that it stands in, in ``Detector/places``; -1 outside of any.
  package var place = -1
  /// What the rule's check learnt about the value.
  package var detail: ValueDetail
  /// How it was judged, in ``Detector/notes``; -1 unless the detector explains.
  package var note = -1

  package init(
    start: Int, end: Int, entity: Int, rule: Int, score: Float, view: ViewKinds = [],
    detail: ValueDetail = .none
  ) {
    self.start = start
    self.end = end
    self.entity = entity
    self.rule = rule
    self.score = score
    self.view = view
    self.detail = detail
  }
}

/// Makes findings disjoint, in the order of the text.
///
/// The higher score wins, then the longer, then the earlier rule. What of a loser lies outside every winner
/// and holds letters or digits goes to the winner beside it: a value that two rules see differently is removed
/// whole, because the half left standing would be a leak.
/// - Complexity: O(n²) in the findings of one leaf that overlap each other, O(n log n) otherwise.
func resolveOverlaps(_ findings: inout [Finding], in text: Span<UInt8>) {
  guard findings.count > 1 else { return }
  findings.sort { ($0.start, -$0.end, $0.rule) < ($1.start, -$1.end, $1.rule) }
  var resolved: [Finding] = []
  var group: [Finding] = []
  var groupEnd = 0
  for finding in findings {
    if !group.isEmpty, finding.start >= groupEnd {
      resolveGroup(&group, text, into: &resolved)
      group.removeAll(keepingCapacity: true)
    }
    groupEnd = group.isEmpty ? finding.end : max(groupEnd, finding.end)
    group.append(finding)
  }
  resolveGroup(&group, text, into: &resolved)
  findings = resolved
}

/// Resolves findings that hang together by overlaps, and appends the winners in the order of the text.
private func resolveGroup(
  _ group: inout [Finding], _ text: Span<UInt8>, into resolved: inout [Finding]
) {
  if group.count == 1 {
    resolved.append(group[0])
    return
  }
  group.sort {
    // Of two views of one value the one that decodes more of it knows it better.
    ($0.score, $0.end - $0.start, $1.rule, $0.view.count, $1.view.rawValue)
      > ($1.score, $1.end - $1.start, $0.rule, $1.view.count, $0.view.rawValue)
  }
  var winners: [Finding] = []
  for finding in group {
    if !winners.contains(where: { $0.start < finding.end && finding.start < $0.end }) {
      winners.append(finding)
    }
  }
  winners.sort { $0.start < $1.start }
  for loser in group { extend(&winners, over: loser, text) }
  resolved.append(contentsOf: winners)
}

/// Stretches winners over what of `loser` no winner covers.
private func extend(_ winners: inout [Finding], over loser: Finding, _ text: Span<UInt8>) {
  for index in winners.indices {
    let winner = winners[index]
    guard winner.start < loser.end, loser.start < winner.end else { continue }
    let floor = max(loser.start, index > 0 ? winners[index - 1].end : loser.start)
    if floor < winner.start, holdsAlphanumeric(text, floor, winner.start) {
      winners[index].start = floor
    }
    let ceiling = min(
      loser.end, index + 1 < winners.count ? winners[index + 1].start : loser.end)
    if ceiling > winner.end, holdsAlphanumeric(text, winner.end, ceiling) {
      winners[index].end = ceiling
    }
  }
}

private func holdsAlphanumeric(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
  for position in start..<end {
    let byte = text[position]
    if byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte >= 0x80 {
      return true
    }
  }
  return false
}
