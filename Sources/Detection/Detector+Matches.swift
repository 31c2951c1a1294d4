import Records

/// From the windows of a search to findings: what an expression matches, and what its rules make of it.
extension Detector {
  /// A rule that runs on the text, of those with the expression that is being searched.
  struct ActiveRule {
    /// Index into ``hotRules``.
    var rule: Int
    var standing: Places.Standing
    /// Where matches may begin that it has not decided about.
    var resume = 0
  }

  /// Drops the windows around which nothing changed: what is in them was searched already.
  mutating func keepChangedWindows() {
    let changed = changed
    var next = 0
    windows.removeAll { window in
      while next < changed.count, changed[next] < window.lowerBound - Self.lookAhead { next += 1 }
      return next == changed.count || changed[next] > window.upperBound + Self.lookAhead
    }
  }

  /// Drops the windows that are near no word of an active rule: in long texts most.
  mutating func keepWindowsNearWords(from start: Int) {
    windows.removeAll { window in
      let begin = max(0, window.lowerBound - start - Self.longestCharacter)
      let matches = begin..<window.upperBound - start + Self.lookAhead + Self.longestCharacter
      return !active.contains { rule in
        guard let context = ruleSet.rules[hotRules[rule.rule].rule].context else { return false }
        return words.mayStand(context, near: matches)
      }
    }
  }

  /// A window that begins or ends inside a character takes in all of it.
  private static let longestCharacter = 4

  /// How far behind a window look-ahead may see, in bytes.
  private static let lookAhead = 16

  /// Lets the active rules decide about each match of their expression in a window.
  mutating func run(
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
    assert(verdict.adjustment <= rule.checkBoost + 0.001)
    var score = rule.score + verdict.adjustment + regionBonus
    guard explains || max(0, score + rule.contextBoost) >= ruleSet.minScore else { return nil }
    var lacksWord = false
    if rule.hasWords {
      if let context = ruleSet.rules[rule.rule].context {
        words.find(in: text, name: name)
        if words.stand(context, near: verdict.range) {
          score += context.boost
        } else if active.standing.needsWord {
          lacksWord = true
        }
      }
      if let vetoes = ruleSet.rules[rule.rule].vetoes {
        words.find(in: text, name: name)
        if words.stand(vetoes, near: verdict.range) { score += vetoes.boost }
      }
    }
    score = min(1, max(0, score))
    // Nothing speaks for what is left at zero, however little is asked for.
    let isSure = !lacksWord && score > 0 && score >= ruleSet.minScore
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
