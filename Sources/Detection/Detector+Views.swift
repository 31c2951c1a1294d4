import Records

extension Detector {
  /// Slots of ``views`` for one text: itself, two for layers of encoding in turn, one for spelled-out addresses and
  /// numbers said aloud.
  private static let slotsPerText = 4
  /// Base64 inside base64 is looked into this often.
  private static let base64Depth = 2
  static let viewCount = slotsPerText * (base64Depth + 1)
  /// Layers of encoding that are undone one after the other: `%2526%2523...` and the like end somewhere.
  private static let rounds = 4

  /// Searches a leaf's text, or opens the JSON document that it is.
  ///
  /// - Parameters:
  ///   - homes: the way home of `bytes`; empty when they are the chunk.
  ///   - place: where the leaf is; its document is -1 for the record itself.
  mutating func examineContent(
    _ leaf: Leaf, _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ homes: Span<View.Home>,
    _ name: Span<UInt8>, at place: NestedPlace
  ) throws(RefusalReason) {
    if leaf.isEscaped {
      views[0].unescape(bytes, leaf.start, leaf.end, homes, origin: origin)
      if leaf.isValue, try openDocument(leaf, view: 0, at: place, name: name) { return }
      try searchView(0, depth: 0, name)
      return
    }
    // Without a backslash there is no quote, and a document without quotes is an array of numbers.
    if leaf.isValue, leaf.end - leaf.start > 1, bytes[leaf.start] == UInt8(ascii: "[") {
      mayHold = true
      views[0].begin(origin: origin)
      views[0].copy(bytes, leaf.start, leaf.end, homes)
      views[0].finish()
      if try openDocument(leaf, view: 0, at: place, name: name) { return }
    }
    let first = findings.count
    changed.removeAll(keepingCapacity: true)
    try search(bytes, maps, leaf.start, leaf.end, name)
    settle(from: first, homes, bytes)
    // What has a shape as a whole hides nothing.
    if isShaped(bytes, leaf.start, leaf.end, name) { return }
    try searchDecoded(bytes, maps, leaf.start, leaf.end, homes, depth: 0, name)
  }

  /// Searches a view and all that can be made of it.
  mutating func searchView(
    _ slot: Int, depth: Int, _ name: Span<UInt8>
  ) throws(RefusalReason) {
    try searchOnly(slot, name, everywhere: true)
    let text = views[slot].text
    let maps = views[slot].maps.words
    let homes = views[slot].homes
    try searchDecoded(text.span, maps.span, 0, text.count, homes.span, depth: depth, name)
  }

  /// Searches a view: all of it, or where it differs from the one it was made from.
  private mutating func searchOnly(
    _ slot: Int, _ name: Span<UInt8>, everywhere: Bool
  ) throws(RefusalReason) {
    let text = views[slot].text
    let maps = views[slot].maps.words
    let homes = views[slot].homes
    let first = findings.count
    changed.removeAll(keepingCapacity: true)
    if !everywhere { changed.append(contentsOf: views[slot].changes) }
    try search(text.span, maps.span, 0, text.count, name)
    changed.removeAll(keepingCapacity: true)
    settle(from: first, homes.span, text.span)
  }

  /// Undoes what hides values in a text, layer by layer, and searches each form that it takes.
  ///
  /// - Complexity: O(`end` - `start`) bytes searched, times a constant: no form is longer than the one before.
  private mutating func searchDecoded(
    _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ start: Int, _ end: Int,
    _ homes: Span<View.Home>, depth: Int, _ name: Span<UInt8>
  ) throws(RefusalReason) {
    let own = Self.slotsPerText * depth
    let signs = TextHints(bytes.extracting(start..<end))
    mayHold = mayHold || !signs.isEmpty
    var last = -1
    if !signs.isDisjoint(with: .encoded),
      views[own + 1].decode(bytes, start, end, homes, origin: origin, folds: folds)
    {
      last = own + 1
      try searchOnly(last, name, everywhere: false)
      var round = 1
      while round < Self.rounds {
        let next = last == own + 1 ? own + 2 : own + 1
        let text = views[last].text
        let textHomes = views[last].homes
        guard !TextHints(text.span).isDisjoint(with: .encoded),
          views[next].decode(
            text.span, 0, text.count, textHomes.span, origin: origin, folds: folds)
        else { break }
        last = next
        try searchOnly(last, name, everywhere: false)
        round += 1
      }
    }
    if last < 0 {
      try searchSpelledOut(
        bytes, maps, start, end, homes, signs, depth: depth, name)
    } else {
      let text = views[last].text
      let textMaps = views[last].maps.words
      let textHomes = views[last].homes
      try searchSpelledOut(
        text.span, textMaps.span, 0, text.count, textHomes.span, TextHints(text.span),
        depth: depth, name)
    }
  }

  /// Searches what a text spells out, says or holds as base64.
  private mutating func searchSpelledOut(
    _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ start: Int, _ end: Int,
    _ homes: Span<View.Home>, _ signs: TextHints, depth: Int, _ name: Span<UInt8>
  ) throws(RefusalReason) {
    let own = Self.slotsPerText * depth
    // Asked first: the searches below find other literals.
    let maySpell = literals.isAwake(.spelledOut) || literals.isAwake(.said)
    if signs.contains(.written), writtenMarks.read(bytes, start, end) {
      views[own + 3].rewrite(
        bytes, start, end, homes, origin: origin, writtenMarks.rewriting, .written)
      try searchOnly(own + 3, name, everywhere: false)
    }
    if maySpell, spokenAddresses.read(bytes, start, end) {
      views[own + 3].rewrite(
        bytes, start, end, homes, origin: origin, spokenAddresses.rewriting, .spoken)
      try searchOnly(own + 3, name, everywhere: false)
    }
    if looksForSpoken, spokenSigns.find(in: bytes, maps, start, end) {
      mayHold = true
      let stretches = spokenSigns.stretches
      if spokenNumbers.read(bytes, stretches) {
        views[own + 3].rewrite(
          bytes, start, end, homes, origin: origin, spokenNumbers.rewriting, .spoken)
        readsSpoken = true
        defer { readsSpoken = false }
        try searchOnly(own + 3, name, everywhere: false)
      }
    }
    guard depth < Self.base64Depth else { return }
    let inner = own + Self.slotsPerText
    if views[inner].decodeBase64(bytes, start, end, homes, origin: origin, into: &decoded) {
      try searchView(inner, depth: depth + 1, name)
    }
  }

  /// Maps what a search found home, and keeps the values as they were read.
  private mutating func settle(
    from first: Int, _ homes: Span<View.Home>, _ text: Span<UInt8>
  ) {
    guard !homes.isEmpty else { return }
    for index in first..<findings.count {
      let range = findings[index].start..<findings[index].end
      let valueStart = values.count
      var hasGap = false
      for position in range {
        values.append(text[position])
        findings[index].view.formUnion(homes[position].kinds)
        if position > range.lowerBound, homes[position].start > homes[position - 1].end {
          hasGap = true
        }
      }
      // A gap between two homes held something invisible, or what is said between words, or what joins strings.
      if hasGap, findings[index].view.isDisjoint(with: [.spoken, .joined]) {
        findings[index].view.formUnion(.folded)
      }
      findings[index].value = valueStart..<values.count
      findings[index].start = origin + Int(homes[range.lowerBound].start)
      findings[index].end = origin + Int(homes[range.upperBound - 1].end)
    }
  }
}

extension TextHints {
  /// Signs of what ``View/decode(_:_:_:_:origin:folds:)`` undoes.
  fileprivate static let encoded: TextHints = [
    .high, .percent, .ampersand, .backslash, .equals, .plus,
  ]
}
