/// Lists the member names of one object, for the rare record in which a name must be rewritten.
package enum MemberNames {
  /// - Parameters:
  ///   - open: where the object's opening brace is; the line around it has been scanned and is valid.
  /// - Returns: the names' contents as ranges without quotes, in order.
  /// - Complexity: O(the object's structural characters).
  package static func list(
    _ bytes: Span<UInt8>, maps: Span<UInt64>, objectAt open: Int
  ) -> [Range<Int>] {
    var names: [Range<Int>] = []
    var walk = StructureWalk(maps: maps, from: open + 1, count: bytes.count)
    var depth = 1
    var expectsName = true
    while depth > 0 {
      let position = walk.next(maps)
      guard position < bytes.count else { break }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        let close = walk.next(maps)
        if depth == 1, expectsName { names.append(position + 1..<close) }
        expectsName = false
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ","): if depth == 1 { expectsName = true }
      default: break
      }
    }
    return names
  }
}
