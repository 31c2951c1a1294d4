import Detection
import Records

/// A member name in a JSON document inside a string.
struct NestedName: Hashable {
  /// Index into the detector's documents.
  var document: Int
  /// Where it begins in the document's text.
  var start: Int
}

extension RecordRedactor {
  /// Plans how the findings of a leaf are replaced: in nested documents numbers become strings, and rewritten
  /// member names stay distinct.
  ///
  /// - Parameters:
  ///   - shift: how far the findings lie behind where the detector's documents have them.
  ///   - names: gets the nested names that change, as they will read.
  /// - Throws: ``RefusalReason/unverified`` when a keyed token can't be computed.
  mutating func substitutions(
    for found: [Finding], _ source: Span<UInt8>, _ treatment: ContentRewriter.Treatment,
    _ tenant: Span<UInt8>, shift: Int, rewriting names: inout [NestedName: [UInt8]]
  ) throws(RefusalReason) -> [ContentRewriter.Substitution] {
    var substitutions = found.map { ContentRewriter.Substitution(finding: $0) }
    names.removeAll()
    var lastOfName: [NestedName: Int] = [:]
    var firstOfName: [NestedName: Int] = [:]
    var holders: Set<NestedName> = []
    for (index, finding) in found.enumerated() where finding.place >= 0 {
      let place = detector.places[finding.place]
      let leaf = detector.documents[place.document].scanner.leaves[place.leaf]
      if leaf.isNumber {
        substitutions[index].quoteLevel = detector.documents[place.document].level
      } else if leaf.isKey {
        let name = NestedName(document: place.document, start: leaf.start)
        if firstOfName[name] == nil { firstOfName[name] = index }
        lastOfName[name] = index
        let open = detector.documents[place.document].scanner.containers[leaf.container].open
        holders.insert(NestedName(document: place.document, start: open))
      }
    }
    for holder in holders.sorted(by: { ($0.document, $0.start) < ($1.document, $1.start) }) {
      let document = detector.documents[holder.document]
      let text = document.text
      let maps = document.maps
      let members = MemberNames.list(text.span, maps: maps.span, objectAt: holder.start)
      var distinct = DistinctNames()
      for member in members {
        let name = NestedName(document: holder.document, start: member.lowerBound)
        if lastOfName[name] == nil {
          distinct.keep(Self.decode(Array(text[member]), times: 1))
        }
      }
      for member in members {
        let name = NestedName(document: holder.document, start: member.lowerBound)
        guard let first = firstOfName[name], let last = lastOfName[name] else { continue }
        let home = document.home(member)
        let end = home.upperBound + shift
        var written: [UInt8] = []
        let values = detector.values
        try rewriter.rewrite(
          source, home.lowerBound + shift, end, Array(substitutions[first...last]), treatment,
          values: values.span, tenant: tenant, to: &written)
        var read = Self.decode(written, times: document.level + 1)
        if let number = distinct.suffix(for: read) {
          substitutions[last].suffix = (number, end)
          read.append(contentsOf: "_\(number)".utf8)
        }
        names[name] = read
      }
    }
    return substitutions
  }

  /// Undoes so many layers of JSON escapes.
  private static func decode(_ content: [UInt8], times: Int) -> [UInt8] {
    var text = content
    for _ in 0..<times {
      var decoded: [UInt8] = []
      JSONEscapes.decode(text.span, 0, text.count, into: &decoded)
      text = decoded
    }
    return text
  }

  /// Says of the findings from `first` on where they are in nested documents.
  mutating func noteInnerPlaces(from first: Int, _ names: [NestedName: [UInt8]]) {
    for index in first..<findings.count where findings[index].finding.place >= 0 {
      let place = detector.places[findings[index].finding.place]
      let start = innerPointers.count
      appendPointer(place.document, place.leaf, names)
      let leaf = detector.documents[place.document].scanner.leaves[place.leaf]
      findings[index].inner = InnerPlace(pointer: start..<innerPointers.count, kind: leaf.kind)
    }
  }

  private mutating func appendPointer(
    _ document: Int, _ leaf: Int, _ names: [NestedName: [UInt8]]
  ) {
    var steps: [(document: Int, leaf: Int)] = []
    var at = (document: document, leaf: leaf)
    while at.document >= 0 {
      steps.append(at)
      let inner = detector.documents[at.document]
      at = (inner.parent, inner.leafInParent)
    }
    for step in steps.reversed() {
      let scanner = detector.documents[step.document].scanner
      let text = detector.documents[step.document].text
      let leaf = scanner.leaves[step.leaf]
      let segments = JSONPointer.names(to: leaf, in: scanner.containers).map { start, end in
        guard let end else { return String(start) }
        let name =
          names[NestedName(document: step.document, start: start)]
          ?? Self.decode(Array(text[start..<end]), times: 1)
        return String(decoding: name, as: UTF8.self)
      }
      innerPointers.append(contentsOf: JSONPointer.text(segments).utf8)
    }
  }
}
