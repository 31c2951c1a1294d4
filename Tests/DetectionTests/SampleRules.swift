import RuleFormat

/// Rules such as a user might write.
enum SampleRules {
  /// `#` and four digits.
  static func ticket(
    id: String = "ticket/number", entity: String = "TICKET", score: Double = 0.4,
    context: Context? = nil, vetoes: Context? = nil, regions: [String] = [], enabled: Bool = true
  ) -> Rule {
    Rule(
      id: id, entity: entity, regex: "(?<![0-9])[0-9]{4}(?![0-9])",
      trigger: Trigger(byteClass: .digit, count: 4), reach: 0, score: score, context: context,
      vetoes: vetoes, regions: regions, enabled: enabled, file: "tickets.yaml", line: 12)
  }

  static func rule(
    regex: String, trigger: Trigger = Trigger(byteClass: .at, count: 1), reach: Int = 64,
    validator: String? = nil
  ) -> Rule {
    Rule(
      id: "sample/one", entity: "SAMPLE", regex: regex, trigger: trigger, reach: reach, score: 1,
      validator: validator, file: "sample.yaml", line: 3)
  }
}
