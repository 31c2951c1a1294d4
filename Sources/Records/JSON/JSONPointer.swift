/// JSON Pointers (RFC 6901).
package enum JSONPointer {
  /// Writes segments as a pointer, `~` and `/` escaped.
  package static func text(_ segments: [String]) -> String {
    segments.map { "/" + $0.replacing("~", with: "~0").replacing("/", with: "~1") }.joined()
  }

  /// Reads a pointer into its segments; nil if it is neither empty nor starts with `/`, or holds a `~` that escapes nothing.
  package static func segments(_ text: String) -> [String]? {
    guard text.isEmpty || text.hasPrefix("/"),
      !text.replacing("~0", with: "")
        .replacing("~1", with: "").contains("~")
    else { return nil }
    return text.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
      .map { String($0.replacing("~1", with: "/").replacing("~0", with: "~")) }
  }

  /// The way from the root to a leaf: member names as ranges of the chunk, elements as positions.
  ///
  /// - Returns: for a member, its name's start and end; for an element, its index and nil.
  package static func names(
    to leaf: Leaf, in containers: [Container]
  ) -> [(start: Int, end: Int?)] {
    var reversed: [(start: Int, end: Int?)] = []
    var at = leaf.container
    if at >= 0 {
      reversed.append(
        containers[at].isObject ? (leaf.nameStart, leaf.nameEnd) : (leaf.index, nil))
    }
    while at >= 0, containers[at].parent >= 0 {
      let inner = containers[at]
      at = inner.parent
      reversed.append(
        containers[at].isObject ? (inner.nameStart, inner.nameEnd) : (inner.index, nil))
    }
    return reversed.reversed()
  }

  /// The way from the root to a leaf, decoded.
  package static func segments(
    to leaf: Leaf, in containers: [Container], _ bytes: Span<UInt8>
  ) -> [String] {
    var segments: [String] = []
    for (start, end) in names(to: leaf, in: containers) {
      guard let end else {
        segments.append(String(start))
        continue
      }
      var name: [UInt8] = []
      JSONEscapes.decode(bytes, start, end, into: &name)
      segments.append(String(decoding: name, as: UTF8.self))
    }
    return segments
  }
}

extension JSONScanner {
  /// Finds the value at `segments` in a line that was scanned and is valid.
  ///
  /// - Returns: the string or number there, or where an object or array starts; ``FieldValue/Kind/absent``
  ///   when there is none of them.
  /// - Complexity: O(the line's structural characters).
  package static func value(
    at segments: [String], _ bytes: Span<UInt8>, maps: Span<UInt64>, lineFrom start: Int
  ) -> FieldValue {
    var walk = StructureWalk(maps: maps, from: start, count: bytes.count)
    var remaining = segments[...]
    var position = walk.next(maps, in: bytes)
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "{"):
        guard let wanted = remaining.popFirst() else {
          return FieldValue(kind: .container, start: position, end: position)
        }
        guard let found = member(wanted, bytes, maps, &walk) else { return FieldValue() }
        position = found
      case UInt8(ascii: "["):
        guard let wanted = remaining.popFirst() else {
          return FieldValue(kind: .container, start: position, end: position)
        }
        guard let index = elementIndex(wanted), let found = element(index, bytes, maps, &walk)
        else { return FieldValue() }
        position = found
      case UInt8(ascii: "\""):
        guard remaining.isEmpty else { return FieldValue() }
        let close = walk.next(maps, in: bytes)
        var escaped = false
        for index in position + 1..<close where bytes[index] == UInt8(ascii: "\\") {
          escaped = true
        }
        return FieldValue(
          kind: escaped ? .escapedString : .string, start: position + 1, end: close)
      default:
        guard remaining.isEmpty, let scalar = JSONScalar.parse(bytes, from: position),
          scalar.kind != .literal
        else { return FieldValue() }
        return FieldValue(kind: .number, start: position, end: scalar.end)
      }
    }
    return FieldValue()
  }

  /// Moves to the value of the member called `wanted` of the object just entered.
  private static func member(
    _ wanted: String, _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ walk: inout StructureWalk
  ) -> Int? {
    var text: [UInt8] = []
    while true {
      let position = walk.next(maps, in: bytes)
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return nil }
      let close = walk.next(maps, in: bytes)
      text.removeAll(keepingCapacity: true)
      JSONEscapes.decode(bytes, position + 1, close, into: &text)
      _ = walk.next(maps, in: bytes)
      let value = walk.next(maps, in: bytes)
      if text.elementsEqual(wanted.utf8) { return value }
      guard skipValue(from: value, bytes, maps, &walk) else { return nil }
    }
  }

  /// An array index as RFC 6901 section 4 writes it: no sign, no leading zero.
  private static func elementIndex(_ segment: String) -> Int? {
    guard let index = Int(segment), String(index) == segment else { return nil }
    return index
  }

  /// Moves to element `index` of the array just entered.
  private static func element(
    _ index: Int, _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ walk: inout StructureWalk
  ) -> Int? {
    var at = 0
    while true {
      let position = walk.next(maps, in: bytes)
      guard position < bytes.count, bytes[position] != UInt8(ascii: "]") else { return nil }
      if at == index { return position }
      guard skipValue(from: position, bytes, maps, &walk) else { return nil }
      at += 1
    }
  }

  /// Moves past a value and the comma behind it; false when its container ends there.
  private static func skipValue(
    from position: Int, _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ walk: inout StructureWalk
  ) -> Bool {
    var depth = 0
    var at = position
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return false }
        depth -= 1
      case UInt8(ascii: ","): if depth == 0 { return true }
      case UInt8(ascii: "\""): _ = walk.next(maps, in: bytes)
      default: break
      }
      at = walk.next(maps, in: bytes)
    }
    return false
  }
}
