/// A label that nothing found, or a finding where nothing is.
package struct Mistake: Sendable {
  package enum Kind: String, Sendable {
    case miss
    case falseAlarm = "false-alarm"
  }

  package var kind: Kind
  /// The label's row, or the finding's entity.
  package var entity: String
  package var range: Range<Int>
  /// The rule and its score; nil for a miss.
  package var found: (rule: String, score: Float)?
}

/// Holds what was found against what was labelled.
package struct Scorer {
  private let map: LabelMap
  private let known: Set<String>
  package private(set) var evaluation = Evaluation()

  /// - Parameter entities: all that some rule finds.
  package init(_ map: LabelMap, entities: [String]) {
    self.map = map
    known = Set(entities)
  }

  /// Counts one case.
  ///
  /// - Returns: what went wrong in it, in the order of labels, then findings.
  /// - Complexity: O(labels × findings).
  package mutating func score(_ labelled: LabelledCase, _ examined: ExaminedCase) -> [Mistake] {
    var mistakes: [Mistake] = []
    evaluation.cases += 1
    if examined.refusal != nil { evaluation.refused += 1 }
    for label in labelled.labels {
      let entities = map.entities(of: label.type)
      let touching = examined.findings.filter { $0.range.overlaps(label.range) }
      var figures = EvaluationFigures()
      figures.labels = 1
      figures.recalled = touching.isEmpty ? 0 : 1
      figures.recalledAsItself = touching.contains { entities.contains($0.entity) } ? 1 : 0
      figures.recalledExactly = touching.contains { $0.range == label.range } ? 1 : 0
      let row = map.row(of: label.type)
      evaluation.count(
        label: figures, in: row, isKnown: entities.contains(where: known.contains))
      if touching.isEmpty {
        mistakes.append(Mistake(kind: .miss, entity: row, range: label.range))
      }
    }
    guard labelled.isComplete else { return mistakes }
    let judged = labelled.labelledTypes.map { Set($0.flatMap(map.entities(of:))) }
    for found in examined.findings where judged?.contains(found.entity) ?? true {
      let touching = labelled.labels.filter { $0.range.overlaps(found.range) }
      var figures = EvaluationFigures()
      figures.findings = 1
      figures.right = touching.isEmpty ? 0 : 1
      figures.rightExactly = touching.contains { $0.range == found.range } ? 1 : 0
      evaluation.count(finding: figures, in: map.rows(of: found.entity))
      if touching.isEmpty {
        mistakes.append(
          Mistake(
            kind: .falseAlarm, entity: found.entity, range: found.range,
            found: (found.rule, found.score)))
      }
    }
    return mistakes
  }
}
