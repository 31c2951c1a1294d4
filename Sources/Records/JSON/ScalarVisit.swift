/// Goes through the strings and numbers below one value of a line that was scanned and is valid.
///
/// For the few records of which more than the leaves is wanted: it calls back for each of them.
package struct ScalarVisit {
  /// One step from a container to what it holds.
  package enum Step {
    /// Where the member's name stands, without quotes.
    case member(Range<Int>)
    case element(Int)
  }

  private var walk: StructureWalk
  private var path: [Step] = []
  private let depth: Int

  private init(_ walk: StructureWalk, depth: Int) {
    self.walk = walk
    self.depth = depth
  }

  /// Visits every scalar at most `depth` steps below the value at `start`, itself included.
  ///
  /// - Parameter visit: the way from the value to the scalar, and the scalar.
  /// - Complexity: O(structural characters of the value).
  package static func scalars(
    below start: Int, depth: Int, _ bytes: Span<UInt8>, maps: Span<UInt64>,
    _ visit: ([Step], FieldValue) -> Void
  ) {
    var visitor = ScalarVisit(
      StructureWalk(maps: maps, from: start, count: bytes.count), depth: depth)
    let first = visitor.walk.next(maps, in: bytes)
    guard first < bytes.count else { return }
    visitor.value(at: first, bytes, maps, visit)
  }

  /// Takes the value whose first byte was just walked over, to its end.
  private mutating func value(
    at start: Int, _ bytes: Span<UInt8>, _ maps: Span<UInt64>,
    _ visit: ([Step], FieldValue) -> Void
  ) {
    switch bytes[start] {
    case UInt8(ascii: "\""):
      let close = walk.next(maps, in: bytes)
      var kind = FieldValue.Kind.string
      for index in start + 1..<close where bytes[index] == UInt8(ascii: "\\") {
        kind = .escapedString
      }
      visit(path, FieldValue(kind: kind, start: start + 1, end: close))
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if path.count < depth {
        container(isObject: bytes[start] == UInt8(ascii: "{"), bytes, maps, visit)
      } else {
        skipContainer(bytes, maps)
      }
    default:
      guard let scalar = JSONScalar.parse(bytes, from: start), scalar.kind != .literal else {
        return
      }
      visit(path, FieldValue(kind: .number, start: start, end: scalar.end))
    }
  }

  private mutating func container(
    isObject: Bool, _ bytes: Span<UInt8>, _ maps: Span<UInt64>,
    _ visit: ([Step], FieldValue) -> Void
  ) {
    let end = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    var index = 0
    var position = walk.next(maps, in: bytes)
    while position < bytes.count, bytes[position] != end {
      if bytes[position] == UInt8(ascii: ",") { position = walk.next(maps, in: bytes) }
      if isObject {
        let close = walk.next(maps, in: bytes)
        path.append(.member(position + 1..<close))
        _ = walk.next(maps, in: bytes)
        position = walk.next(maps, in: bytes)
      } else {
        path.append(.element(index))
        index += 1
      }
      value(at: position, bytes, maps, visit)
      path.removeLast()
      position = walk.next(maps, in: bytes)
    }
  }

  private mutating func skipContainer(_ bytes: Span<UInt8>, _ maps: Span<UInt64>) {
    var depth = 1
    while depth > 0 {
      let position = walk.next(maps, in: bytes)
      guard position < bytes.count else { return }
      switch bytes[position] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
    }
  }
}
