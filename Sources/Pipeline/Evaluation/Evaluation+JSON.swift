extension EvaluationFigures {
  /// The figures as one JSON object; a share of nothing is null.
  var object: JSONObjectWriter {
    var object = JSONObjectWriter()
    object.add("labels", labels)
    object.add("recalled", recalled)
    object.add("recalled_as_itself", recalledAsItself)
    object.add("recalled_exactly", recalledExactly)
    object.add("findings", findings)
    object.add("right", right)
    object.add("right_exactly", rightExactly)
    object.add("recall", raw: Self.number(recall))
    object.add("typed_recall", raw: Self.number(typedRecall))
    object.add("exact_recall", raw: Self.number(exactRecall))
    object.add("precision", raw: Self.number(precision))
    object.add("exact_precision", raw: Self.number(exactPrecision))
    return object
  }

  private static func number(_ share: Double?) -> String {
    guard let share else { return "null" }
    return String((share * 1e6).rounded() / 1e6)
  }
}

extension Evaluation {
  /// `cases`, `refused`, `total` and, under `entities`, the figures of each row.
  package var object: JSONObjectWriter {
    var entities = JSONObjectWriter()
    for (name, figures) in rows.sorted(by: { $0.key < $1.key }) {
      entities.add(name, figures.object)
    }
    var object = JSONObjectWriter()
    object.add("cases", cases)
    object.add("refused", refused)
    object.add("total", total.object)
    object.add("entities", entities)
    return object
  }
}
