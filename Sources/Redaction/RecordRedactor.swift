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
  }

  /// The current record's edits, in the order of the text.
  package internal(set) var edits: [Edit] = []
  package internal(set) var replacements: [UInt8] = []
  /// What was found in the current record, in the order of the text.
  package internal(set) var findings: [RecordFinding] = []

  var detector: Detector
  let policy: Policy
  var tokens: TokenWriter
  /// Operator for each entity where no path decides, by entity index.
  private let entityOperators: [Operator]
  /// Context in front, then a string's content as it stands after the last round.
  private var draft: [UInt8] = []
  private var nextDraft: [UInt8] = []
  private var draftMaps = ByteMaps()
  private var decoded: [UInt8] = []

  /// Rounds of examining a changed string before it is given up as ``RefusalReason/unverified``.
  static let verificationRounds = 6

  /// - Parameter key: for the keyed operators of the policy; nil when it has none.
  /// - Throws: ``CryptoError`` when libcrypto refuses.
  package init(rules: RuleSet, policy: Policy, key: SecretKey?) throws(CryptoError) {
    detector = Detector(rules)
    self.policy = policy
    tokens = try TokenWriter(entities: rules.entities, key: key)
    entityOperators = rules.entities.map(policy.operatorForEntity)
  }

  package var rules: RuleSet { detector.ruleSet }

  /// Examines a record's leaves and leaves the result in ``edits``, ``replacements`` and ``findings``.
  ///
  /// - Parameters:
  ///   - hints: places the record names.
  ///   - tenant: whose pseudonyms to use.
  /// - Throws: ``RefusalReason``: what can't be examined or verified must not leave.
  package mutating func redact(
    leaves: [Leaf], containers: [Container], _ bytes: Span<UInt8>, maps: Span<UInt64>,
    hints: Regions, tenant: Span<UInt8>
  ) throws(RefusalReason) {
    edits.removeAll(keepingCapacity: true)
    replacements.removeAll(keepingCapacity: true)
    findings.removeAll(keepingCapacity: true)
    var rewritesNames = false
    for (index, leaf) in leaves.enumerated() {
      let pathOperator = operatorForPath(of: leaf, containers, bytes)
      if pathOperator == .keep { continue }
      try detector.examine(leaf, bytes, maps: maps, hints: hints)
      if detector.findings.isEmpty { continue }
      let first = findings.count
      for finding in detector.findings
      where (pathOperator ?? entityOperators[finding.entity]) != .keep {
        findings.append(RecordFinding(finding: finding, leaf: index))
      }
      if findings.count == first { continue }
      if leaf.kind == .number {
        try replaceNumber(leaf, first, bytes, pathOperator, tenant)
      } else {
        try replaceContent(leaf, first, bytes, hints, pathOperator, tenant)
        rewritesNames = rewritesNames || leaf.kind == .key
      }
    }
    if rewritesNames { keepNamesDistinct(leaves, containers, bytes, maps) }
  }

  private func operatorForPath(
    of leaf: Leaf, _ containers: [Container], _ bytes: Span<UInt8>
  ) -> Operator? {
    guard policy.needsPaths else { return nil }
    let path = JSONPointer.segments(to: leaf, in: containers) { start, end in
      var name: [UInt8] = []
      JSONEscapes.decode(bytes, start, end, into: &name)
      return String(decoding: name, as: UTF8.self)
    }
    return policy.operatorForPath(path)
  }

  /// A number that is personal data becomes a string.
  private mutating func replaceNumber(
    _ leaf: Leaf, _ first: Int, _ bytes: Span<UInt8>, _ pathOperator: Operator?,
    _ tenant: Span<UInt8>
  ) throws(RefusalReason) {
    let finding = findings[first].finding
    let start = replacements.count
    replacements.append(UInt8(ascii: "\""))
    try appendToken(
      finding, bytes.extracting(finding.start..<finding.end),
      pathOperator ?? entityOperators[finding.entity], tenant, to: &replacements)
    replacements.append(UInt8(ascii: "\""))
    edits.append(
      Edit(start: leaf.start, end: leaf.end, replacement: start..<replacements.count))
  }

  /// Rewrites a string's content, and goes on until nothing more is found in it.
  private mutating func replaceContent(
    _ leaf: Leaf, _ first: Int, _ bytes: Span<UInt8>, _ hints: Regions,
    _ pathOperator: Operator?, _ tenant: Span<UInt8>
  ) throws(RefusalReason) {
    // The member name goes in front of each draft, so that it gives the same context as in the record.
    let nameLength = leaf.kind == .key ? 0 : leaf.nameEnd - leaf.nameStart
    draft.removeAll(keepingCapacity: true)
    if nameLength > 0 { append(bytes, leaf.nameStart, leaf.nameEnd, to: &draft) }
    var current: [Finding] = findings[first...].map(\.finding)
    try rewrite(
      bytes, leaf.start, leaf.end, current, leaf.isEscaped, pathOperator, false, tenant, &draft)
    for round in 1...Self.verificationRounds {
      draftMaps.classify(draft.span)
      var view = leaf
      view.start = nameLength
      view.end = draft.count
      view.nameStart = 0
      view.nameEnd = nameLength
      let text = draft
      let words = draftMaps.words
      try detector.examine(view, text.span, maps: words.span, hints: hints)
      current = detector.findings.filter {
        (pathOperator ?? entityOperators[$0.entity]) != .keep
      }
      if current.isEmpty {
        let start = replacements.count
        replacements.append(contentsOf: draft[nameLength...])
        edits.append(
          Edit(start: leaf.start, end: leaf.end, replacement: start..<replacements.count))
        return
      }
      if round == Self.verificationRounds { break }
      nextDraft.removeAll(keepingCapacity: true)
      append(text.span, 0, nameLength, to: &nextDraft)
      try rewrite(
        text.span, nameLength, text.count, current, leaf.isEscaped, pathOperator, true, tenant,
        &nextDraft)
      swap(&draft, &nextDraft)
    }
    throw .unverified
  }

  /// Appends `source[start..<end]` with its findings replaced.
  ///
  /// - Parameter plainly: replace whatever the operator says: after the first round the aim is to end.
  private mutating func rewrite(
    _ source: Span<UInt8>, _ start: Int, _ end: Int, _ found: [Finding], _ isEscaped: Bool,
    _ pathOperator: Operator?, _ plainly: Bool, _ tenant: Span<UInt8>, _ output: inout [UInt8]
  ) throws(RefusalReason) {
    var copied = start
    for finding in found {
      append(source, copied, finding.start, to: &output)
      var action = pathOperator ?? entityOperators[finding.entity]
      if plainly { action = .replace }
      decoded.removeAll(keepingCapacity: true)
      if isEscaped {
        JSONEscapes.decode(source, finding.start, finding.end, into: &decoded)
      } else {
        append(source, finding.start, finding.end, to: &decoded)
      }
      let value = decoded
      try appendToken(finding, value.span, action, tenant, to: &output)
      copied = finding.end
    }
    append(source, copied, end, to: &output)
  }

  private mutating func appendToken(
    _ finding: Finding, _ value: Span<UInt8>, _ action: Operator, _ tenant: Span<UInt8>,
    to output: inout [UInt8]
  ) throws(RefusalReason) {
    do {
      try tokens.append(
        action, entity: finding.entity, value: value,
        regions: detector.ruleSet.rules[finding.rule].rule.regions, tenant: tenant, to: &output)
    } catch {
      // Without its hash the value can't be replaced as asked, and it may not pass.
      throw .unverified
    }
  }

  private func append(
    _ source: Span<UInt8>, _ start: Int, _ end: Int, to output: inout [UInt8]
  ) {
    appendBytes(source.extracting(start..<end), to: &output)
  }
}

/// Appends a span's bytes in one copy.
// Safety: the buffer is used within the closure only.
package func appendBytes(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
  unsafe bytes.withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
}
