import Records
import RuleFormat

/// From rules to searches: rules with one trigger are looked for together.
extension RuleSet {
  private struct ClusterKey: Hashable {
    var kind: ClusterKind
    var count: Int
    var form: Trigger.ClusterForm
    var reach: Int
    var regex: String
  }

  /// Groups rules by trigger and expression, and those by kind of cluster.
  static func planClusters(
    _ rules: [CompiledRule], _ regionOrder: [UInt16], _ hot: inout [HotRule]
  ) -> [Search] {
    var bySearch = Groups<ClusterKey>()
    for (index, rule) in rules.enumerated() {
      guard case .cluster(let byteClass, let count, let gap, let form) = rule.rule.trigger
      else { continue }
      let key = ClusterKey(
        kind: ClusterKind(byteClass: byteClass, gap: gap), count: count, form: form,
        reach: rule.rule.reach, regex: rule.rule.regex)
      bySearch.add(index, to: key)
    }
    var byKind = Groups<ClusterKind>()
    for (number, group) in bySearch.all.enumerated() { byKind.add(number, to: group.key.kind) }
    var searches: [Search] = []
    for number in byKind.all.flatMap(\.indices) {
      let (key, indices) = bySearch.all[number]
      let first = hot.count
      add(indices, of: rules, regionOrder, to: &hot)
      searches.append(
        Search(
          kind: key.kind, count: key.count, form: key.form, reach: key.reach,
          rules: first..<hot.count))
    }
    return searches
  }

  private struct LiteralKey: Hashable {
    var literals: [String]
    var reach: Int
  }

  /// Groups rules by the literals they wait for.
  ///
  /// - Parameter readsNumbers: whether numbers said aloud are read.
  static func planLiterals(
    _ rules: [CompiledRule], _ regionOrder: [UInt16], _ hot: inout [HotRule], readsNumbers: Bool
  ) -> ([LiteralSearch], LiteralIndex) {
    var byLiterals = Groups<LiteralKey>()
    for (index, rule) in rules.enumerated() {
      guard case .literals(let literals) = rule.rule.trigger else { continue }
      byLiterals.add(index, to: LiteralKey(literals: literals, reach: rule.rule.reach))
    }
    var searches: [LiteralSearch] = []
    for (key, indices) in byLiterals.all {
      let first = hot.count
      add(indices, of: rules, regionOrder, to: &hot)
      searches.append(
        LiteralSearch(
          reach: key.reach, rules: first..<hot.count,
          skipsShapedLeaves: hot[first...].allSatisfy(\.skipsShapedLeaves)))
    }
    let index = LiteralIndex(
      searches: byLiterals.all.map(\.key.literals),
      counted: readsNumbers ? NumberTables.waking : [])
    return (searches, index)
  }

  /// Adds rules, those with one expression together: it is searched once, and each decides about what it matched.
  private static func add(
    _ indices: [Int], of rules: [CompiledRule], _ regionOrder: [UInt16], to hot: inout [HotRule]
  ) {
    var byExpression = Groups<String>()
    for index in indices { byExpression.add(index, to: rules[index].rule.regex) }
    for (_, shared) in byExpression.all {
      let sharedEnd = hot.count + shared.count
      for index in shared { hot.append(hotRule(index, rules[index], regionOrder, sharedEnd)) }
    }
  }

  /// What a string must hold before any search or view could show something.
  static func gate(
    for searches: [Search], _ hotRules: [HotRule], literals: LiteralIndex
  ) -> TriggerGate {
    var gate = TriggerGate()
    let seeingShapes = searches.filter { search in
      !search.rules.allSatisfy { hotRules[$0].skipsShapedLeaves }
    }
    gate.skipsShapedLeaves = seeingShapes.allSatisfy { search in
      search.kind.byteClass == .token && search.count > LeafShape.longestToken
    }
    gate.skipsDecimals = seeingShapes.allSatisfy { search in
      search.count > mostInDecimal(search.kind.byteClass)
    }
    gate.literals = literals.set
    gate.tokens = Base64Tokens.shortestAlone
    for trigger in searches {
      let span = (trigger.count - 1) * trigger.kind.gap + 1
      let count = span <= TriggerGate.longestCluster ? trigger.count : 1
      switch trigger.kind.byteClass {
      case .digit: gate.digits = min(gate.digits, count)
      case .at: gate.ats = min(gate.ats, count)
      case .colon: gate.colons = min(gate.colons, count)
      case .dot: gate.dots = min(gate.dots, count)
      case .token: gate.tokens = min(gate.tokens, count)
      case .letter, .percent, .underscore, .hyphen, .slash: gate.everything = true
      }
    }
    return gate
  }

  /// How many bytes of a class a string can hold that is a decimal as a whole.
  private static func mostInDecimal(_ byteClass: Trigger.ByteClass) -> Int {
    switch byteClass {
    case .digit, .token: LeafShape.mostDigitsOfDecimal
    case .dot: 1
    case .at, .colon, .letter, .percent, .underscore, .hyphen, .slash: 0
    }
  }
}

/// Indices under keys, in the order the keys came.
private struct Groups<Key: Hashable> {
  private(set) var all: [(key: Key, indices: [Int])] = []
  private var places: [Key: Int] = [:]

  mutating func add(_ index: Int, to key: Key) {
    if let place = places[key] {
      all[place].indices.append(index)
    } else {
      places[key] = all.count
      all.append((key, [index]))
    }
  }
}
