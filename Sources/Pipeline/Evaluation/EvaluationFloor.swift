import Yams

/// What figures must reach at the least, by row.
///
/// ```yaml
/// EMAIL_ADDRESS: { recall: 0.99, precision: 0.99 }
/// total: { recall: 0.95, exact_recall: 0.9 }
/// ```
package struct EvaluationFloor: Sendable {
  /// A figure that is compared.
  private enum Measure: String {
    case recall
    case typedRecall = "typed_recall"
    case exactRecall = "exact_recall"
    case precision
    case exactPrecision = "exact_precision"

    func value(_ figures: EvaluationFigures) -> Double? {
      switch self {
      case .recall: figures.recall
      case .typedRecall: figures.typedRecall
      case .exactRecall: figures.exactRecall
      case .precision: figures.precision
      case .exactPrecision: figures.exactPrecision
      }
    }
  }

  private struct Bound: Sendable {
    var row: String
    var measure: Measure
    var least: Double
  }

  /// A figure below its floor; nil where nothing was labelled or found, so that nothing was measured.
  package struct Shortfall: Sendable {
    package var row: String
    package var measure: String
    package var value: Double?
    package var least: Double
  }

  private var bounds: [Bound] = []

  /// - Throws: ``SettingsFileError`` with the line and a reason.
  package init(_ yaml: String) throws(SettingsFileError) {
    for (row, measures) in try SettingsFile.pairs(yaml) {
      guard let name = row.string else { throw SettingsFile.refusal(row, "expected-entity") }
      for (key, value) in try SettingsFile.pairs(measures) {
        guard let measure = key.string.flatMap(Measure.init(rawValue:)) else {
          throw SettingsFile.refusal(key, "unknown-measure")
        }
        guard let least = value.float, (0...1).contains(least) else {
          throw SettingsFile.refusal(value, "expected-share")
        }
        bounds.append(Bound(row: name, measure: measure, least: least))
      }
    }
  }

  /// The figures that are too low, in the order of the file.
  package func shortfalls(of evaluation: Evaluation) -> [Shortfall] {
    bounds.compactMap { bound in
      let figures = bound.row == "total" ? evaluation.total : evaluation.rows[bound.row]
      let value = figures.flatMap(bound.measure.value)
      if let value, value >= bound.least { return nil }
      return Shortfall(
        row: bound.row, measure: bound.measure.rawValue, value: value, least: bound.least)
    }
  }
}
