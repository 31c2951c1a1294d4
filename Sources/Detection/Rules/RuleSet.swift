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
  /// Values to find, and to leave alone, whatever they look like.
  package var lists = ValueLists()

  package init() {}

  func allows(_ entity: String) -> Bool {
    !except.contains(entity) && only?.contains(entity) ?? true
  }
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
  /// The searches of a run, those of one kind of cluster together.
  let searches: SearchPlan
  /// The words that stand for something beside a match.
  let words: WordTable
  /// The searches around literals, in the order of their numbers in ``literals``.
  let literalSearches: [LiteralSearch]
  let literals: LiteralIndex
  /// The rules as the hot loop reads them, in the order of ``searches``, then ``literalSearches``.
  let hotRules: [HotRule]
  /// No rule can match in a leaf that is a timestamp or an id as a whole.
  let skipsShapedLeaves: Bool
  /// Region codes that rules name: a code's position is its bit in masks.
  let regionOrder: [UInt16]
  package let minScore: Float
  /// Whether any rule could find something in numbers said aloud.
  let readsNumbers: Bool
  /// The lists of the run.
  let lists: ValueLists
  /// Entities of known values, by the numbers in their meanings, as indices into ``entities``; nil where not wanted.
  let knownEntities: [Int?]
  /// Whether anything that a record says of its own people is wanted.
  package let knowsRecords: Bool
  /// Places expected in every record.
  package let regions: Regions

  /// One rule, ready to run.
  package struct CompiledRule: Sendable {
    package let rule: Rule
    /// Index into ``RuleSet/entities``.
    package let entity: Int
    package var id: String { rule.id }
    let regex: Regex
    let context: ContextWords?
    let vetoes: ContextWords?
  }

  /// One rule without anything that is reference-counted.
  ///
  /// Rules are shared by all workers; touching a count for each of them in each string made two workers
  /// slower than one.
  // Safety: `code` belongs to the rule's ``Regex``, which lives as long as the rule set does.
  @safe
  struct HotRule: @unchecked Sendable {
    /// Index into ``RuleSet/rules``.
    let rule: Int
    let entity: Int
    let code: OpaquePointer
    let validator: Validator
    let score: Float
    /// Regions whose format it is; 0 for rules of no region.
    let regions: UInt128
    /// A leaf that is a timestamp or an id as a whole can't hold its value.
    let skipsShapedLeaves: Bool
    let hasWords: Bool
    /// What its words can add at the most.
    let contextBoost: Float
    /// What its check can add at the most, and where the match is digits in a row and nothing else.
    let checkBoost: Float
    let bareCheckBoost: Float
    /// Runs only on numbers that were said aloud.
    let isSpoken: Bool
    /// Counts with one of its words also where other regions are expected.
    let countsElsewhere: Bool
    /// One past the last of the rules that share its expression; they follow each other.
    let sharedEnd: Int
    /// For identifiers, the counts of characters one can have, a bit each.
    let identifierLengths: UInt64
  }

  /// Rules that share a trigger and an expression share the search for it.
  struct Search: Sendable {
    var kind: ClusterKind
    /// Trigger bytes of a cluster at the least.
    var count: Int
    var form: Trigger.ClusterForm
    /// Bytes around a cluster that are searched.
    var reach: Int
    /// Range of ``hotRules``.
    var rules: Range<Int>

    func takes(_ cluster: Clusters.Cluster) -> Bool {
      cluster.count >= count && cluster.number >= form.number && cluster.run >= form.run
        && cluster.groups >= form.groups && cluster.alphanumeric >= form.alphanumeric
        && cluster.mixed >= form.mixed && cluster.beside.isSuperset(of: form.beside)
    }
  }

  /// Rules that wait for the same literals share the windows around them.
  struct LiteralSearch: Sendable {
    /// Bytes around a literal that are searched.
    var reach: Int
    /// Range of ``hotRules``.
    var rules: Range<Int>
    /// None of its rules can match in a leaf that is a timestamp or an id as a whole.
    var skipsShapedLeaves: Bool
  }

  /// Compiles the selected rules.
  ///
  /// - Throws: ``RuleSetError`` when the selection or a rule can't be used.
  package init(_ known: [Rule], selection: Selection) throws(RuleSetError) {
    let entities = Set(known.map(\.entity) + RecordIdentity.entities).sorted()
    let lists = selection.lists
    for name in (selection.only ?? []).union(selection.except).union(lists.entities).sorted()
    where !entities.contains(name) {
      throw .unknownEntity(name)
    }
    let selected = known.filter { rule in
      !selection.except.contains(rule.entity)
        && (selection.only?.contains(rule.entity) ?? rule.enabled)
    }
    var regexes: [String: Regex] = [:]
    var searched: [CompiledRule] = []
    let words = WordTable(selected)
    for rule in selected { searched.append(try Self.compile(rule, entities, words, &regexes)) }
    var compiled = searched
    for rule in KnownRules.all {
      compiled.append(try Self.compile(rule, entities, words, &regexes))
    }
    self.words = words
    rules = compiled
    self.entities = entities
    self.lists = lists
    knownEntities = lists.entities.map { name in
      selection.allows(name) ? entities.firstIndex(of: name) : nil
    }
    knowsRecords = RecordIdentity.entities.contains(where: selection.allows)
    minScore = selection.minScore
    regions = selection.regions
    regionOrder = Set(selected.flatMap { Self.regions(of: $0).codes }).sorted()
    var hotRules: [HotRule] = []
    let searches = SearchPlan(Self.planClusters(searched, regionOrder, &hotRules))
    self.searches = searches
    readsNumbers = searches.all.contains { $0.kind.byteClass == .digit }
    let (literalSearches, literals) = Self.planLiterals(
      searched, regionOrder, &hotRules,
      readsNumbers: readsNumbers)
    self.literalSearches = literalSearches
    self.literals = literals
    self.hotRules = hotRules
    skipsShapedLeaves = hotRules.allSatisfy(\.skipsShapedLeaves)
    let plain = searches.all.filter { $0.rules.contains { !hotRules[$0].isSpoken } }
    var gate = Self.gate(for: plain, hotRules, literals: literals)
    gate.isTelling = { WordHits.isTelling($0, words) }
    // What is on a list may look like anything.
    if !lists.found.isEmpty {
      gate.everything = true
      gate.skipsDecimals = false
    }
    self.gate = gate
  }

  /// Tells one set of rules from another: a digest of what they find, stored beside what they let pass.
  package var version: String {
    var hash = FNV1a()
    func add(_ text: String) {
      hash.add(text)
      hash.add(0xFF)
    }
    add(String(minScore))
    for rule in rules {
      add(rule.rule.id)
      add(rule.rule.regex)
      add(rule.rule.validator ?? "")
      add(String(rule.rule.score))
    }
    if !lists.isEmpty { add(String(lists.digest)) }
    return "\(rules.count)-" + String(hash.value, radix: 16)
  }

  /// Bytes that the lists of the run take, shared by all workers.
  package var listMemory: Int { lists.memory }

  static func hotRule(
    _ index: Int, _ rule: CompiledRule, _ regionOrder: [UInt16], _ sharedEnd: Int
  ) -> HotRule {
    let validator = rule.rule.validator.flatMap(Validator.init(name:)) ?? .none
    return unsafe HotRule(
      rule: index, entity: rule.entity, code: rule.regex.code, validator: validator,
      score: Float(rule.rule.score),
      regions: Regions.mask(regions(of: rule.rule).codes, in: regionOrder),
      skipsShapedLeaves: validator.refusesShapedLeaves,
      hasWords: rule.context != nil || rule.vetoes != nil,
      contextBoost: max(0, rule.context?.boost ?? 0), checkBoost: validator.greatestBoost,
      bareCheckBoost: validator.greatestBareBoost,
      isSpoken: rule.rule.isSpoken,
      countsElsewhere: rule.context != nil && validator.countsElsewhere, sharedEnd: sharedEnd,
      identifierLengths: validator.identifierLengths)
  }

  private static func regions(of rule: Rule) -> Regions {
    var regions = Regions()
    for region in rule.regions { regions.insert(region) }
    return regions
  }

  private static func compile(
    _ rule: Rule, _ entities: [String], _ words: WordTable, _ regexes: inout [String: Regex]
  ) throws(RuleSetError) -> CompiledRule {
    let regex: Regex
    do {
      if let known = regexes[rule.regex] {
        regex = known
      } else {
        regex = try Regex(rule.regex)
        regexes[rule.regex] = regex
      }
    } catch {
      throw .badRegex(
        rule: rule.id, file: rule.file, line: rule.line,
        message: "\(error.message) at byte \(error.offset)")
    }
    if let name = rule.validator, Validator(name: name) == nil {
      throw .unknownValidator(rule: rule.id, file: rule.file, line: rule.line, name: name)
    }
    return CompiledRule(
      rule: rule, entity: entities.firstIndex(of: rule.entity)!, regex: regex,
      context: rule.context.map { ContextWords($0, words) },
      vetoes: rule.vetoes.map { ContextWords($0, words) })
  }
}

extension Validator {
  /// For identifiers, the counts of characters one can have, a bit each.
  fileprivate var identifierLengths: UInt64 {
    if case .identifier(let identifier) = self { identifier.possibleLengths } else { 0 }
  }

  /// What it can add to a score at the most: groups that a number is usually written in, or an extension.
  fileprivate var greatestBoost: Float {
    switch self {
    case .identifier: 0.5
    case .phone, .internationalPhone, .plausiblePhone: 0.15
    case .expectedPhone: 0.35
    default: 0
    }
  }

  /// The same where digits stand in a row: without groups only a code before them can speak for a number.
  fileprivate var greatestBareBoost: Float {
    switch self {
    case .expectedPhone: greatestBoost
    default: 0
    }
  }

  /// Whether a leaf that is a timestamp or an id as a whole can't be what the validator accepts.
  fileprivate var refusesShapedLeaves: Bool {
    switch self {
    case .outsideIDs, .paymentCard, .paymentCardShape, .macAddress, .phone, .expectedPhone,
      .internationalPhone,
      .plausiblePhone,
      .ipv4, .ipv6, .email,
      .base58Check, .base58CheckShape, .zcash, .ripple, .solana, .bech32, .cashAddress, .ethereum,
      .uncasedEthereum, .monero, .identifier:
      true
    case .none, .secretToken, .checksummedToken, .secretValue, .password, .passwordMember,
      .webToken, .basicCredential, .url, .credentialURL, .tokenURL, .pathTokenURL:
      false
    }
  }
}
