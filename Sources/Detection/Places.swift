/// The places whose formats are expected in a leaf, as rules and checks read them.
struct Places: Sendable {
  /// Named by the run or the record, one bit a region of the rule set.
  private var named: UInt128 = 0
  /// Those that other numbers of the record belong to.
  private var seen: UInt128 = 0
  private(set) var plans = PhonePlans()

  mutating func insert(_ regions: Regions, order: [UInt16]) {
    named |= Regions.mask(regions.codes, in: order)
    seen |= Regions.mask(regions.seen, in: order)
    plans.formUnion(regions.codes)
    plans.formUnion(regions.seen)
  }

  /// What a rule's score gains here; nil where it must not run.
  ///
  /// A place that no rule knows has no bit: to leave out every national format because of it would leak.
  func bonus(for rule: RuleSet.HotRule) -> Float? {
    if case .expectedPhone = rule.validator, plans.isEmpty { return nil }
    guard rule.regions != 0 else { return 0 }
    if rule.regions & (named | seen) != 0 { return 0.2 }
    return named == 0 ? 0 : nil
  }
}
