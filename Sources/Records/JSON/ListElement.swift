/// Finds one's way in a valid record by its brackets, for the rare one in which list elements are taken out.
package enum ListElement {
  /// One past the closing bracket of the container that opens at `open`.
  ///
  /// - Complexity: O(the container's structural characters), like all of these.
  package static func end(_ bytes: Span<UInt8>, maps: Span<UInt64>, openAt open: Int) -> Int {
    var walk = StructureWalk(maps: maps, from: open + 1, count: bytes.count)
    return end(bytes, maps, &walk)
  }

  /// When the element ends in the recording: the value of a member that says so, or the third of a tuple.
  ///
  /// - Parameter open: where the element's opening bracket is.
  /// - Returns: the value as it stands, quotes and all; nil for elements that say nothing about it.
  package static func endTime(
    _ bytes: Span<UInt8>, maps: Span<UInt64>, openAt open: Int
  ) -> Range<Int>? {
    let isObject = bytes[open] == UInt8(ascii: "{")
    var walk = StructureWalk(maps: maps, from: open + 1, count: bytes.count)
    var number = 0
    var isTime = false
    while true {
      let start = walk.next(maps)
      guard start < bytes.count else { return nil }
      switch bytes[start] {
      case UInt8(ascii: "}"), UInt8(ascii: "]"): return nil
      case UInt8(ascii: ":"), UInt8(ascii: "\n"): continue
      case UInt8(ascii: ","):
        number += 1
        isTime = false
        continue
      default: break
      }
      let end = valueEnd(bytes, maps, start, &walk)
      if isObject ? isTime : number == 2 { return start..<end }
      isTime = endTimes.number(bytes, start + 1, max(start + 1, end - 1)) != nil
    }
  }

  /// Where the value that begins at `start` ends; `walk` stands behind it then.
  private static func valueEnd(
    _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ start: Int, _ walk: inout StructureWalk
  ) -> Int {
    switch bytes[start] {
    case UInt8(ascii: "\""): walk.next(maps) + 1
    case UInt8(ascii: "{"), UInt8(ascii: "["): end(bytes, maps, &walk)
    default: JSONScalar.parse(bytes, from: start)?.end ?? start
    }
  }

  private static func end(
    _ bytes: Span<UInt8>, _ maps: Span<UInt64>, _ walk: inout StructureWalk
  ) -> Int {
    var depth = 1
    while true {
      let position = walk.next(maps)
      guard position < bytes.count else { return bytes.count }
      switch bytes[position] {
      case UInt8(ascii: "\""): _ = walk.next(maps)
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return position + 1 }
      default: break
      }
    }
  }

  private static let endTimes = NameIndex(
    [
      "end", "end_time", "endtime", "end_offset", "endoffset", "endoffsetmillis", "end_ms",
      "endtimems", "end_timestamp", "offset_end", "stop_time", "end_at",
    ], foldsCase: true)
}
