package import Detection
package import Keys
package import Records

/// Decides what of a record is replaced and by what: one worker's detector, policy and tokens.
///
/// A changed string is examined again before it leaves: a replacement can join its neighbours into a new
/// value ("415 555 <removed>0123"), and the promise is that scanning the output finds nothing.
package struct RecordRedactor: ~Copyable {
  /// A stretch of the chunk and the text that takes its place.
  package struct Edit: Sendable {
    package var start: Int
    package var end: Int
    /// Range of ``replacements``.
    package var replacement: Range<Int>
  }

  /// A finding and the leaf it stands in.
  package struct RecordFinding: Sendable {
    package var finding: Finding
    /// Index into the scanner's leaves.
    package var leaf: Int
    /// Where it is in the JSON document inside the leaf, if it is in one.
    package var inner: InnerPlace?
  }

  /// A place in a JSON document inside a string.
  package struct InnerPlace: Sendable {
    /// Range of ``innerPointers``.
    package var pointer: Range<Int>
    package var kind: Leaf.Kind
  }

  /// The current record's edits, in the order of the text.
  package internal(set) var edits: [Edit] = []
  package internal(set) var replacements: [UInt8] = []
  /// What was found in the current record, in the order of the text.
  package internal(set) var findings: [RecordFinding] = []

  /// The current record's text introduces somebody.
  // Computed, it would be asked of a copy of all this for every record.
  package private(set) var hasPeople = false

  /// What was refused in the current record, in the order of the text; only when asked to explain.
  package internal(set) var refusals: [RecordFinding] = []
  /// How the current record's findings and refusals were judged.
  package var notes: [CandidateNote] { detector.notes }

  /// JSON Pointers (RFC 6901) into documents inside strings, one behind the other. A pointer through several
  /// documents is their pointers in a row: a string on the way that is JSON is stepped into. Names that are
  /// personal data stand as they are rewritten.
  package internal(set) var innerPointers: [UInt8] = []

  var detector: Detector
  /// Leaves of the current record in which nothing was found, with what may vary in them: see ``Detector/innocence``.
  var innocent: [(leaf: Int, varying: UInt32)] = []
  /// The places named by the records whose values the scanner passes over.
  var passingHints = Regions()
  private let policy: Policy
  private(set) var cutValues = CutValues()
  /// What was found in the current record.
  var found = FoundValues()
  /// What was replaced in the current record's strings, in the order of the text; nothing of those that hold documents.
  var replacedPieces: [Range<Int>] = []
  /// Where the current record counts characters.
  var offsets = TextOffsets()
  /// Parts of values that the current record shares with others, and what their values lie in.
  var sharedParts: (parts: [Finding], values: [UInt8]) = ([], [])
  var rewriter: ContentRewriter
  /// The member name, then a string's content as it stands after the last round.
  private var draft: [UInt8] = []
  private var nextDraft: [UInt8] = []
  private var draftMaps = ByteMaps()
  /// Where the current record's rewritten member names are in ``replacements``, by where they began.
  private var rewrittenNames: [Int: Range<Int>] = [:]

  /// Rounds of examining a changed string before it is given up as ``RefusalReason/unverified``.
  static let verificationRounds = 6

  /// - Parameter key: for the keyed operators of the policy; nil when it has none.
  /// - Throws: ``CryptoError`` when libcrypto refuses.
  package init(rules: RuleSet, policy: Policy, key: SecretKey?) throws(CryptoError) {
    detector = Detector(rules)
    self.policy = policy
    rewriter = try ContentRewriter(rules: rules, policy: policy, key: key)
  }

  /// Makes keyed tokens with another key from now on: the next record is another tenant's.
  package mutating func use(_ key: SecretKey) { rewriter.use(key) }

  /// Keeps ``blindIndex`` from now on; it needs a key.
  package mutating func indexValues() { rewriter.isIndexing = true }

  /// The current record's replaced values: see ``BlindIndex``.
  package var blindIndex: [UInt64] { rewriter.blindIndex }

  package var rules: RuleSet { detector.ruleSet }

  /// Keeps ``notes`` and ``refusals`` from now on: it costs time and memory.
  package mutating func explain() { detector.explains = true }

  /// Forgets the people of the last record.
  package mutating func forgetIdentity() { detector.forgetIdentity() }

  /// Takes a member's value, decoded, as one that is looked for in the whole of its record.
  package mutating func know(_ value: Span<UInt8>, as kind: IdentityKind) {
    detector.know(value, as: kind)
  }

  /// Learns the names that were found in the record, to be found in the whole of it: whoever was introduced is thanked by
  /// name.
  ///
  /// - Returns: whether one may stand in it elsewhere, so that it must be redacted again; every leaf must be examined then.
  package mutating func knowPeople(
    of record: Range<Int>, _ bytes: Span<UInt8>, isJSON: Bool
  ) -> Bool {
    know(found.people)
      && detector.mayHoldIdentity(bytes, record, outside: replacedPlaces, isJSON: isJSON)
  }

  /// Looks for names that are given until they are forgotten.
  ///
  /// - Returns: whether there is anything to look for, so that every leaf must be examined.
  @discardableResult
  package mutating func know(_ names: [[UInt8]]) -> Bool {
    for name in names { detector.know(name.span, as: .name) }
    return detector.useIdentity()
  }

  /// Whether somebody's name may stand in a record: too often rather than too seldom.
  package mutating func mentions(
    _ name: [UInt8], in record: Range<Int>, _ bytes: Span<UInt8>, isJSON: Bool
  ) -> Bool {
    defer { detector.forgetIdentity() }
    return know([name]) && detector.mayHoldIdentity(bytes, record, outside: [], isJSON: isJSON)
  }

  /// The names of those whom the record's text introduces: ask ``hasPeople`` first.
  package var people: [[UInt8]] { found.people }

  /// Looks for what was learnt until it is forgotten.
  ///
  /// - Returns: whether there is anything to look for, so that every leaf must be examined.
  package mutating func useIdentity() -> Bool { detector.useIdentity() }

  /// Looks for values that several strings of a record share, all of whose strings are leaves, and for nothing else.
  ///
  /// - Returns: the part that each string holds, in the order of the text.
  /// - Throws: ``RefusalReason/matchLimit``, as for leaves.
  package mutating func findCut(
    _ leaves: [Leaf], _ containers: [Container], _ bytes: Span<UInt8>
  ) throws(RefusalReason) -> [Finding] {
    forgetRecord()
    // Said in pieces first; then cut where it may be, as by whoever sends text while it comes.
    for areCutAnywhere in [false, true] where cutValues.all.isEmpty {
      try cutValues.find(
        leaves, containers, bytes, Regions(), with: &detector, areCutAnywhere: areCutAnywhere)
    }
    return cutValues.all
  }

  /// Looks for values that lines of text share, each said by whoever its segment names, and for nothing else.
  ///
  /// - Returns: the part that each line holds, in the order of the text.
  /// - Throws: ``RefusalReason/matchLimit``, as for leaves.
  package mutating func findCut(
    _ lines: [TextSegment], _ bytes: Span<UInt8>
  ) throws(RefusalReason) -> [Finding] {
    forgetRecord()
    for areCutAnywhere in [false, true] where cutValues.all.isEmpty {
      try cutValues.find(lines, bytes, with: &detector, areCutAnywhere: areCutAnywhere)
    }
    return cutValues.all
  }

  /// The value of which a part was found last.
  package func cutValue(of part: Finding) -> ArraySlice<UInt8> { cutValues.values[part.value] }

  /// Takes parts of values that the next record shares with others; all its strings must be leaves then.
  package mutating func share(_ parts: [Finding], values: [UInt8]) { sharedParts = (parts, values) }

  /// Finds what there is, and decides what takes its place.
  ///
  /// - Parameter repeats: the record is the one before, in the same places, and shares more with others now: where
  ///   nothing was found, nothing else will be.
  mutating func replace(
    _ leaves: [Leaf], _ containers: [Container], _ isWhole: Bool, _ bytes: Span<UInt8>,
    _ maps: Span<UInt64>, _ hints: Regions, _ tenant: Span<UInt8>, repeats: Bool = false
  ) throws(RefusalReason) {
    // To explain is to say of every leaf how it was judged.
    let repeats = repeats && !detector.explains
    let former = repeats ? findings.map(\.finding.start).sorted() : []
    var nextFormer = 0
    forgetFindings()
    if !repeats || !cutValues.returnToOwn(leaves: leaves.count) {
      cutValues.removeAll()
      try findCutValues(leaves, containers, isWhole, bytes, hints)
    }
    if isWhole { offsets.find(containers) }
    if !sharedParts.parts.isEmpty {
      cutValues.add(sharedParts.parts, sharedParts.values, to: leaves, bytes)
    }
    for index in leaves.indices {
      let hasParts = index >= cutValues.nextLeaf && cutValues.take(leaf: index)
      if !leaves[index].isNotable, !hasParts {
        guard detector.looksForIdentity, detector.mayHoldIdentity(leaves[index], bytes) else {
          continue
        }
      }
      var leaf = leaves[index]
      if repeats, !hasParts, rewrittenNames.isEmpty {
        while nextFormer < former.count, former[nextFormer] < leaf.start { nextFormer += 1 }
        guard nextFormer < former.count, former[nextFormer] < leaf.end else { continue }
      }
      if !leaf.isNotable { leaf.findContext(in: containers, bytes, MemberRoles.shared) }
      let pathOperator = operatorForPath(of: leaf, containers, bytes)
      if pathOperator == .keep { continue }
      if leaf.isNumber, pathOperator == nil, !isInteger(leaf, bytes) { continue }
      if hasParts {
        let (found, values) = (cutValues.found, cutValues.values)
        try detector.examine(
          leaf, bytes, maps: maps, hints: hints, parts: found[...], partValues: values.span)
      } else {
        try detector.examine(leaf, bytes, maps: maps, hints: hints)
      }
      if detector.explains {
        refusals += detector.refusals.map { RecordFinding(finding: $0, leaf: index) }
      }
      if let varying = detector.innocence, leaf.part >= 0 { innocent.append((index, varying)) }
      if detector.findings.isEmpty, rewrittenNames.isEmpty { continue }
      var found = detector.findings
      var shift = 0
      if found.isEmpty, !leaf.isKey, rewrittenNames[leaf.contextStart] != nil {
        (found, shift) = try examine(leaf, belowRewrittenNameIn: bytes, hints)
      }
      if found.isEmpty { continue }
      let first = findings.count
      for finding in found
      where rewriter.action(for: finding, pathOperator: pathOperator) != .keep {
        findings.append(RecordFinding(finding: finding, leaf: index))
      }
      if findings.count == first { continue }
      let values = detector.values
      for entry in findings[first...] {
        self.found.add(
          entry.finding, in: bytes, isEscaped: leaf.isEscaped, values: values.span,
          introduces: detector.ruleSet.introduces(entry.finding))
      }
      hasPeople = !self.found.people.isEmpty
      if leaf.isNumber {
        try replaceNumber(leaf, first, bytes, pathOperator, tenant)
      } else {
        try replaceContent(leaf, first, bytes, hints, pathOperator, tenant, shift)
        if leaf.isKey { rewrittenNames[leaf.start] = edits[edits.count - 1].replacement }
      }
    }
    if !rewrittenNames.isEmpty { keepNamesDistinct(leaves, containers, bytes, maps) }
    if !cutValues.wordRuns.isEmpty { mergeWords(leaves, containers, bytes, maps) }
    if !offsets.pieces.isEmpty { moveOffsets(leaves, containers, bytes, maps) }
  }

  /// Finds the values that several strings of the record share, and those in the lines of one.
  private mutating func findCutValues(
    _ leaves: [Leaf], _ containers: [Container], _ isWhole: Bool, _ bytes: Span<UInt8>,
    _ hints: Regions
  ) throws(RefusalReason) {
    if isWhole { try cutValues.find(leaves, containers, bytes, hints, with: &detector) }
    for index in leaves.indices where leaves[index].isEscaped && leaves[index].isNotable {
      guard leaves[index].isValue else { continue }
      try cutValues.find(linesOf: leaves[index], at: index, bytes, hints, with: &detector)
    }
    if isWhole { cutValues.keepOwn(leaves: leaves.count) }
  }

  /// Empties ``edits``, ``replacements``, ``findings`` and ``blindIndex``: the record has nothing to examine.
  package mutating func forgetRecord() {
    forgetFindings()
    cutValues.removeAll()
  }

  private mutating func forgetFindings() {
    if !edits.isEmpty { edits.removeAll(keepingCapacity: true) }
    if !replacements.isEmpty { replacements.removeAll(keepingCapacity: true) }
    if !findings.isEmpty { findings.removeAll(keepingCapacity: true) }
    if !innocent.isEmpty { innocent.removeAll(keepingCapacity: true) }
    if !innerPointers.isEmpty { innerPointers.removeAll(keepingCapacity: true) }
    if !rewrittenNames.isEmpty { rewrittenNames.removeAll(keepingCapacity: true) }
    rewriter.forgetBlindIndex()
    found.removeAll()
    hasPeople = false
    if !replacedPieces.isEmpty { replacedPieces.removeAll(keepingCapacity: true) }
    offsets.removeAll()
    if detector.explains {
      detector.forgetNotes()
      refusals.removeAll(keepingCapacity: true)
    }
  }

  private func isInteger(_ number: Leaf, _ bytes: Span<UInt8>) -> Bool {
    (number.start..<number.end).allSatisfy {
      bytes[$0] == UInt8(ascii: "-") || bytes[$0] &- UInt8(ascii: "0") < 10
    }
  }

  func operatorForPath(
    of leaf: Leaf, _ containers: [Container], _ bytes: Span<UInt8>
  ) -> Operator? {
    guard policy.needsPaths else { return nil }
    let path = JSONPointer.segments(to: leaf, in: containers, bytes)
    return policy.operatorForPath(path)
  }

  /// A number that is personal data becomes a string, whole: half a number is none.
  private mutating func replaceNumber(
    _ leaf: Leaf, _ first: Int, _ bytes: Span<UInt8>, _ pathOperator: Operator?,
    _ tenant: Span<UInt8>
  ) throws(RefusalReason) {
    let finding = findings[first].finding
    let start = replacements.count
    replacements.append(UInt8(ascii: "\""))
    let treatment = ContentRewriter.Treatment(
      pathOperator: pathOperator, isEscaped: false, plainly: false)
    let values = detector.values
    try rewriter.rewrite(
      bytes, finding.start, finding.end, [ContentRewriter.Substitution(finding: finding)],
      treatment, values: values.span, tenant: tenant, to: &replacements)
    replacements.append(UInt8(ascii: "\""))
    edits.append(
      Edit(start: leaf.start, end: leaf.end, replacement: start..<replacements.count))
  }

  /// Examines a leaf as it will stand below its rewritten name: `<PHONE_NUMBER>` is context for what is below it.
  ///
  /// - Returns: what was found, and how far it lies behind where the detector's documents have it.
  private mutating func examine(
    _ leaf: Leaf, belowRewrittenNameIn bytes: Span<UInt8>, _ hints: Regions
  ) throws(RefusalReason) -> ([Finding], Int) {
    var draftLeaf = leaf
    beginDraft(&draftLeaf, bytes)
    appendBytes(bytes.extracting(leaf.start..<leaf.end), to: &draft)
    try examineDraft(&draftLeaf, hints)
    let shift = leaf.start - draftLeaf.start
    let found = detector.findings.map { finding in
      var finding = finding
      finding.start += shift
      finding.end += shift
      return finding
    }
    return (found, shift)
  }

  /// Puts a leaf's member name, as it leaves, into ``draft``: it gives the same context there as in the record.
  private mutating func beginDraft(_ leaf: inout Leaf, _ bytes: Span<UInt8>) {
    draft.removeAll(keepingCapacity: true)
    if let name = rewrittenNames[leaf.contextStart] {
      draft.append(contentsOf: replacements[name])
    } else {
      appendBytes(bytes.extracting(leaf.contextStart..<leaf.contextEnd), to: &draft)
    }
    leaf.start = draft.count
    leaf.contextStart = 0
    leaf.contextEnd = draft.count
  }

  /// Examines what is in ``draft`` behind the name.
  private mutating func examineDraft(_ leaf: inout Leaf, _ hints: Regions) throws(RefusalReason) {
    leaf.end = draft.count
    let text = draft
    draftMaps.classify(text.span, gate: detector.ruleSet.gate)
    let words = draftMaps.words
    try detector.examine(leaf, text.span, maps: words.span, hints: hints)
  }

  private mutating func edit(_ place: Range<Int>, to text: ArraySlice<UInt8>) {
    let start = replacements.count
    replacements.append(contentsOf: text)
    edits.append(
      Edit(
        start: place.lowerBound, end: place.upperBound, replacement: start..<replacements.count))
  }

  /// Rewrites a string's content, and goes on until nothing more is found in it.
  private mutating func replaceContent(
    _ leaf: Leaf, _ first: Int, _ bytes: Span<UInt8>, _ hints: Regions,
    _ pathOperator: Operator?, _ tenant: Span<UInt8>, _ shift: Int
  ) throws(RefusalReason) {
    var treatment = ContentRewriter.Treatment(
      pathOperator: pathOperator, isEscaped: leaf.isEscaped, plainly: false)
    let holdsDocument = detector.hasOpenedDocument
    var draftLeaf = leaf
    beginDraft(&draftLeaf, bytes)
    var names: [NestedName: [UInt8]] = [:]
    let found = findings[first...].map(\.finding)
    let substitutions = try substitutions(
      for: found, bytes, treatment, tenant, shift: shift, rewriting: &names)
    noteInnerPlaces(from: first, names)
    let values = detector.values
    try rewriter.rewrite(
      bytes, leaf.start, leaf.end, substitutions, treatment, values: values.span, tenant: tenant,
      to: &draft)
    let replaced = rewriter.replaced
    // Of a document the values were found that its own strings hold.
    if !holdsDocument { replacedPieces += replaced.map(\.source) }
    if !offsets.holders.isEmpty {
      let text = draft
      for piece in replaced {
        let scalars = JSONEscapes.scalarCount(
          text.span, piece.output.lowerBound, piece.output.upperBound, escaped: true)
        offsets.pieces.append(
          TextOffsets.Piece(text: leaf.start, source: piece.source, scalars: scalars))
      }
    }
    treatment.plainly = true
    for round in 0..<Self.verificationRounds {
      try examineDraft(&draftLeaf, hints)
      let left = detector.findings.filter {
        rewriter.action(for: $0, pathOperator: pathOperator) != .keep
      }
      if left.isEmpty {
        if leaf.kind == .text, round == 0 {
          for piece in replaced { edit(piece.source, to: draft[piece.output]) }
        } else {
          edit(leaf.start..<leaf.end, to: draft[draftLeaf.start...])
        }
        return
      }
      nextDraft.removeAll(keepingCapacity: true)
      nextDraft.append(contentsOf: draft[..<draftLeaf.start])
      let text = draft
      let values = detector.values
      let again = try self.substitutions(
        for: left, text.span, treatment, tenant, shift: 0, rewriting: &names)
      try rewriter.rewrite(
        text.span, draftLeaf.start, text.count, again, treatment, values: values.span,
        tenant: tenant, to: &nextDraft)
      swap(&draft, &nextDraft)
    }
    throw .unverified
  }
}
