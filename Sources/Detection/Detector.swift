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
  package var explains = false { didSet { updateStandings() } }
  /// How the candidates of all leaves since ``forgetNotes()`` were judged.
  package internal(set) var notes: [CandidateNote] = []
  /// What the last call refused, in the order of the text.
  package internal(set) var refusals: [Finding] = []

  let scratch = MatchScratch()
  /// The rule set's searches and rules, owned by this worker alone: see ``RuleSet/HotRule``.
  private let searches: SearchPlan
  private let literalSearches: [RuleSet.LiteralSearch]
  let hotRules: [RuleSet.HotRule]
  private var runPlaces: Places
  /// The run's places and those of the record.
  var expectedPlaces: Places
  /// The record's, as they were last named.
  private var hints = Regions()
  private var standings: Standings
  private let skipsShapedLeaves: Bool
  private var clusters = Clusters()
  var windows: [Range<Int>] = []
  var literals: LiteralHits
  private var innocent = InnocentLeaves()
  private var barren = BarrenShapes()
  /// Whether ``barren`` may be asked: no word of the rules begins with a digit or has one behind a sign.
  private let knowsShapes: Bool
  /// Set when nothing was found in the last leaf and nothing would be in the same value of the same kind under the same
  /// name in the same places: those of its digits that may even be others, a bit each.
  package private(set) var innocence: UInt32?
  /// Something in the leaf could have led to a finding.
  var mayHold = false
  var words: WordHits
  /// Searches that a text's clusters of one kind wake, a bit each.
  private var awake: [UInt64]
  var active: [ActiveRule] = []
  private var textMaps = ByteMaps()
  /// What the current record says of its own people: see `Detector+Known.swift`.
  var identity = RecordIdentity()
  var knownSearch = KnownSearch()
  private let looksForLists: Bool
  package internal(set) var looksForIdentity = false

  let folds = FoldTable()
  var views: [View]
  var writtenMarks = WrittenMarks()
  var spokenAddresses = SpokenAddresses()
  var spokenNumbers = SpokenNumbers()
  var spokenSigns = SpokenSigns()
  /// Whether what is searched holds numbers said aloud, in digits.
  var readsSpoken = false
  let looksForSpoken: Bool
  var decoded: [UInt8] = []
  /// Where the text to be searched differs from one that was searched already; empty to search all of it.
  var changed: [Int] = []
  /// Where the leaf begins in the chunk, and how long it is.
  var origin = 0
  var leafLength = 0
  var documentCount = 0
  /// The leaf is a JSON document or holds one.
  package internal(set) var hasOpenedDocument = false
  var frames: [Frame] = []
  /// Bytes of documents that the leaf has given rise to.
  var nestedWork = 0

  package init(_ ruleSet: RuleSet) {
    self.ruleSet = ruleSet
    searches = SearchPlan(copying: ruleSet.searches)
    awake = Array(repeating: 0, count: ruleSet.searches.width)
    literalSearches = ruleSet.literalSearches.map { $0 }
    literals = LiteralHits(ruleSet.literals)
    views = (0..<Self.viewCount).map { _ in View(gate: ruleSet.gate) }
    hotRules = ruleSet.hotRules.map { $0 }
    words = WordHits(
      ruleSet.words, contexts: ruleSet.hotRules.map { ruleSet.rules[$0.rule].context },
      searches: ruleSet.searches)
    standings = Standings(ruleSet.hotRules, ruleSet.searches)
    skipsShapedLeaves = ruleSet.skipsShapedLeaves
    looksForLists = !ruleSet.lists.found.isEmpty
    looksForSpoken = ruleSet.readsNumbers
    knowsShapes = ruleSet.words.words.allSatisfy(\.hasDigitsBehindLettersOnly)
    runPlaces = Places(hotRules)
    runPlaces.insert(ruleSet.regions, order: ruleSet.regionOrder)
    expectedPlaces = runPlaces
    updateStandings()
  }

  /// Takes the places the record names beside the run's.
  private mutating func expect(_ hints: Regions) {
    self.hints = hints
    expectedPlaces = runPlaces
    expectedPlaces.insert(hints, order: ruleSet.regionOrder)
    updateStandings()
  }

  private mutating func updateStandings() {
    innocent.removeAll()
    barren.removeAll()
    standings.update(
      expectedPlaces, hotRules, searches, minScore: ruleSet.minScore, explains: explains)
  }

  /// Examines one leaf of a chunk and leaves what is personal in ``findings``, as chunk positions.
  ///
  /// - Parameters:
  ///   - hints: places the record itself names; together with the run's they say which national formats to expect.
  /// - Throws: ``RefusalReason/matchLimit`` when an expression gave up, so nothing can be said about the leaf.
  package mutating func examine(
    _ leaf: Leaf, _ bytes: Span<UInt8>, maps: Span<UInt64>, hints: Regions
  ) throws(RefusalReason) {
    try begin(leaf.start, leaf.end, hints)
    let name = bytes.extracting(leaf.contextStart..<leaf.contextEnd)
    // What a record says of its own people is looked for in that record alone.
    let isRemembered = !explains && !looksForIdentity
    let content = bytes.extracting(leaf.start..<leaf.end)
    let shape =
      isRemembered && knowsShapes && !looksForLists
      ? BarrenShapes.shape(of: leaf, bytes, maps, name: name) : nil
    if let shape, barren.contains(shape),
      !ruleSet.gate.asksForMarks
        || !Census.holdsLiteral(maps, count: bytes.count, leaf.start, leaf.end)
    {
      innocence = shape.varying
      return
    }
    if isRemembered, innocent.contains(content, leaf.kind, under: name) {
      innocence = 0
      return
    }
    mayHold = false
    try examineUnremembered(leaf, bytes, maps, name)
    if let shape, !mayHold { barren.insert(shape) }
    if findings.isEmpty, isRemembered {
      innocent.insert(content, leaf.kind, under: name)
      innocence = mayHold ? 0 : shape?.varying ?? 0
    }
    conclude(bytes)
  }

  /// Adds what is personal in a leaf and in the documents inside it to ``findings``.
  mutating func examineUnremembered(
    _ leaf: Leaf, _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ name: Span<UInt8>
  ) throws(RefusalReason) {
    let homes: [View.Home] = []
    try examineContent(
      leaf, bytes, maps, homes.span, name, at: NestedPlace(document: -1, leaf: 0))
    if !frames.isEmpty { try examineDocuments() }
  }

  /// Examines a text of its own and leaves what is personal in ``findings``, as positions in it.
  ///
  /// - Parameter name: the member name that gives the text its context; empty for none.
  /// - Throws: ``RefusalReason/matchLimit``, as for leaves.
  package mutating func examine(
    text: Span<UInt8>, name: Span<UInt8>, hints: Regions
  ) throws(RefusalReason) {
    try begin(0, text.count, hints)
    textMaps.classify(text, gate: ruleSet.gate)
    let maps = textMaps.words
    let leaf = Leaf(
      kind: .text, isEscaped: false, start: 0, end: text.count, nameStart: 0, nameEnd: 0,
      container: -1, index: 0)
    let homes: [View.Home] = []
    try examineContent(
      leaf, text, maps.span, homes.span, name, at: NestedPlace(document: -1, leaf: 0))
    conclude(text)
  }

  /// Forgets the last leaf. Emptying an empty array still costs a call, so it is asked first.
  mutating func begin(
    _ start: Int, _ end: Int, _ hints: Regions
  ) throws(RefusalReason) {
    // Homes are stored as 32-bit offsets.
    guard end - start <= Int(UInt32.max) else { throw .tooLong }
    if !findings.isEmpty { findings.removeAll(keepingCapacity: true) }
    if !values.isEmpty { values.removeAll(keepingCapacity: true) }
    if !places.isEmpty { places.removeAll(keepingCapacity: true) }
    if !frames.isEmpty { frames.removeAll(keepingCapacity: true) }
    innocence = nil
    origin = start
    leafLength = end - start
    documentCount = 0
    hasOpenedDocument = false
    nestedWork = 0
    if hints != self.hints { expect(hints) }
  }

  /// Runs every rule whose trigger stands in `buffer[start..<end]` and adds what passes to ``findings``.
  mutating func search(
    _ buffer: Span<UInt8>, _ maps: Span<UInt64>, _ start: Int, _ end: Int, _ name: Span<UInt8>
  ) throws(RefusalReason) {
    if looksForIdentity { findKnown(identity.values, buffer, start, end) }
    if looksForLists { findKnown(ruleSet.lists.found, buffer, start, end) }
    var text = SearchedText(isShaped: isShaped(buffer, start, end, name))
    if text.isShaped, skipsShapedLeaves { return }
    words.forget()
    let census = Census(maps, start, end)
    for number in searches.kinds.indices {
      let kind = searches.kinds[number]
      if let map = kind.kind.map, census[map] < kind.least { continue }
      clusters.find(kind.kind, least: kind.least, buffer, maps: maps, from: start, to: end)
      if clusters.all.isEmpty { continue }
      text.isBare = clusters.areBare
      for word in awake.indices { awake[word] = 0 }
      for cluster in clusters.all.indices {
        searches.wake(clusters.all[cluster], ofKind: number, &awake)
      }
      dismissSearches(buffer.extracting(start..<end), text, name)
      mayHold = mayHold || awake.contains { $0 != 0 }
      for word in awake.indices {
        while awake[word] != 0 {
          let search = searches.all[word * 64 + awake[word].trailingZeroBitCount]
          awake[word] &= awake[word] - 1
          activate(search.rules, buffer.extracting(start..<end), text, name)
          if active.isEmpty { continue }
          clusters.windows(of: search, from: start, to: end, into: &windows)
          if !changed.isEmpty { keepChangedWindows() }
          if allNeedWords(text) { keepWindowsNearWords(from: start) }
          try runActive(buffer, start, end, name)
        }
      }
    }
    literals.find(buffer, maps: maps, from: start, to: end, name: name)
    guard !literals.isEmpty else { return }
    mayHold = true
    text.isBare = false
    var next = 0
    while let number = literals.firstAwake(from: next), number < literalSearches.count {
      next = number + 1
      let search = literalSearches[number]
      literals.windows(of: number, reach: search.reach, from: start, to: end, into: &windows)
      if !changed.isEmpty { keepChangedWindows() }
      var rule = search.rules.lowerBound
      while rule < search.rules.upperBound {
        let shared = rule..<hotRules[rule].sharedEnd
        rule = shared.upperBound
        activate(shared, buffer.extracting(start..<end), text, name)
        if !active.isEmpty { try runActive(buffer, start, end, name) }
      }
    }
  }

  /// Whether a text is a timestamp, an id or a decimal as a whole. In some places telephone numbers are grouped like
  /// decimals, so those below a name that says anything are looked at.
  mutating func isShaped(
    _ buffer: Span<UInt8>, _ start: Int, _ end: Int, _ name: Span<UInt8>
  ) -> Bool {
    LeafShape.of(buffer, start, end) != .other
      || LeafShape.isDecimal(buffer, start, end) && !words.stand(inName: name)
  }

  /// What is known of a text before any expression has run.
  private struct SearchedText {
    /// It is a timestamp, an id or a decimal as a whole.
    var isShaped: Bool
    /// Its digits stand in rows, touched by no letters and nowhere near each other.
    var isBare = false
  }

  /// Leaves those searches ``awake`` that can make a finding in a text, few of most texts' many.
  private mutating func dismissSearches(
    _ bytes: Span<UInt8>, _ text: SearchedText, _ name: Span<UInt8>
  ) {
    for word in awake.indices {
      awake[word] &= standings.searches.able[word]
      if !readsSpoken { awake[word] &= standings.searches.plain[word] }
      if text.isShaped { awake[word] &= standings.searches.shaped[word] }
      let wordless =
        text.isBare
        ? standings.searches.wordlessIfBare[word] : standings.searches.wordless[word]
      if awake[word] & ~wordless != 0 {
        words.find(in: bytes, name: name)
        awake[word] &= wordless | words.awakeSearches[word]
      }
    }
  }

  /// Leaves those of `rules` in ``active`` that can make a finding in a text: most need one of their words near.
  private mutating func activate(
    _ rules: Range<Int>, _ bytes: Span<UInt8>, _ text: SearchedText, _ name: Span<UInt8>
  ) {
    if !active.isEmpty { active.removeAll(keepingCapacity: true) }
    var first = rules.lowerBound
    while first < rules.upperBound {
      let word = first / 64
      let end = min(rules.upperBound, (word + 1) * 64)
      var able = standings.able[word] & (~0 << UInt64(first % 64))
      if end % 64 != 0 { able &= ~(~0 << UInt64(end % 64)) }
      first = end
      let wordless = text.isBare ? standings.wordlessIfBare[word] : standings.wordless[word]
      if able & ~wordless != 0 {
        words.find(in: bytes, name: name)
        able &= wordless | words.awake[word]
      }
      while able != 0 {
        let number = word * 64 + able.trailingZeroBitCount
        able &= able - 1
        if text.isShaped, hotRules[number].skipsShapedLeaves { continue }
        if hotRules[number].isSpoken, !readsSpoken { continue }
        active.append(ActiveRule(rule: number, standing: standings.all[number] ?? .init()))
      }
    }
  }

  /// Whether none of the active rules can make a finding without one of its words.
  private func allNeedWords(_ text: SearchedText) -> Bool {
    let wordless = text.isBare ? standings.wordlessIfBare : standings.wordless
    return active.allSatisfy { wordless[$0.rule / 64] >> UInt64($0.rule % 64) & 1 == 0 }
  }

  /// Runs the active rules, which share an expression, in all ``windows``.
  private mutating func runActive(
    _ buffer: Span<UInt8>, _ start: Int, _ end: Int, _ name: Span<UInt8>
  ) throws(RefusalReason) {
    for window in windows.indices { try run(buffer, windows[window], start, end, name) }
  }
}
