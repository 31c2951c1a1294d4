package import RuleFormat

/// What findings of known values name as their rule: no expression, but lines of the registry all the same.
package enum KnownRules {
  /// In the order of ``KnownValues/Origin``.
  package static let all: [Rule] = [
    rule(
      "known/record", "PERSON", "Who a record says it is from or about, anywhere in it",
      "the record's own members"),
    rule("known/roster", "KNOWN_VALUE", "Values of a list", "--known"),
    rule("known/denied", "KNOWN_VALUE", "Values that are always replaced", "--deny"),
  ]

  private static func rule(_ id: String, _ entity: String, _ title: String, _ source: String)
    -> Rule
  {
    Rule(
      id: id, entity: entity, title: title, source: source, regex: "(?!)",
      trigger: Trigger(byteClass: .letter, count: 1), reach: 0, score: 1)
  }
}
