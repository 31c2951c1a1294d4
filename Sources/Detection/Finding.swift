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

  package init(start: Int, end: Int, entity: Int, rule: Int, score: Float) {
    self.start = start
    self.end = end
    self.entity = entity
    self.rule = rule
    self.score = score
  }
}

/// Makes findings disjoint, in the order of the text.
///
/// Of two that overlap the higher score wins, then the longer, then the earlier rule. The winner takes over
/// whatever of the loser lies outside it: a value that two rules see differently is removed whole, because
/// the half left standing would be a leak.
func resolveOverlaps(_ findings: inout [Finding]) {
  guard findings.count > 1 else { return }
  findings.sort { ($0.start, -$0.end, $0.rule) < ($1.start, -$1.end, $1.rule) }
  var kept = 0
  for next in 1..<findings.count {
    let candidate = findings[next]
    if candidate.start >= findings[kept].end {
      kept += 1
      findings[kept] = candidate
      continue
    }
    var winner = findings[kept]
    let end = max(winner.end, candidate.end)
    let winnerRank = (winner.score, Float(winner.end - winner.start))
    let candidateRank = (candidate.score, Float(candidate.end - candidate.start))
    if candidateRank > winnerRank {
      winner.entity = candidate.entity
      winner.rule = candidate.rule
      winner.score = candidate.score
    }
    winner.end = end
    findings[kept] = winner
  }
  findings.removeSubrange((kept + 1)...)
}
