import Pipeline

/// Lays out an evaluation for people.
enum EvaluationTable {
  private static let header = [
    "", "labels", "found", "recall", "typed", "exact", "findings", "right", "precision", "exact",
  ]

  /// A title, a row for each entity and one for all of them; entities that no rule finds come last.
  static func text(_ evaluation: Evaluation, title: String, known: Set<String>) -> String {
    var rows = [header]
    let isKnown = { (name: String) in
      name.split(separator: "|").contains { known.contains(String($0)) }
    }
    let names = evaluation.rows.keys.sorted()
    for name in names.filter(isKnown) { rows.append(row(name, evaluation.rows[name]!)) }
    rows.append(row("total", evaluation.total))
    for name in names where !isKnown(name) {
      rows.append(row("no rule: " + name, evaluation.rows[name]!))
    }
    let refused = evaluation.refused > 0 ? ", \(evaluation.refused) refused" : ""
    return "\(title): \(evaluation.cases) cases\(refused)\n" + aligned(rows)
  }

  /// A share with three decimals, cut off and not rounded up: 0.9999 is not all.
  static func share(_ value: Double) -> String {
    let thousandths = Int(value * 1000 + 1e-9)
    let decimals = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - decimals.count) + decimals
  }

  private static func row(_ name: String, _ figures: EvaluationFigures) -> [String] {
    func show(_ value: Double?) -> String { value.map(share) ?? "-" }
    return [
      name, String(figures.labels), String(figures.recalled), show(figures.recall),
      show(figures.typedRecall), show(figures.exactRecall), String(figures.findings),
      String(figures.right), show(figures.precision), show(figures.exactPrecision),
    ]
  }

  private static func aligned(_ rows: [[String]]) -> String {
    let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + space : space + cell
      }
      return "  " + cells.joined(separator: "  ") + "\n"
    }.joined()
  }
}
