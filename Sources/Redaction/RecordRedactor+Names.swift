import Records

extension RecordRedactor {
  /// Adds `_2`, `_3`… to rewritten member names that would collide within their object.
  ///
  /// - Complexity: O(members of the objects that hold a rewritten name).
  mutating func keepNamesDistinct(
    _ leaves: [Leaf], _ containers: [Container], _ bytes: Span<UInt8>, _ maps: Span<UInt64>
  ) {
    var editByStart: [Int: Int] = [:]
    for (index, edit) in edits.enumerated() { editByStart[edit.start] = index }
    var holders: Set<Int> = []
    for leaf in leaves where leaf.isKey && editByStart[leaf.start] != nil {
      holders.insert(leaf.container)
    }
    for holder in holders.sorted() {
      let names = MemberNames.list(bytes, maps: maps, objectAt: containers[holder].open)
      var distinct = DistinctNames()
      for name in names where editByStart[name.lowerBound] == nil {
        var text: [UInt8] = []
        JSONEscapes.decode(bytes, name.lowerBound, name.upperBound, into: &text)
        distinct.keep(text)
      }
      for name in names {
        guard let index = editByStart[name.lowerBound] else { continue }
        let content = Array(replacements[edits[index].replacement])
        var base: [UInt8] = []
        JSONEscapes.decode(content.span, 0, content.count, into: &base)
        guard let suffix = distinct.suffix(for: base) else { continue }
        let start = replacements.count
        replacements.append(contentsOf: content)
        replacements.append(contentsOf: "_\(suffix)".utf8)
        edits[index].replacement = start..<replacements.count
      }
    }
  }
}
