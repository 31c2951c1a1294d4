import Detection
import Redaction
package import Storage

/// What a rescan came to, with what was found by which rule.
package struct RescanOutcome: Sendable {
  package let report: RescanReport
  /// Findings by the rule's id.
  package let rules: [String: Int]
}

/// Runs `rescan`.
package enum RescanRun {
  /// Examines stored records with the options' rules, and replaces what they find.
  ///
  /// - Throws: `StoreError`; what was committed before it stays.
  package static func run(
    _ options: RunOptions, over store: Store, _ rescan: RescanOptions
  ) throws -> RescanOutcome {
    var examiner = try RecordExaminer(options)
    var rules: [String: Int] = [:]
    let report = try store.rescan(rescan) { text, key in
      switch try examiner.examine(text, operatorKey: key) {
      case .clean: return .clean
      case .unexaminable: return .unexaminable
      case .found:
        for found in examiner.findings {
          rules[options.rules.rules[found.finding.rule].id, default: 0] += 1
        }
        return .found(examiner.content)
      }
    }
    return RescanOutcome(report: report, rules: rules)
  }
}
