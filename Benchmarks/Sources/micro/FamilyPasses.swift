import CorpusText
import Detection
import RuleFormat

/// What each family of rules costs by itself.
///
/// A third of the turns ends in an example that the family's rules find, a third in one they leave alone: without
/// its own values a family would only show what it costs to see that there are none.
enum FamilyPasses {
  /// What the ids of a family's rules begin with. Countries' files are one family here.
  private static let families = [
    "email", "payment-card", "card-details", "phone", "ip", "mac", "url", "bank-account",
    "crypto", "date-of-birth", "device", "document", "id", "person", "secret", "spoken",
  ]

  static let benchmarks: [Benchmark] = families.map { family in
    Benchmark(name: "family/\(family)") { try make(family) }
  }

  private static func make(_ family: String) throws -> DetectPass {
    let all = try Catalogue.builtIn()
    if let orphan = all.first(where: { rule in !families.contains { owns($0, rule) } }) {
      throw MicroError.noSuchFamily(rule: orphan.id)
    }
    let rules = all.filter { owns(family, $0) }
    let found = rules.flatMap { $0.examples.match.map(\.text) }
    let leftAlone = rules.flatMap(\.examples.noMatch)
    let turns = Input.turns(.none).enumerated().map { number, turn in
      switch number % 3 {
      case 0 where !found.isEmpty: "\(turn) \(found[number / 3 % found.count])"
      case 1 where !leftAlone.isEmpty: "\(turn) \(leftAlone[number / 3 % leftAlone.count])"
      default: turn
      }
    }
    var selection = Selection()
    selection.only = Set(rules.map(\.entity))
    return try DetectPass(turns, try RuleSet(rules, selection: selection))
  }

  private static func owns(_ family: String, _ rule: Rule) -> Bool {
    rule.id.hasPrefix("\(family)/") || rule.id.hasPrefix("\(family)-")
  }
}
