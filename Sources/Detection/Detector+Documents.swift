import Records

extension Detector {
  /// A document whose leaves are being examined.
  struct Frame {
    var document: Int
    var nextLeaf: Int
    /// Findings before the document's own.
    var findings: Int
  }

  /// Bytes of documents examined for each byte of the leaf that holds them. Every layer of escapes makes a text
  /// longer, so honest nesting stays far below it.
  private static let workPerByte = 32

  /// Takes the text of a string for a JSON document if it is one as a whole.
  ///
  /// - Parameters:
  ///   - leaf: the string.
  ///   - view: the slot of ``views`` that holds its text.
  ///   - place: where the string is; its document is -1 for the record itself.
  /// - Returns: whether it is one; its leaves are examined after this then, instead of the text.
  /// - Throws: ``RefusalReason/tooDeep`` when it is nested deeper than what can be examined.
  mutating func openDocument(
    _ leaf: Leaf, view: Int, at place: NestedPlace, name: Span<UInt8>
  ) throws(RefusalReason) -> Bool {
    guard views[view].mayBeDocument else { return false }
    let slot = documentCount
    if slot == documents.count { documents.append(NestedDocument(gate: ruleSet.gate)) }
    let outerDepth = place.document < 0 ? 0 : documents[place.document].depthOf(leaf)
    guard outerDepth < JSONScanner.nestingLimit else { throw .tooDeep }
    swap(&documents[slot].view, &views[view])
    let text = documents[slot].view.text
    nestedWork += text.count
    let maps = documents[slot].maps
    let outcome = documents[slot].scanner.scanDocument(
      text.span, maps: maps.span, depthLimit: JSONScanner.nestingLimit - outerDepth,
      everyLeaf: looksForIdentity)
    switch outcome {
    case .record: break
    case .refused(.tooDeep): throw .tooDeep
    default:
      swap(&documents[slot].view, &views[view])
      return false
    }
    guard nestedWork <= Self.workPerByte * (leafLength + 128) else { throw .tooDeep }
    documents[slot].parent = place.document
    documents[slot].leafInParent = place.leaf
    documents[slot].level = place.document < 0 ? 1 : documents[place.document].level + 1
    documents[slot].depth = outerDepth
    documents[slot].name.removeAll(keepingCapacity: true)
    for index in name.indices { documents[slot].name.append(name[index]) }
    documentCount += 1
    hasOpenedDocument = true
    frames.append(Frame(document: slot, nextLeaf: 0, findings: findings.count))
    return true
  }

  /// Examines the leaves of all documents that the leaf opened, innermost first.
  mutating func examineDocuments() throws(RefusalReason) {
    while let frame = frames.last {
      guard frame.nextLeaf < documents[frame.document].scanner.leaves.count else {
        frames.removeLast()
        // What nothing was found in is not asked for again.
        if findings.count == frame.findings { documentCount = frame.document }
        continue
      }
      frames[frames.count - 1].nextLeaf += 1
      let document = frame.document
      let leaf = documents[document].scanner.leaves[frame.nextLeaf]
      let text = documents[document].view.text
      let maps = documents[document].view.maps.words
      let homes = documents[document].view.homes
      let outerName = documents[document].name
      let bytes = text.span
      let inherits = leaf.nameStart == leaf.nameEnd && !leaf.isKey
      let name =
        inherits ? outerName.span : bytes.extracting(leaf.contextStart..<leaf.contextEnd)
      let first = findings.count
      try examineContent(
        leaf, bytes, maps.span, homes.span, name,
        at: NestedPlace(document: document, leaf: frame.nextLeaf))
      if findings.count > first {
        settleNested(leaf, from: first, NestedPlace(document: document, leaf: frame.nextLeaf))
      }
    }
  }

  /// Says of what was found in a leaf of a document where that is; a number is one value as a whole.
  private mutating func settleNested(_ leaf: Leaf, from first: Int, _ place: NestedPlace) {
    places.append(place)
    for index in first..<findings.count {
      findings[index].place = places.count - 1
      findings[index].view.formUnion(.nested)
    }
    guard leaf.isNumber else { return }
    let best = findings[first...].max { ($0.score, $1.rule) < ($1.score, $0.rule) }!
    findings.removeSubrange((first + 1)...)
    findings[first] = best
    let home = documents[place.document].home(leaf.start..<leaf.end)
    findings[first].start = home.lowerBound
    findings[first].end = home.upperBound
  }
}

extension NestedDocument {
  /// Containers around a leaf of the document, in all levels.
  func depthOf(_ leaf: Leaf) -> Int {
    var depth = self.depth
    var at = leaf.container
    while at >= 0 {
      depth += 1
      at = scanner.containers[at].parent
    }
    // A string around nothing but a string is a level too.
    return depth + 1
  }
}
