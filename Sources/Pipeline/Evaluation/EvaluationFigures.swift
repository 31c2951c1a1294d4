/// Counts of labels and findings that met or missed each other.
package struct EvaluationFigures: Sendable, Equatable {
  package var labels = 0
  /// Labels that any finding overlaps.
  package var recalled = 0
  /// Labels that a finding of their own entity overlaps.
  package var recalledAsItself = 0
  /// Labels that a finding covers from their first scalar to their last.
  package var recalledExactly = 0

  /// Findings of labelled types in complete cases.
  package var findings = 0
  /// Those of them that overlap any label.
  package var right = 0
  /// Those of them that cover a label from its first scalar to its last.
  package var rightExactly = 0

  package init() {}

  /// A share of a whole, nil of nothing.
  private static func share(_ part: Int, _ whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }

  package var recall: Double? { Self.share(recalled, labels) }
  package var typedRecall: Double? { Self.share(recalledAsItself, labels) }
  package var exactRecall: Double? { Self.share(recalledExactly, labels) }
  package var precision: Double? { Self.share(right, findings) }
  package var exactPrecision: Double? { Self.share(rightExactly, findings) }

  mutating func add(_ other: EvaluationFigures) {
    labels += other.labels
    recalled += other.recalled
    recalledAsItself += other.recalledAsItself
    recalledExactly += other.recalledExactly
    findings += other.findings
    right += other.right
    rightExactly += other.rightExactly
  }
}

/// The figures of one labelled file, or of several together.
package struct Evaluation: Sendable {
  package var cases = 0
  /// Cases that a run would have set aside: their labels count as missed.
  package var refused = 0
  /// By entity. Labels that stand for several entities have a row of their own: `A|B`.
  package private(set) var rows: [String: EvaluationFigures] = [:]
  /// Over all labels that some rule could find, and all findings.
  package private(set) var total = EvaluationFigures()

  package init() {}

  package mutating func add(_ other: Evaluation) {
    cases += other.cases
    refused += other.refused
    total.add(other.total)
    for (name, figures) in other.rows { rows[name, default: EvaluationFigures()].add(figures) }
  }

  mutating func count(label: EvaluationFigures, in row: String, isKnown: Bool) {
    rows[row, default: EvaluationFigures()].add(label)
    if isKnown { total.add(label) }
  }

  mutating func count(finding: EvaluationFigures, in rows: [String]) {
    for row in rows { self.rows[row, default: EvaluationFigures()].add(finding) }
    total.add(finding)
  }
}
