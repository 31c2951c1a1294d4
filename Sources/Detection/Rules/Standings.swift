/// How the rules of a run count in the places that are expected now: sets of rules, a bit for each.
struct Standings {
  private(set) var all: [Places.Standing?]
  /// Rules that can make a finding at all.
  private(set) var able: [UInt64]
  /// Rules among them that can do so without one of their words.
  private(set) var wordless: [UInt64]
  /// The same in a text whose digits all stand in a row.
  private(set) var wordlessIfBare: [UInt64]
  /// Searches for any of the three kinds of rule, a bit each.
  private(set) var searches: SearchSets

  struct SearchSets {
    var able: [UInt64]
    var wordless: [UInt64]
    var wordlessIfBare: [UInt64]
    /// Those with a rule for more than numbers said aloud.
    var plain: [UInt64]
    /// Those with a rule that a timestamp or an id may hold a value of.
    var shaped: [UInt64]
  }

  /// Scores are sums of tenths, which binary fractions only approach.
  private static let tolerance: Float = 0.001

  init(_ rules: [RuleSet.HotRule], _ plan: SearchPlan) {
    all = Array(repeating: nil, count: rules.count)
    able = Array(repeating: 0, count: (rules.count + 63) / 64)
    wordless = able
    wordlessIfBare = able
    let none = [UInt64](repeating: 0, count: plan.width)
    searches = SearchSets(
      able: none, wordless: none, wordlessIfBare: none, plain: none, shaped: none)
    for (number, search) in plan.all.enumerated() {
      let (word, bit) = (number / 64, UInt64(1) << UInt64(number % 64))
      if search.rules.contains(where: { !rules[$0].isSpoken }) { searches.plain[word] |= bit }
      if search.rules.contains(where: { !rules[$0].skipsShapedLeaves }) {
        searches.shaped[word] |= bit
      }
    }
  }

  /// - Parameter explains: every rule runs everywhere, so that it can be said what was refused.
  /// - Complexity: O(number of rules).
  mutating func update(
    _ places: Places, _ rules: [RuleSet.HotRule], _ plan: SearchPlan, minScore: Float,
    explains: Bool
  ) {
    for word in able.indices {
      able[word] = 0
      wordless[word] = 0
      wordlessIfBare[word] = 0
    }
    let least = minScore - Self.tolerance
    for number in rules.indices {
      let rule = rules[number]
      let standing = places.standing(of: rule)
      all[number] = standing
      guard let standing else { continue }
      let (word, bit) = (number / 64, UInt64(1) << UInt64(number % 64))
      let score = rule.score + standing.bonus
      guard explains || score + rule.checkBoost + rule.contextBoost >= least else { continue }
      able[word] |= bit
      guard explains || !standing.needsWord else { continue }
      if explains || score + rule.checkBoost >= least { wordless[word] |= bit }
      if explains || score + rule.bareCheckBoost >= least { wordlessIfBare[word] |= bit }
    }
    for word in searches.able.indices {
      searches.able[word] = 0
      searches.wordless[word] = 0
      searches.wordlessIfBare[word] = 0
    }
    for (number, search) in plan.all.enumerated() {
      let (word, bit) = (number / 64, UInt64(1) << UInt64(number % 64))
      for rule in search.rules {
        if Self.holds(able, rule) { searches.able[word] |= bit }
        if Self.holds(wordless, rule) { searches.wordless[word] |= bit }
        if Self.holds(wordlessIfBare, rule) { searches.wordlessIfBare[word] |= bit }
      }
    }
  }

  private static func holds(_ set: [UInt64], _ number: Int) -> Bool {
    set[number / 64] >> UInt64(number % 64) & 1 != 0
  }
}
