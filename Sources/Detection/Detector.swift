package import Records

/// Finds personal data in leaves and texts: one worker's rules, scratch space and results.
///
/// Rules see views only. What they find is mapped home to the leaf's own bytes before anyone else sees it.
package struct Detector {
  package let ruleSet: RuleSet
  /// What the last call found: disjoint, in the order of the text.
  package internal(set) var findings: [Finding] = []
  /// The values of ``findings`` that were read through a view, one behind the other.
  package internal(set) var values: [UInt8] = []
  /// Leaves of ``documents`` in which something was found.
  package internal(set) var places: [NestedPlace] = []
  /// The JSON documents inside the last leaf in which something was found, each behind the one that holds it.
  package internal(set) var documents: [NestedDocument] = []

  /// Whether ``notes`` and ``refusals`` are kept.
  package var explains = false
  /// How the candidates of all leaves since ``forgetNotes()`` were judged.
  package internal(set) var notes: [CandidateNote] = []
  /// What the last call refused, in the order of the text.
  package internal(set) var refusals: [Finding] = []

  private let scratch = MatchScratch()
  /// The rule set's searches and rules, owned by this worker alone: see ``RuleSet/HotRule``.
  private let searches: [RuleSet.Search]
  private let literalSearches: [RuleSet.LiteralSearch]
  private let hotRules: [RuleSet.HotRule]
  private var runPlaces: Places
  /// The run's places and those of the record.
  private var expectedPlaces: Places
  private let skipsShapedLeaves: Bool
  private var clusters = Clusters()
  private var windows: [Range<Int>] = []
  private var literals: LiteralHits
  private var active: [ActiveRule] = []
  private var textMaps = ByteMaps()
  /// What the current record says of its own people: see `Detector+Known.swift`.
  var identity = RecordIdentity()
  var knownSearch = KnownSearch()
  private let looksForLists: Bool
  var looksForIdentity = false

  let folds = FoldTable()
  var views: [View]
  var writtenMarks = WrittenMarks()
  var decoded: [UInt8] = []
  /// Where the text to be searched differs from one that was searched already; empty to search all of it.
  var changed: [Int] = []
  /// Where the leaf begins in the chunk, and how long it is.
  var origin = 0
  var leafLength = 0
  var documentCount = 0
  var frames: [Frame] = []
  /// Bytes of documents that the leaf has given rise to.
  var nestedWork = 0

  package init(_ ruleSet: RuleSet) {
    self.ruleSet = ruleSet
    searches = ruleSet.searches.map { $0 }
    literalSearches = ruleSet.literalSearches.map { $0 }
    literals = LiteralHits(ruleSet.literals)
    views = (0..<Self.viewCount).map { _ in View(gate: ruleSet.gate) }
    hotRules = ruleSet.hotRules.map { $0 }
    skipsShapedLeaves = ruleSet.skipsShapedLeaves
    looksForLists = !ruleSet.lists.found.isEmpty
    runPlaces = Places(hotRules)
    runPlaces.insert(ruleSet.regions, order: ruleSet.regionOrder)
    expectedPlaces = runPlaces
  }

  /// Examines one leaf of a chunk and leaves what is personal in ``findings``, as chunk positions.
  ///
  /// - Parameters:
  ///   - hints: places the record itself names; together with the run's they say which national formats to expect.
  /// - Throws: ``RefusalReason/matchLimit`` when an expression gave up, so nothing can be said about the leaf.
  package mutating func examine(
    _ leaf: Leaf, _ bytes: Span<UInt8>, maps: Span<UInt64>, hints: Regions
  ) throws(RefusalReason) {
    try begin(leaf.start, leaf.end)
    let name = bytes.extracting(leaf.contextStart..<leaf.contextEnd)
    let homes: [View.Home] = []
    try examineContent(
      leaf, bytes, maps, homes.span, name, hints, at: NestedPlace(document: -1, leaf: 0))
    if !frames.isEmpty { try examineDocuments(hints: hints) }
    conclude(bytes)
  }

  /// Examines a text of its own and leaves what is personal in ``findings``, as positions in it.
  ///
  /// - Parameter name: the member name that gives the text its context; empty for none.
  /// - Throws: ``RefusalReason/matchLimit``, as for leaves.
  package mutating func examine(
    text: Span<UInt8>, name: Span<UInt8>, hints: Regions
  ) throws(RefusalReason) {
    try begin(0, text.count)
    textMaps.classify(text, gate: ruleSet.gate)
    let maps = textMaps.words
    let leaf = Leaf(
      kind: .text, isEscaped: false, start: 0, end: text.count, nameStart: 0, nameEnd: 0,
      container: -1, index: 0)
    let homes: [View.Home] = []
    try examineContent(
      leaf, text, maps.span, homes.span, name, hints, at: NestedPlace(document: -1, leaf: 0))
    conclude(text)
  }

  /// Looks for what the record says of its own people from now on, or stops looking.
  package mutating func lookForIdentity(_ looks: Bool) { looksForIdentity = looks }

  /// Forgets the last leaf. Emptying an empty array still costs a call, so it is asked first.
  private mutating func begin(_ start: Int, _ end: Int) throws(RefusalReason) {
    // Homes are stored as 32-bit offsets.
    guard end - start <= Int(UInt32.max) else { throw .tooLong }
    if !findings.isEmpty { findings.removeAll(keepingCapacity: true) }
    if !values.isEmpty { values.removeAll(keepingCapacity: true) }
    if !places.isEmpty { places.removeAll(keepingCapacity: true) }
    if !frames.isEmpty { frames.removeAll(keepingCapacity: true) }
    origin = start
    leafLength = end - start
    documentCount = 0
    nestedWork = 0
  }

  /// Runs every rule whose trigger stands in `buffer[start..<end]` and adds what passes to ``findings``.
  mutating func search(
    _ buffer: Span<UInt8>, _ maps: Span<UInt64>, _ start: Int, _ end: Int, _ name: Span<UInt8>,
    _ hints: Regions
  ) throws(RefusalReason) {
    if looksForIdentity { findKnown(identity.values, buffer, start, end) }
    if looksForLists { findKnown(ruleSet.lists.found, buffer, start, end) }
    let isShaped = LeafShape.of(buffer, start, end) != .other
    if isShaped, skipsShapedLeaves { return }
    var kind: ClusterKind? = nil
    expectedPlaces = runPlaces
    if !hints.isEmpty { expectedPlaces.insert(hints, order: ruleSet.regionOrder) }
    var number = 0
    while number < searches.count {
      let search = searches[number]
      number += 1
      if isShaped, search.skipsShapedLeaves { continue }
      if search.kind != kind {
        clusters.find(
          search.kind, least: search.leastCount, buffer, maps: maps, from: start, to: end)
        kind = search.kind
      }
      guard clusters.largest >= search.count else {
        number = search.kindEnd
        continue
      }
      clusters.windows(
        count: search.count, reach: search.reach, from: start, to: end, into: &windows)
      if !changed.isEmpty { keepChangedWindows() }
      try run(search.rules, buffer, start, end, name)
    }
    literals.find(buffer, maps: maps, from: start, to: end, name: name)
    guard !literals.isEmpty else { return }
    for number in literalSearches.indices where literals.wakes(number) {
      let search = literalSearches[number]
      if isShaped, search.skipsShapedLeaves { continue }
      literals.windows(of: number, reach: search.reach, from: start, to: end, into: &windows)
      if !changed.isEmpty { keepChangedWindows() }
      try run(search.rules, buffer, start, end, name)
    }
  }

  /// A rule that runs on the leaf, of those with the expression that is being searched.
  private struct ActiveRule {
    /// Index into ``hotRules``.
    var rule: Int
    var standing: Places.Standing
    /// Where matches may begin that it has not decided about.
    var resume = 0
  }

  /// Runs rules in all ``windows``, those that share an expression together, as far as the expected places let them.
  private mutating func run(
    _ rules: Range<Int>, _ buffer: Span<UInt8>, _ start: Int, _ end: Int, _ name: Span<UInt8>
  ) throws(RefusalReason) {
    var index = rules.lowerBound
    while index < rules.upperBound {
      let sharedEnd = hotRules[index].sharedEnd
      if !active.isEmpty { active.removeAll(keepingCapacity: true) }
      while index < sharedEnd {
        if let standing = expectedPlaces.standing(of: hotRules[index]) {
          active.append(ActiveRule(rule: index, standing: standing))
        }
        index += 1
      }
      if active.isEmpty { continue }
      for window in windows.indices {
        try run(buffer, windows[window], start, end, name)
      }
    }
  }

  /// Drops the windows around which nothing changed: what is in them was searched already.
  private mutating func keepChangedWindows() {
    let changed = changed
    var next = 0
    windows.removeAll { window in
      while next < changed.count, changed[next] < window.lowerBound - Self.lookAhead { next += 1 }
      return next == changed.count || changed[next] > window.upperBound + Self.lookAhead
    }
  }

  /// How far behind a window look-ahead may see, in bytes.
  private static let lookAhead = 16

  /// Lets the active rules decide about each match of their expression in a window.
  private mutating func run(
    _ buffer: Span<UInt8>, _ window: Range<Int>, _ start: Int, _ end: Int, _ name: Span<UInt8>
  ) throws(RefusalReason) {
    let text = buffer.extracting(start..<end)
    var visibleEnd = min(end, window.upperBound + Self.lookAhead)
    while visibleEnd < end, isContinuation(buffer[visibleEnd]) { visibleEnd += 1 }
    let visible = buffer.extracting(start..<visibleEnd)
    var at = window.lowerBound - start
    while at > 0, isContinuation(text[at]) { at -= 1 }
    for index in active.indices { active[index].resume = at }

    while at < window.upperBound - start {
      let match: Range<Int>
      switch scratch.firstMatch(hotRules[active[0].rule], in: visible, from: at) {
      case .none: return
      case .limit: throw .matchLimit
      case .match(let range): match = range
      }
      at = Int.max
      // Identifiers share their characters; those that can't be so long need not be asked.
      let sharesCharacters = hotRules[active[0].rule].identifierLengths != 0
      let characters = IdentifierText(text, sharesCharacters ? match : 0..<0)
      for index in active.indices {
        if active[index].resume <= match.lowerBound {
          // One byte on, not behind a refused match: the real value may begin inside it.
          active[index].resume = match.lowerBound + 1
          let lengths = hotRules[active[index].rule].identifierLengths
          let fits = lengths == 0 || lengths & characters.boundaries != 0
          if fits || explains,
            let found = judge(active[index], text, match, name, start, characters)
          {
            findings.append(found)
            active[index].resume = max(found.end - start, match.lowerBound + 1)
          }
        }
        at = min(at, active[index].resume)
      }
      while at < text.count, isContinuation(text[at]) { at += 1 }
    }
  }

  /// The finding a match makes; nil when it is refused.
  ///
  /// - Parameter start: where `text` begins in what is searched.
  private mutating func judge(
    _ active: ActiveRule, _ text: Span<UInt8>, _ match: Range<Int>, _ name: Span<UInt8>,
    _ start: Int, _ characters: IdentifierText
  ) -> Finding? {
    let rule = hotRules[active.rule]
    let regionBonus = active.standing.bonus
    guard !match.isEmpty else { return nil }
    guard let verdict = check(rule, text, match, characters) else {
      if explains {
        var refused = Finding(
          start: start + match.lowerBound, end: start + match.upperBound, entity: rule.entity,
          rule: rule.rule, score: 0)
        refused.note = note(
          rule, text, match, name, adjustment: 0, regionBonus: regionBonus, refusal: .validator)
        findings.append(refused)
      }
      return nil
    }
    var score = rule.score + verdict.adjustment + regionBonus
    guard explains || max(0, score + rule.contextBoost) >= ruleSet.minScore else { return nil }
    var lacksWord = false
    if rule.hasWords {
      let words = ruleSet.rules[rule.rule]
      if let context = words.context {
        if context.stand(near: verdict.range, in: text, name: name) {
          score += context.boost
        } else if active.standing.needsWord {
          lacksWord = true
        }
      }
      if let vetoes = words.vetoes, vetoes.stand(near: verdict.range, in: text, name: name) {
        score += vetoes.boost
      }
    }
    score = min(1, max(0, score))
    let isSure = !lacksWord && score >= ruleSet.minScore
    guard isSure || explains else { return nil }
    var found = Finding(
      start: start + verdict.range.lowerBound, end: start + verdict.range.upperBound,
      entity: rule.entity, rule: rule.rule, score: score, detail: verdict.detail)
    if explains {
      found.note = note(
        rule, text, verdict.range, name, adjustment: verdict.adjustment, regionBonus: regionBonus,
        refusal: isSure ? nil : .score)
      if !isSure { findings.append(found) }
    }
    return isSure ? found : nil
  }

  /// The verdict of a rule's check; identifiers share the `characters` of the match.
  private func check(
    _ rule: RuleSet.HotRule, _ text: Span<UInt8>, _ match: Range<Int>, _ characters: IdentifierText
  ) -> Verdict? {
    guard case .identifier(let identifier) = rule.validator, characters.count > 0 else {
      return rule.validator.check(text, match, expecting: expectedPlaces.plans)
    }
    return identifier.check(text, match, characters)
  }

  private func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
