/// What judging a match showed, for people who ask why something was found or was not.
package struct CandidateNote: Sendable {
  /// Why a match came to nothing.
  package enum Refusal: Sendable, Equatable {
    /// The rule's own check.
    case validator
    /// The score is below the run's limit.
    case score
    /// Another finding, of the rule with this index, covers it.
    case overlap(rule: Int)
    /// It is on the list of values to leave alone.
    case allowed
  }

  /// The rule's own score, and what was added to it.
  package var baseScore: Float
  package var adjustment: Float = 0
  package var regionBonus: Float = 0
  /// Words of the rule that stand near, or in the member's name: a rule's words, never a record's text.
  package var context: [String] = []
  package var vetoes: [String] = []
  package var refusal: Refusal?
}

extension Detector {
  /// Forgets what was noted of former leaves.
  package mutating func forgetNotes() {
    if !notes.isEmpty { notes.removeAll(keepingCapacity: true) }
    if !refusals.isEmpty { refusals.removeAll(keepingCapacity: true) }
  }

  /// Notes how a match was judged.
  ///
  /// - Returns: the note's place in ``notes``.
  mutating func note(
    _ rule: RuleSet.HotRule, _ text: Span<UInt8>, _ range: Range<Int>, _ name: Span<UInt8>,
    adjustment: Float, regionBonus: Float, refusal: CandidateNote.Refusal?
  ) -> Int {
    let compiled = ruleSet.rules[rule.rule]
    words.find(in: text, name: name)
    notes.append(
      CandidateNote(
        baseScore: rule.score, adjustment: adjustment, regionBonus: regionBonus,
        context: compiled.context.map { words.standing($0, near: range) } ?? [],
        vetoes: compiled.vetoes.map { words.standing($0, near: range) } ?? [],
        refusal: refusal))
    return notes.count - 1
  }

  /// Takes the refused matches out of ``findings``.
  ///
  /// An expression is tried again one byte further on, so a refused match brings others inside it: one is enough.
  mutating func setRefusalsAside() {
    refusals.removeAll(keepingCapacity: true)
    let accepted = findings.filter { notes[$0.note].refusal == nil }
    for finding in findings where notes[finding.note].refusal != nil {
      let isCovered = (accepted + refusals).contains {
        $0.rule == finding.rule && $0.start <= finding.start && finding.end <= $0.end
      }
      if !isCovered { refusals.append(finding) }
    }
    findings = accepted
  }

  /// Adds to ``refusals`` what was among `candidates` and is not among ``findings`` any more.
  mutating func noteLosers(_ candidates: [Finding]) {
    let kept = Set(findings.map(\.note))
    for loser in candidates where !kept.contains(loser.note) {
      let winner = findings.first { $0.start < loser.end && loser.start < $0.end }
      // Two views that show the same value are no conflict.
      if let winner, winner.rule == loser.rule { continue }
      notes[loser.note].refusal = winner.map { .overlap(rule: $0.rule) } ?? .allowed
      refusals.append(loser)
    }
    refusals.sort { ($0.start, $0.end, $0.rule) < ($1.start, $1.end, $1.rule) }
  }
}
