/// The places whose formats are expected in a leaf, as rules and checks read them.
struct Places: Sendable {
  /// Named by the run or the record, one bit a region of the rule set.
  private var named: UInt128 = 0
  /// Those that other numbers of the record belong to.
  private var seen: UInt128 = 0
  private(set) var plans = PhonePlans()
  /// Regions of the rules that are left out where others are expected.
  private let exclusive: UInt128

  init(_ rules: [RuleSet.HotRule]) {
    exclusive = rules.reduce(0) { $1.countsElsewhere ? $0 : $0 | $1.regions }
  }

  mutating func insert(_ regions: Regions, order: [UInt16]) {
    named |= Regions.mask(regions.codes, in: order)
    seen |= Regions.mask(regions.seen, in: order)
    plans.formUnion(regions.codes)
    plans.formUnion(regions.seen)
  }

  /// How a rule counts here.
  struct Standing {
    /// What its score gains.
    var bonus: Float = 0
    /// Other places are expected: it counts only with one of its words.
    var needsWord = false
  }

  /// How a rule counts here; nil where it must not run.
  ///
  /// A place that no rule of the kind knows says nothing: to leave out every country's phones because only
  /// another's identifiers are known would leak.
  func standing(of rule: RuleSet.HotRule) -> Standing? {
    if case .expectedPhone = rule.validator, plans.isEmpty { return nil }
    guard rule.regions != 0 else { return Standing() }
    if rule.regions & (named | seen) != 0 { return Standing(bonus: 0.2) }
    if rule.countsElsewhere { return Standing(needsWord: named != 0) }
    return named & exclusive == 0 ? Standing() : nil
  }
}
