package import Records
package import RuleFormat

/// Which rules run, and how sure a finding must be.
package struct Selection: Sendable {
  /// Entities to look for and no others, off-by-default rules included; nil for the defaults.
  package var only: Set<String>?
  /// Entities not to look for.
  package var except: Set<String> = []
  /// Findings below this are dropped, 0 to 1.
  package var minScore: Float = 0.5
  /// Places whose formats are expected in every record.
  package var regions = Regions()

  package init() {}
}

/// Why a set of rules can't be used.
package enum RuleSetError: Error {
  /// The selection names an entity that no rule finds.
  case unknownEntity(String)
  /// PCRE2 refused an expression.
  case badRegex(rule: String, file: String, line: Int, message: String)
  case unknownValidator(rule: String, file: String, line: Int, name: String)
}

/// The rules of a run, compiled: immutable and shared by all workers.
package struct RuleSet: Sendable {
  /// Names of all entities that any known rule finds, selected or not, in alphabetical order.
  package let entities: [String]
  package let rules: [CompiledRule]
  /// What a string must hold before any of the rules could match.
  package let gate: TriggerGate
  let searches: [Search]
  package let minScore: Float
  /// Places expected in every record.
  package let regions: Regions

  /// One rule, ready to run.
  package struct CompiledRule: Sendable {
    package let rule: Rule
    /// Index into ``RuleSet/entities``.
    package let entity: Int
    package var id: String { rule.id }
    /// The places whose format it is, as its file names them.
    package var regionNames: [String] { rule.regions }
    let regex: Regex
    let validator: Validator
    let score: Float
    let regions: Regions
    let context: ContextWords?
    let vetoes: ContextWords?
  }

  /// Rules that share a trigger share the search for it.
  struct Search: Sendable {
    var trigger: TriggerPlan
    var rules: [Int]
  }

  /// Compiles the selected rules.
  ///
  /// - Throws: ``RuleSetError`` when the selection or a rule can't be used.
  package init(_ known: [Rule], selection: Selection) throws(RuleSetError) {
    let entities = Set(known.map(\.entity)).sorted()
    for name in (selection.only ?? []).union(selection.except).sorted()
    where !entities.contains(name) {
      throw .unknownEntity(name)
    }
    let selected = known.filter { rule in
      !selection.except.contains(rule.entity)
        && (selection.only?.contains(rule.entity) ?? rule.enabled)
    }
    var compiled: [CompiledRule] = []
    var order: [TriggerPlan] = []
    var byTrigger: [TriggerPlan: [Int]] = [:]
    for rule in selected {
      let plan = TriggerPlan(
        byteClass: rule.trigger.byteClass, count: rule.trigger.count, gap: rule.trigger.gap,
        reach: rule.reach)
      if byTrigger[plan] == nil { order.append(plan) }
      byTrigger[plan, default: []].append(compiled.count)
      compiled.append(try Self.compile(rule, entities))
    }
    self.entities = entities
    rules = compiled
    searches = order.map { Search(trigger: $0, rules: byTrigger[$0]!) }
    gate = Self.gate(for: order)
    minScore = selection.minScore
    regions = selection.regions
  }

  private static func compile(
    _ rule: Rule, _ entities: [String]
  ) throws(RuleSetError) -> CompiledRule {
    let regex: Regex
    do {
      regex = try Regex(rule.regex)
    } catch {
      throw .badRegex(
        rule: rule.id, file: rule.file, line: rule.line,
        message: "\(error.message) at byte \(error.offset)")
    }
    var validator = Validator.none
    if let name = rule.validator {
      guard let known = Validator(name: name) else {
        throw .unknownValidator(rule: rule.id, file: rule.file, line: rule.line, name: name)
      }
      validator = known
    }
    var regions = Regions()
    for region in rule.regions { regions.insert(region) }
    return CompiledRule(
      rule: rule, entity: entities.firstIndex(of: rule.entity)!, regex: regex,
      validator: validator, score: Float(rule.score), regions: regions,
      context: rule.context.map(ContextWords.init), vetoes: rule.vetoes.map(ContextWords.init))
  }

  private static func gate(for triggers: [TriggerPlan]) -> TriggerGate {
    var gate = TriggerGate()
    for trigger in triggers {
      switch trigger.byteClass {
      case .digit: gate.digits = min(gate.digits, trigger.count)
      case .at: gate.ats = min(gate.ats, trigger.count)
      case .colon: gate.colons = min(gate.colons, trigger.count)
      case .dot: gate.dots = min(gate.dots, trigger.count)
      case .letter, .percent, .underscore, .hyphen, .slash: gate.everything = true
      }
    }
    return gate
  }
}
