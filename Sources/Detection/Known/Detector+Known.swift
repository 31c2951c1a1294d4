package import Records

extension Detector {
  /// Forgets the last record's people.
  package mutating func forgetIdentity() {
    identity.removeAll()
    looksForIdentity = false
  }

  /// Takes a member's value, decoded, as one by which the record's own people are found in its text.
  package mutating func know(_ value: Span<UInt8>, as kind: IdentityKind) {
    identity.add(value, as: kind)
  }

  /// Looks for what was learnt in all texts up to the next ``forgetIdentity()``.
  ///
  /// - Returns: whether there is anything to look for that rules would not find.
  package mutating func useIdentity() -> Bool {
    identity.finish()
    looksForIdentity = identity.isWorthSearching
    return looksForIdentity
  }

  /// Whether what is looked for may stand in a leaf, in whatever form: too often rather than too seldom. Asked only while
  /// ``looksForIdentity``.
  // It changes nothing, but a caller that may not let it would copy the detector for every leaf.
  package mutating func mayHoldIdentity(_ leaf: Leaf, _ bytes: Span<UInt8>) -> Bool {
    identity.beginnings.mayStand(in: bytes, leaf.start..<leaf.end, isEncoded: true)
  }

  /// Whether what was learnt may stand in a record outside of some places of it, in the order of the text: too often
  /// rather than too seldom.
  package mutating func mayHoldIdentity(
    _ bytes: Span<UInt8>, _ record: Range<Int>, outside places: [Range<Int>], isJSON: Bool
  ) -> Bool {
    // Behind an escape a word begins elsewhere than it seems to.
    let escape = UInt8(ascii: "\\")
    if isJSON,
      SpanBytes.first(escape, in: bytes, from: record.lowerBound, to: record.upperBound)
        < record.upperBound
    {
      return mayHoldEscapedIdentity(bytes, record, outside: places)
    }
    knownSearch.find(identity.values, in: bytes, record.lowerBound, record.upperBound)
    var next = 0
    return knownSearch.found.contains { found in
      while next < places.count, places[next].upperBound <= found.range.lowerBound { next += 1 }
      return next == places.count || found.range.upperBound <= places[next].lowerBound
    }
  }

  private mutating func mayHoldEscapedIdentity(
    _ bytes: Span<UInt8>, _ record: Range<Int>, outside places: [Range<Int>]
  ) -> Bool {
    decoded.removeAll(keepingCapacity: true)
    var at = record.lowerBound
    for place in places {
      // A document in a string, of which but some strings were replaced.
      if SpanBytes.first(
        UInt8(ascii: "\\"), in: bytes, from: place.lowerBound, to: place.upperBound)
        < place.upperBound
      {
        return true
      }
      JSONEscapes.decode(bytes, at, max(at, place.lowerBound), into: &decoded)
      // A word stands for what was replaced, so that behind it no sentence seems to begin.
      decoded.append(contentsOf: " x ".utf8)
      at = max(at, place.upperBound)
    }
    JSONEscapes.decode(bytes, at, record.upperBound, into: &decoded)
    let text = decoded
    // Those of documents inside strings are escaped once more.
    if text.contains(UInt8(ascii: "\\")) { return true }
    knownSearch.find(identity.values, in: text.span, 0, text.count)
    return !knownSearch.found.isEmpty
  }

  /// How sure a record's own value is, and a part of it: less than what a checksum proves.
  private static let wholeScore: Float = 0.95
  private static let partScore: Float = 0.85
  /// A rule that sees an address or a number too knows more of it, such as its country.
  private static let contactScore: Float = 0.7
  /// Above every rule's: what is denied wins where findings overlap.
  private static let deniedScore: Float = 2

  /// Adds the known values in `buffer[start..<end]` to ``findings``.
  @inline(never)
  mutating func findKnown(
    _ values: KnownValues, _ buffer: Span<UInt8>, _ start: Int, _ end: Int
  ) {
    knownSearch.find(values, in: buffer, start, end)
    for found in knownSearch.found {
      guard let entity = ruleSet.knownEntities[found.meaning.entity] else { continue }
      let score: Float =
        switch found.meaning.origin {
        case .record:
          found.meaning.isPart
            ? Self.partScore
            : RecordIdentity.isContact(found.meaning.entity)
              ? Self.contactScore : Self.wholeScore
        case .roster: 1
        case .denied: Self.deniedScore
        }
      guard score >= ruleSet.minScore, !isInToken(found.range, buffer) else { continue }
      var finding = Finding(
        start: found.range.lowerBound, end: found.range.upperBound, entity: entity,
        rule: ruleSet.rule(of: found.meaning.origin), score: score)
      if explains {
        notes.append(CandidateNote(baseScore: min(score, 1)))
        finding.note = notes.count - 1
      }
      findings.append(finding)
    }
  }

  /// Whether a range is a part of what took a value's place: `<EMAIL_ADDRESS>`, `<PERSON_…>`, `<PERSON:…>`.
  ///
  /// A list may hold `email`; replacing it in there would go on for ever.
  private func isInToken(_ range: Range<Int>, _ text: Span<UInt8>) -> Bool {
    guard let token = ReplacementToken.range(around: range, in: text) else { return false }
    return ruleSet.entities.contains { entity in
      var at = token.lowerBound
      for byte in entity.utf8 {
        guard at < token.upperBound, text[at] == byte else { return false }
        at += 1
      }
      return at == token.upperBound || text[at] == UInt8(ascii: "_")
        || text[at] == UInt8(ascii: ":")
    }
  }

  /// Makes the findings in a text disjoint and drops those of allowed values.
  mutating func conclude(_ text: Span<UInt8>) {
    guard explains else {
      resolve(text)
      return
    }
    setRefusalsAside()
    let candidates = findings
    resolve(text)
    noteLosers(candidates)
  }

  private mutating func resolve(_ text: Span<UInt8>) {
    resolveOverlaps(&findings, in: text)
    if ruleSet.lists.isEmpty { return }
    let denied = ruleSet.rule(of: .denied)
    let allowed = ruleSet.lists.allowed
    if !allowed.isEmpty {
      let values = values
      findings.removeAll { finding in
        let value =
          finding.value.isEmpty
          ? text.extracting(finding.start..<finding.end) : values.span.extracting(finding.value)
        return finding.rule != denied
          && allowed.contains(
            value, isPhone: ruleSet.entities[finding.entity] == "PHONE_NUMBER")
      }
    }
    for index in findings.indices where findings[index].score > 1 { findings[index].score = 1 }
  }
}

extension RuleSet {
  /// Whether a finding is the name of somebody who was not known before.
  package func introduces(_ finding: Finding) -> Bool {
    finding.entity == knownEntities[RecordIdentity.person] && finding.rule < rule(of: .record)
  }

  /// The rule that findings of known values name.
  func rule(of origin: KnownValues.Origin) -> Int {
    rules.count - KnownRules.all.count + Int(origin.rawValue)
  }
}
