package import RuleFormat

/// Runs rules on their own examples.
package enum RuleTrial {
  /// An example that a rule does not live up to.
  package struct Failure: Sendable {
    package enum Problem: Sendable {
      /// Nothing was found, or not exactly the value; what was found instead.
      case notFound(found: [String])
      /// Something was found in a text that holds nothing.
      case falseAlarm(found: [String])
      case matchLimit
    }

    package var rule: String
    package var text: String
    package var problem: Problem
  }

  /// Tries one rule alone on its examples.
  ///
  /// A `match` example must yield exactly its value, perhaps among others, at any score; a `no_match` example must yield nothing at
  /// the default least score.
  /// - Throws: ``RuleSetError`` when the rule can't be compiled.
  package static func failures(of rule: Rule) throws(RuleSetError) -> [Failure] {
    var failures: [Failure] = []
    let examples = rule.examples
    var eager = try detector(for: rule, minScore: 0)
    for example in examples.match {
      let found = find(example.text, &eager, region: example.region)
      guard let found else {
        failures.append(Failure(rule: rule.id, text: example.text, problem: .matchLimit))
        continue
      }
      if !found.contains(example.value) {
        failures.append(
          Failure(rule: rule.id, text: example.text, problem: .notFound(found: found)))
      }
    }
    var sober = try detector(for: rule, minScore: 0.5)
    for text in examples.noMatch {
      guard let found = find(text, &sober) else {
        failures.append(Failure(rule: rule.id, text: text, problem: .matchLimit))
        continue
      }
      if !found.isEmpty {
        failures.append(
          Failure(rule: rule.id, text: text, problem: .falseAlarm(found: found)))
      }
    }
    return failures
  }

  private static func detector(for rule: Rule, minScore: Float) throws(RuleSetError) -> Detector {
    var enabled = rule
    enabled.enabled = true
    var selection = Selection()
    selection.minScore = minScore
    return Detector(try RuleSet([enabled], selection: selection))
  }

  /// What is found in a text; nil when an expression gave up.
  private static func find(
    _ text: String, _ detector: inout Detector, region: String? = nil
  ) -> [String]? {
    let bytes = Array(text.utf8)
    let noName: [UInt8] = []
    var hints = Regions()
    if let region { hints.insert(region) }
    do {
      try detector.examine(text: bytes.span, name: noName.span, hints: hints)
    } catch {
      return nil
    }
    return detector.findings.map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) }
  }
}
