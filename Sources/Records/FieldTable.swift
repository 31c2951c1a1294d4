/// Top-level members whose values the pipeline wants to see: identity, time, region.
package struct FieldTable: Sendable {
  private var names: [[UInt8]] = []
  /// Bit n is set when a name of n bytes is in the table: one test turns most keys away.
  private var lengths: UInt64 = 0

  /// - Parameter names: member names, at most 63 bytes each; a name's position is its field number.
  package init(_ names: [String]) {
    for name in names {
      let bytes = Array(name.utf8)
      precondition(bytes.count < 64, "a field name has at most 63 bytes")
      self.names.append(bytes)
      lengths |= 1 << UInt64(bytes.count)
    }
  }

  package var count: Int { names.count }

  /// The field number of the member name in `bytes[start..<end]`, or nil.
  func number(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    let length = end - start
    guard length < 64, lengths & (1 << UInt64(length)) != 0 else { return nil }
    search: for number in names.indices where names[number].count == length {
      for offset in 0..<length where bytes[start + offset] != names[number][offset] {
        continue search
      }
      return number
    }
    return nil
  }
}

/// Where a wanted member's value stands in the chunk.
package struct FieldValue: Sendable {
  package enum Kind: UInt8, Sendable {
    /// Missing, or neither a string nor a number.
    case absent
    case string
    case escapedString
    case number
  }

  package var kind = Kind.absent
  package var start = 0
  package var end = 0

  package init() {}

  package init(kind: Kind, start: Int, end: Int) {
    self.kind = kind
    self.start = start
    self.end = end
  }
}
